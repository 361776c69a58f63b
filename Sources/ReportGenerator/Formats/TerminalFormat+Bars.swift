extension TerminalFormat {
  /// Below so many columns numbers need all of them.
  static let leastForBars = 60

  /// How long the longest bar is.
  static func barLength(width: Int) -> Int { width < 100 ? 8 : 14 }

  /// A bar with its word; nil for a cell that is none.
  static func drawn(_ cell: ReportTable.Cell, width: Int) -> String? {
    guard case .bar(let share, let word) = cell else { return nil }
    let bar = bar(share, length: barLength(width: width))
    return word.map { "\(bar) \(plain($0))" } ?? bar
  }

  private static let eighths = Array("▏▎▍▌▋▊▉█")

  /// A bar in eighths of a character; what is more than nothing is seen.
  private static func bar(_ share: Double, length: Int) -> String {
    guard share > 0, share.isFinite else { return "" }
    let parts = max(1, Int((min(1, share) * Double(8 * length)).rounded()))
    return String(repeating: "█", count: parts / 8)
      + (parts % 8 == 0 ? "" : String(eighths[parts % 8 - 1]))
  }

  /// A drawn cell in colour: red where a word says what it breaks.
  static func coloured(_ text: String) -> String {
    let bar = text.prefix { eighths.contains($0) }
    guard !bar.isEmpty else { return text }
    let isBroken = text.dropFirst(bar.count).contains { $0 != " " }
    return "\u{1B}[\(isBroken ? 31 : 36)m\(bar)\u{1B}[39m\(text.dropFirst(bar.count))"
  }
}
