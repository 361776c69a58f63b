import Dispatch
import Synchronization

/// Shares work among threads in a way that no result depends on: who does a piece changes nothing.
package enum Parallel {
  /// Calls `body` for every number below `count`; with one worker in order, on this thread, else
  /// whoever is free takes the next.
  package static func share(_ count: Int, among workers: Int, _ body: @Sendable (Int) -> Void) {
    guard workers > 1, count > 1 else {
      for index in 0..<count { body(index) }
      return
    }
    let counter = Counter()
    DispatchQueue.concurrentPerform(iterations: min(workers, count)) { _ in
      while let index = counter.next(below: count) { body(index) }
    }
  }

  /// Computes a value for every number below `count`, by all that are free unless it is said how many; the first error
  /// in order is thrown.
  package static func map<Value: Sendable, Failure: Error>(
    _ count: Int, among workers: Int = .max, _ body: @Sendable (Int) throws(Failure) -> Value
  ) throws(Failure) -> [Value] {
    guard workers > 1, count > 1 else {
      return try (0..<count).map { index throws(Failure) in try body(index) }
    }
    let results = Results<Value, Failure>(count)
    share(count, among: workers) { index in
      results.values[index] = Result { () throws(Failure) in try body(index) }
    }
    var values: [Value] = []
    values.reserveCapacity(count)
    for case let result? in results.values { values.append(try result.get()) }
    return values
  }

  /// Counts what was taken.
  private final class Counter: Sendable {
    private let taken = Atomic<Int>(0)

    func next(below count: Int) -> Int? {
      let index = taken.wrappingAdd(1, ordering: .relaxed).oldValue
      return index < count ? index : nil
    }
  }

  /// Results that threads write, each its own.
  private final class Results<Value, Failure: Error>: @unchecked Sendable {
    let values: UnsafeMutableBufferPointer<Result<Value, Failure>?>

    init(_ count: Int) {
      values = .allocate(capacity: count)
      values.initialize(repeating: nil)
    }

    deinit {
      values.deinitialize()
      values.deallocate()
    }
  }
}
