import HeapModule

/// Requests that wait for what an account may have running at once and send per minute, first come
/// first served.
///
/// The limit per minute is a bucket that holds one minute's worth, at least one, and is refilled
/// evenly; a request takes one from it when it starts.
package struct AccountQueue {
  /// How many may run at once; nil for any number.
  private let slots: Int?
  /// Requests per second that the bucket is refilled with; nil for no limit.
  private let refill: Double?
  private let capacity: Double
  /// When the running requests end.
  private var ends = Heap<Double>()
  private var tokens: Double
  private var filledAt = -Double.infinity
  private var lastStart = -Double.infinity
  /// The most that ran at once.
  package private(set) var peak = 0

  /// Creates an empty queue with a full bucket.
  package init(slots: Int?, perMinute: Double?) {
    self.slots = slots
    refill = perMinute.map { $0 / 60 }
    capacity = max(1, perMinute ?? 1)
    tokens = capacity
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
    if let refill {
      if filledAt > -Double.infinity {
        tokens = min(capacity, tokens + (start - filledAt) * refill)
      }
      filledAt = start
      if tokens < 1 {
        start += (1 - tokens) / refill
        tokens = 1
        filledAt = start
        while let first = ends.min, first <= start { ends.removeMin() }
      }
      tokens -= 1
    }
    lastStart = start
    ends.insert(start + service)
    peak = max(peak, ends.count)
    return start
  }
}
