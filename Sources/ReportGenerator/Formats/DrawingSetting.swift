/// For whom a document is drawn: the width and the marks of a terminal, the numbers of a spreadsheet.
public struct DrawingSetting: Hashable, Sendable {
  /// Columns of the terminal.
  public var width: Int
  /// What a terminal shows beside letters.
  public var marks: TerminalMarks
  /// How numbers for spreadsheets are written.
  public var locale: CSVLocale

  /// Creates a setting; what is left out is what a file gets.
  public init(width: Int = 80, marks: TerminalMarks = .none, locale: CSVLocale = .en) {
    self.width = width
    self.marks = marks
    self.locale = locale
  }
}

/// What a terminal shows beside letters.
public enum TerminalMarks: String, Hashable, Sendable {
  /// Nothing.
  case none
  /// Bars of block characters.
  case bars
  /// Bars in colour, which says nothing that no word says.
  case coloured
}
