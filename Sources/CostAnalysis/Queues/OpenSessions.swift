import HeapModule

/// How many sessions are open at once, for how long, over a time that begins with none.
struct OpenSessions {
  private var ends = Heap<Double>()
  private var now: Double
  /// Seconds for which so many were open, by their number.
  private var secondsByNumber: [Double] = [0]

  /// Begins at a moment, in seconds.
  init(from moment: Double) { now = moment }

  /// The most that were open at once.
  var peak: Int { secondsByNumber.count - 1 }

  /// Opens a session; not before the one before it.
  mutating func open(at moment: Double, seconds: Double) {
    advance(to: moment)
    ends.insert(moment + seconds)
    if ends.count > peak { secondsByNumber.append(0) }
  }

  /// Lets time pass; sessions close when they end.
  mutating func advance(to moment: Double) {
    while let end = ends.min, end <= moment {
      secondsByNumber[ends.count] += end - now
      now = end
      ends.removeMin()
    }
    secondsByNumber[ends.count] += moment - now
    now = moment
  }

  /// How many were open on average.
  var mean: Double {
    let sum = secondsByNumber.enumerated().reduce(0) { $0 + Double($1.offset) * $1.element }
    return sum / max(secondsByNumber.reduce(0, +), .leastNormalMagnitude)
  }

  /// The number that was not passed for a share of the time.
  func number(forShare share: Double) -> Int {
    let needed = share * secondsByNumber.reduce(0, +)
    var sum = 0.0
    for (number, seconds) in secondsByNumber.enumerated() {
      sum += seconds
      if sum >= needed { return number }
    }
    return peak
  }
}
