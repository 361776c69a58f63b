import Synchronization

/// A bar that several threads move.
final class SharedProgress: Sendable {
  private let bar: Mutex<ProgressBar>
  private let total: Int?

  /// Shows bytes out of a total; nothing where the total is not known.
  init(_ bar: sending ProgressBar, of total: Int?) {
    self.bar = Mutex(bar)
    self.total = total
  }

  /// Shows how much is done.
  @Sendable func show(_ done: Int) {
    guard let total, total > 0 else { return }
    bar.withLock { $0.show(Double(done) / Double(total)) }
  }

  /// Takes the bar away.
  func clear() { bar.withLock { $0.clear() } }
}
