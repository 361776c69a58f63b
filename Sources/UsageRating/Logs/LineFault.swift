/// What ends the reading of a log, at a line of one piece; lines are counted from 0.
enum LineFault: Error {
  /// A quote opens a cell and does not close it as it should.
  case quote(CSVRecord.OpenQuote)
  /// The record that begins there is longer than any that is read.
  case endless(line: Int)
  /// With that row, what rows use comes to more than can be counted.
  case tooMuch(line: Int)

  /// The line where it is.
  var line: Int {
    switch self {
    case .quote(let quote): quote.line
    case .endless(let line), .tooMuch(let line): line
    }
  }

  /// The sentence that ends the reading.
  ///
  /// - Parameter lines: Lines of the log before the piece.
  /// - Returns: The error, with the number of the line.
  func error(after lines: Int) -> LogError {
    func number(_ line: Int) -> Int { lines + line + 1 }
    let words =
      switch self {
      case .quote(let quote): quote.words(closing: quote.closing.map(number))
      case .endless:
        "the row that begins here is longer than \(LogPieces.longestRecord >> 20) MiB"
      case .tooMuch:
        "with this row, the sum of amounts, or of what a plan counts, is too large to be exact (128 bits)"
      }
    return LogError("line \(number(line)): \(words)")
  }
}

extension CSVRecord.OpenQuote {
  /// What is wrong and what would be right.
  ///
  /// - Parameter closing: The line of the log on which it is closed; nil where it is never closed.
  /// - Returns: The words.
  func words(closing: Int?) -> String {
    let found =
      closing.map { "is closed on line \($0) with something behind it" } ?? "is never closed"
    return
      "the quote that opens a cell here \(found); behind the closing quote there must be a comma "
      + "or the end of the line, and a quote inside of quotes is written twice"
  }
}
