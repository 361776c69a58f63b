/// Where lots are kept: a place for each month that one can be used in, used again when it is over.
struct LotRing: Sendable {
  /// The number of places.
  let count: Int
  /// Whether lots end.
  let haveEnd: Bool

  /// Room for lots that can be used for some months, the first among them; nil for no end.
  ///
  /// - Parameters:
  ///   - monthsKept: Months a lot can be used for; nil for no end.
  ///   - horizon: Months that are settled at most; what is kept longer never ends.
  init(monthsKept: Int?, horizon: Int) {
    guard let monthsKept, monthsKept <= horizon else {
      count = 1
      haveEnd = false
      return
    }
    count = max(1, monthsKept)
    haveEnd = true
  }

  /// The place of a month's lot.
  @inline(__always)
  func place(of month: Int) -> Int {
    let rest = month % count
    return rest < 0 ? rest + count : rest
  }
}

/// What is left of an allowance or of packs, by the month it was bought in; the oldest is used first.
protocol Lots {
  associatedtype Number: KnownNumber
  /// Where each month's lot is.
  var ring: LotRing { get }
  /// What is left of the lot at a place.
  subscript(place: Int) -> Number { get set }
}

extension Lots {
  /// Adds a quantity that comes in a month.
  @inline(__always)
  mutating func add(_ quantity: Number, in month: Int) throws(Number.Failure) {
    let place = ring.place(of: month)
    self[place] = try self[place] + quantity
  }

  /// What can be used.
  @inline(__always)
  func available() throws(Number.Failure) -> Number {
    var sum = Number.zero
    for place in 0..<ring.count { sum = try sum + self[place] }
    return sum
  }

  /// Uses a quantity of what is available, the oldest first.
  @inline(__always)
  mutating func use(_ quantity: Number, in month: Int) throws(Number.Failure) {
    var rest = quantity
    var age = ring.count - 1
    while age >= 0, rest > .zero {
      let place = ring.place(of: month - age)
      let used = min(rest, self[place])
      self[place] = try self[place] - used
      rest = try rest - used
      age -= 1
    }
  }

  /// Uses as much of a quantity as is there, the oldest first.
  ///
  /// - Returns: How much that is.
  @inline(__always)
  mutating func draw(_ quantity: Number, in month: Int) throws(Number.Failure) -> Number {
    let drawn = min(quantity, try available())
    try use(drawn, in: month)
    return drawn
  }

  /// What cannot be used any longer when a month ends.
  func expiring(after month: Int) -> Number {
    ring.haveEnd ? self[ring.place(of: month + 1)] : .zero
  }

  /// Ends a month: what cannot be used any longer is gone, and is returned.
  @inline(__always)
  mutating func expire(after month: Int) -> Number {
    guard ring.haveEnd else { return .zero }
    let place = ring.place(of: month + 1)
    let gone = self[place]
    self[place] = .zero
    return gone
  }

  /// From what is used to the end of the month: packs are bought for what is short, the oldest lots are
  /// used first, and what is over is gone.
  ///
  /// - Parameters:
  ///   - month: The month.
  ///   - used: What is used.
  ///   - available: What could be used when the month was opened.
  ///   - pack: What is bought when it is used up; nil for allowances.
  /// - Returns: What is bought, and what is gone.
  /// - Throws: What the number cannot hold.
  @inline(__always)
  mutating func close(
    _ month: Int, used: Number, available: Number, _ pack: PackTerms<Number>?
  ) throws(Number.Failure) -> (bought: Number, expired: Number) {
    var bought = Number.zero
    if let pack {
      bought = try pack.bought(toCover: (used - available).positivePart)
      try add(bought, in: month)
    }
    try use(used, in: month)
    return (bought, expire(after: month))
  }
}
