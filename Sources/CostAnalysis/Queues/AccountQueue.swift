import HeapModule

/// Requests that wait for what an account may have running at once and send per minute, first come
/// first served.
///
/// A limit of so many a minute holds for every minute: within any sixty seconds no more start. Less than one a minute is
/// one in so many minutes.
package struct AccountQueue {
  /// How many may run at once; nil for any number.
  private let slots: Int?
  /// Seconds within which no more requests start than ``starts`` has places.
  private let window: Double
  /// When the last of them started, in a ring; empty for no limit.
  private var starts: [Double]
  /// The place of the oldest.
  private var oldest = 0
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
    self.slots = slots
    // A part of a request cannot be sent.
    let count = perMinute.map { Int(min(max($0.rounded(.down), 1), 10_000_000)) } ?? 0
    window = perMinute.map { $0 < 1 ? 60 / $0 : 60 } ?? 0
    starts = Array(repeating: -.infinity, count: count)
  }

  /// Takes a request and gives the moment at which it starts.
  ///
  /// - Parameters:
  ///   - arrival: When it comes, in seconds; not before the request before it.
  ///   - service: How long it runs, in seconds.
  /// - Returns: When it starts, in seconds.
  package mutating func start(arrival: Double, service: Double) -> Double {
    var start = max(arrival, lastStart)
    if let slots, ends.count >= slots {
      while let first = ends.min, first <= start { ends.removeMin() }
      while ends.count >= slots, let first = ends.min {
        start = max(start, first)
        ends.removeMin()
      }
    } else {
      while let first = ends.min, first <= start { ends.removeMin() }
    }
    if !starts.isEmpty {
      let free = starts[oldest] + window
      if free > start {
        start = free
        while let first = ends.min, first <= start { ends.removeMin() }
      }
      starts[oldest] = start
      oldest = oldest + 1 == starts.count ? 0 : oldest + 1
    }
    lastStart = start
    ends.insert(start + service)
    peak = max(peak, ends.count)
    return start
  }
}
