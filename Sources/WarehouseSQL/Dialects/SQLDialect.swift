package import BillingTypes

/// How one engine's SQL differs from that of the others.
///
/// Every expression is over whole numbers of 64 bits that are proven to fit, so a dialect needs no
/// arithmetic but that of whole numbers; what it says here must be exact.
package protocol SQLDialect: Sendable {
  /// The name on the command line.
  var name: String { get }
  /// The engine's name for people.
  var title: String { get }
  /// The type of whole numbers of 64 bits in a cast.
  var wholeType: String { get }
  /// What stands before the body of a common table expression whose steps are used more than once.
  var materialized: String { get }
  /// What must hold in the session, as sentences; they go on top of the SQL.
  var notes: [String] { get }
  /// Why there are no macros; nil when there are.
  var macroRefusal: String? { get }

  /// A name in quotation marks.
  func quoted(_ name: String) -> String
  /// A text literal.
  func text(_ text: String) -> String
  /// A whole number as a literal that no engine takes for a narrower or unsigned one than fits.
  func number(_ value: Int128) -> String
  /// `a ÷ b` without its rest, cut toward zero; an atom.
  func quotient(_ a: String, _ b: String) -> String
  /// The rest of `a ÷ b`; an atom.
  func remainder(_ a: String, _ b: String) -> String
  /// A whole number at most one off the square root of one that is not negative; an atom.
  func nearRoot(_ a: String) -> String
  func least(_ a: String, _ b: String) -> String
  func greatest(_ a: String, _ b: String) -> String

  /// The type of a column of the usage table.
  func type(of column: UsageColumn.Kind) -> String
  /// A cell as a whole number, counted in 10 to the power of minus `places`; NULL where nothing is given.
  func whole(_ cell: String, places: Int) -> String
  /// Whether something is given in a cell.
  func isGiven(_ cell: String, _ kind: UsageColumn.Kind) -> String
  /// A cell's word; NULL where nothing is given.
  func word(_ cell: String) -> String
  /// A cell's truth value; NULL where nothing is given.
  func truth(_ cell: String) -> String
  /// Whether a cell of a truth value holds neither; nil where its type makes sure.
  func isNoTruth(_ cell: String) -> String?
  /// Whether a column of times can hold nothing else.
  var timesAreTimes: Bool { get }
  /// Whether there are times whose days cannot be written: before the year 1, or after 9999.
  var timesGoBeyondDays: Bool { get }
  /// A table as `u`, with what the days of its times are found by.
  func source(_ table: String, time: String) -> String
  /// The day in UTC of a time in such a source; NULL for what is none.
  func day(of time: String) -> String
  /// A day as a literal.
  func day(_ day: Day) -> String
  /// The month of a day as text, such as `2027-03`.
  func month(ofDay day: String) -> String

  /// The type of an amount.
  var amountType: String { get }
  /// Whether sums need a row's amount as a whole number too, because amounts are no numbers here.
  var sumsPicounits: Bool { get }
  /// A whole number of picounits as an exact decimal amount.
  func amount(_ picounits: String) -> String
  /// The exact sum of amounts, or of picounits where ``sumsPicounits`` says so; NULL of none.
  func total(of column: String) -> String
  /// The exact sum of a column of whole numbers: a whole number that may be wider than 64 bits.
  func sum(_ column: String) -> String
  /// A quotient of such numbers, neither below zero, cut toward zero; an atom.
  func wideQuotient(_ a: String, _ b: String) -> String
  /// Such a number times a small decimal, as an amount.
  func amount(_ count: String, times unit: Rational) -> String
  /// The largest number whose products with `factor` are exact; nil where an overflow is an error.
  func largest(before factor: Int128) -> Int64?

  /// The statement that makes a view.
  func view(_ name: String, as body: String) -> String
  /// The statement that makes the usage table.
  func table(_ name: String, columns: [String]) -> String
}

