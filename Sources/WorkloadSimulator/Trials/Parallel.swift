import Dispatch
import Synchronization

/// Shares work among threads in a way that no result depends on: who does a piece changes nothing.
enum Parallel {
  /// Calls `body` for every number below `count`; with one worker in order, on this thread, else
  /// whoever is free takes the next.
  static func share(_ count: Int, among workers: Int, _ body: @Sendable (Int) -> Void) {
    guard workers > 1, count > 1 else {
      for index in 0..<count { body(index) }
      return
    }
    let counter = Counter()
    DispatchQueue.concurrentPerform(iterations: min(workers, count)) { _ in
      while let index = counter.next(below: count) { body(index) }
    }
  }

  /// Computes a value for every number below `count`; the first error in order is thrown.
  static func map<Value: Sendable>(
    _ count: Int, among workers: Int, _ body: @Sendable (Int) throws -> Value
  ) throws -> [Value] {
    guard workers > 1, count > 1 else { return try (0..<count).map(body) }
    let results = Results<Value>(count)
    share(count, among: workers) { index in
      results.values[index] = Result { try body(index) }
    }
    return try results.values.compactMap { try $0?.get() }
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
  private final class Results<Value>: @unchecked Sendable {
    let values: UnsafeMutableBufferPointer<Result<Value, any Error>?>

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
