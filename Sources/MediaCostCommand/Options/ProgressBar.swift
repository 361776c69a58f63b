import Foundation

/// A bar on standard error for work that takes over a second; nothing where no terminal listens.
final class ProgressBar {
  private let isShown = isatty(STDERR_FILENO) == 1
  private let start = ContinuousClock.now
  private var last = ""

  /// Draws the share of some work that is done, from 0 to 1.
  func show(_ work: String, _ share: Double) {
    guard isShown, ContinuousClock.now - start > .seconds(1) else { return }
    let percent = Int(min(max(share, 0), 1) * 100)
    let filled = percent * 30 / 100
    let bar = String(repeating: "#", count: filled) + String(repeating: ".", count: 30 - filled)
    let line = "\(work) [\(bar)] \(percent) %"
    guard line != last else { return }
    last = line
    write("\r\(line)\u{1B}[K")
  }

  /// Takes the bar away.
  func clear() { if !last.isEmpty { write("\r\u{1B}[K") } }

  private func write(_ text: String) {
    try? FileHandle.standardError.write(contentsOf: Data(text.utf8))
  }
}
