import Dispatch

/// Shares work among threads in a way that no result depends on: who does a piece changes nothing.
enum Teamwork {
  /// Calls `body` for every number below `count`; with one worker in order, on this thread.
  static func share(_ count: Int, among workers: Int, _ body: @Sendable (Int) -> Void) {
    guard workers > 1, count > 1 else {
      for index in 0..<count { body(index) }
      return
    }
    let threads = min(workers, count)
    DispatchQueue.concurrentPerform(iterations: threads) { thread in
      for index in stride(from: thread, to: count, by: threads) { body(index) }
    }
  }
}
