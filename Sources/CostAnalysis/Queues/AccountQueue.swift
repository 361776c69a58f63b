import HeapModule

/// Requests that wait for what an account may have running at once and send in a time, first come
/// first served.
///
/// A limit of so many a minute holds for every minute: within any sixty seconds no more start. Less than one a minute is
/// one in so many minutes.
package struct AccountQueue {
  /// How many may run at once; nil for any number.
  private let slots: Int?
  private var windows: [SlidingWindow]
  private var bucket: TokenBucket?
  /// When the running requests end.
  private var ends = Heap<Double>()
  private var lastStart = -Double.infinity
  /// The most that ran at once.
  package private(set) var peak = 0

  /// Creates an empty queue.
  ///
  /// - Parameters:
  ///   - slots: How many may run at once; nil for any number.
  ///   - perMinute: How many may start within any minute, above 0; nil for any number.
  package init(slots: Int?, perMinute: Double?) {
    self.init(slots: slots, windows: perMinute.map { [.init($0, within: 60)] } ?? [], bucket: nil)
  }

  /// Creates an empty queue.
  ///
  /// - Parameters:
  ///   - slots: How many may run at once; nil for any number.
  ///   - windows: What may start within times of a length.
  ///   - bucket: What may start at once after a pause; nil for none.
  init(slots: Int?, windows: [SlidingWindow], bucket: TokenBucket?) {
    self.slots = slots
    self.windows = windows
    self.bucket = bucket
  }

  /// Takes a request and gives the moment at which it starts.
  ///
  /// - Parameters:
  ///   - arrival: When it comes, in seconds; not before the request before it.
  ///   - service: How long it runs, in seconds.
  ///   - weights: How much of each window it takes, then of the bucket; 1 of each where nothing is said.
  /// - Returns: When it starts, in seconds.
  package mutating func start(
    arrival: Double, service: Double, weights: [Double] = []
  ) -> Double {
    var start = max(arrival, lastStart)
    if let slots, ends.count >= slots {
      while let first = ends.min, first <= start { ends.removeMin() }
      while ends.count >= slots, let first = ends.min {
        start = max(start, first)
        ends.removeMin()
      }
    }
    for place in windows.indices {
      start = max(start, windows[place].free(for: place < weights.count ? weights[place] : 1))
    }
    let ofBucket = weights.count > windows.count ? weights[windows.count] : 1
    if bucket != nil { start = max(start, bucket?.free(for: ofBucket) ?? start) }
    for place in windows.indices {
      windows[place].take(place < weights.count ? weights[place] : 1, at: start)
    }
    bucket?.take(ofBucket, at: start)
    while let first = ends.min, first <= start { ends.removeMin() }
    lastStart = start
    ends.insert(start + service)
    peak = max(peak, ends.count)
    return start
  }
}

/// No more than so much within any time of a length.
struct SlidingWindow {
  private let limit: Double
  private let seconds: Double
  /// What started, the oldest first; what is older than the window may still be there.
  private var starts: [(moment: Double, weight: Double)] = []
  private var oldest = 0
  private var sum = 0.0

  /// Creates a window.
  ///
  /// - Parameters:
  ///   - limit: How much may start, above 0.
  ///   - seconds: Within how long.
  ///   - areThings: Whether what is counted has no parts, so that less than one is one in as much more time.
  init(_ limit: Double, within seconds: Double, areThings: Bool = true) {
    let isPart = areThings && limit < 1
    self.limit = isPart ? 1 : limit
    self.seconds = isPart ? seconds / limit : seconds
  }

  /// When so much may start at the earliest; what is more than the limit takes all of it.
  mutating func free(for weight: Double) -> Double {
    var moment = -Double.infinity
    while oldest < starts.count, sum + min(weight, limit) > limit * (1 + 1e-12) {
      moment = starts[oldest].moment + seconds
      sum -= starts[oldest].weight
      oldest += 1
    }
    if oldest > 4096, oldest * 2 > starts.count {
      starts.removeFirst(oldest)
      oldest = 0
    }
    if oldest == starts.count { sum = 0 }
    return moment
  }

  /// Takes what starts.
  mutating func take(_ weight: Double, at moment: Double) {
    starts.append((moment, min(weight, limit)))
    sum += min(weight, limit)
  }
}

/// So many at once, refilled at a pace.
struct TokenBucket {
  private let secondsEach: Double
  private let size: Double
  /// When it would be full again.
  private var full = -Double.infinity

  /// Creates a full bucket.
  init(perMinute: Double, size: Double) {
    secondsEach = 60 / perMinute
    self.size = size
  }

  /// When so much may start at the earliest; what is more than its size takes all of it.
  func free(for weight: Double) -> Double { full - (size - min(weight, size)) * secondsEach }

  /// Takes what starts.
  mutating func take(_ weight: Double, at moment: Double) {
    full = max(full, moment) + min(weight, size) * secondsEach
  }
}
