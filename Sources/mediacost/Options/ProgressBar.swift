import Foundation

/// A bar on standard error for work that takes over a second; nothing where no terminal listens.
final class ProgressBar {
  private let label: String
  private let isShown = isatty(STDERR_FILENO) == 1
  private let start = ContinuousClock.now
  private var last = -1

  init(_ label: String) { self.label = label }

  /// Draws the share that is done, from 0 to 1.
  func show(_ share: Double) {
    guard isShown, ContinuousClock.now - start > .seconds(1) else { return }
    let percent = Int(share * 100)
    guard percent != last else { return }
    last = percent
    let filled = percent * 30 / 100
    let bar = String(repeating: "#", count: filled) + String(repeating: ".", count: 30 - filled)
    write("\r\(label) [\(bar)] \(percent) %")
  }

  /// Takes the bar away.
  func clear() { if last >= 0 { write("\r\u{1B}[K") } }

  private func write(_ text: String) {
    try? FileHandle.standardError.write(contentsOf: Data(text.utf8))
  }
}