extension SQLDialect {
  package var wholeType: String { "BIGINT" }
  package var amountType: String { "DECIMAL(38,12)" }
  package var sumsPicounits: Bool { false }
  package var materialized: String { "" }
  package var notes: [String] { [] }
  package var timesAreTimes: Bool { true }
  package var timesGoBeyondDays: Bool { false }
  package func source(_ table: String, time: String) -> String { "\(table) AS u" }
  package var macroRefusal: String? {
    "\(title) has no macros that take a table; make views with --form views instead"
  }

  package func quoted(_ name: String) -> String {
    "\"" + name.split(separator: "\"", omittingEmptySubsequences: false).joined(separator: "\"\"")
      + "\""
  }

  package func text(_ text: String) -> String {
    "'" + text.split(separator: "'", omittingEmptySubsequences: false).joined(separator: "''") + "'"
  }

  package func number(_ value: Int128) -> String { String(value) }

  /// A number that a column holds.
  package func number(_ value: Int64) -> String { number(Int128(value)) }
  package func remainder(_ a: String, _ b: String) -> String { "(\(a) % \(b))" }
  package func nearRoot(_ a: String) -> String { "CAST(FLOOR(SQRT(\(a))) AS \(wholeType))" }
  package func least(_ a: String, _ b: String) -> String { "LEAST(\(a), \(b))" }
  package func greatest(_ a: String, _ b: String) -> String { "GREATEST(\(a), \(b))" }

  package func isGiven(_ cell: String, _ kind: UsageColumn.Kind) -> String {
    kind == .word ? "NULLIF(\(cell), '') IS NOT NULL" : "\(cell) IS NOT NULL"
  }

  package func word(_ cell: String) -> String { "NULLIF(\(cell), '')" }
  package func truth(_ cell: String) -> String { cell }
  package func isNoTruth(_ cell: String) -> String? { nil }
  package func day(_ day: Day) -> String { "DATE '\(day)'" }
  package func sum(_ column: String) -> String { "SUM(\(column))" }
  package func wideQuotient(_ a: String, _ b: String) -> String { quotient(a, b) }
  package func largest(before factor: Int128) -> Int64? { nil }
  package func total(of column: String) -> String { "SUM(\(column))" }

  package func view(_ name: String, as body: String) -> String {
    "CREATE OR REPLACE VIEW \(name) AS\n\(body)"
  }

  package func table(_ name: String, columns: [String]) -> String {
    "CREATE TABLE \(name) (\n  \(columns.joined(separator: ",\n  "))\n)"
  }

  /// A text literal on one line.
  package func literal(_ text: String) -> String { self.text(text.onOneLine) }

  /// Stands for a cell that holds no number of the column's kind, such as a fraction among whole numbers: no
  /// rule allows it.
  package var noNumber: String { "-9223372036854775807" }

  /// A whole number that was made of a cell, where nothing of the cell was lost; the number that no rule allows
  /// where something was, so that no engine rounds a fraction without a word.
  ///
  /// - Parameters:
  ///   - cell: The cell.
  ///   - value: The cell in the type that the number has; equal to it where nothing was lost.
  ///   - whole: The whole number.
  /// - Returns: An expression that is NULL where nothing is given.
  func exact(_ cell: String, _ value: String, _ whole: String) -> String {
    "CASE WHEN \(cell) IS NULL THEN NULL WHEN \(value) = \(cell) THEN \(whole) ELSE \(noNumber) END"
  }

  /// A name, in quotation marks only where it needs them.
  package func identifier(_ name: String) -> String {
    let isPlain =
      name.utf8.first.map { (97...122).contains($0) || $0 == 95 } ?? false
      && name.utf8.allSatisfy { (97...122).contains($0) || (48...57).contains($0) || $0 == 95 }
    return isPlain && !SQLWords.reserved.contains(name) ? name : quoted(name)
  }

  /// A table's name, which may have parts with points between.
  package func tableName(_ name: String) -> String {
    name.split(separator: ".", omittingEmptySubsequences: false).map { identifier(String($0)) }
      .joined(separator: ".")
  }
}

/// The dialects that can be written.
package enum SQLDialects {
  /// All of them, in the order of the help.
  package static let all: [any SQLDialect] = [
    DuckDBDialect(), SparkDialect(), ClickHouseDialect(), BigQueryDialect(), SQLiteDialect(),
  ]
}
