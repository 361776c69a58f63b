import Synchronization

/// A bar that several threads move.
final class SharedProgress: Sendable {
  private let bar: Mutex<ProgressBar>
  private let total: Int?

  private let work: String

  /// Shows how much of some work is done, out of a total; nothing where the total is not known.
  init(_ work: String, of total: Int?) {
    bar = Mutex(ProgressBar())
    self.work = work
    self.total = total
  }

  /// Shows how much is done.
  @Sendable func show(_ done: Int) {
    guard let total, total > 0 else { return }
    bar.withLock { $0.show(work, Double(done) / Double(total)) }
  }

  /// Takes the bar away.
  func clear() { bar.withLock { $0.clear() } }
}
