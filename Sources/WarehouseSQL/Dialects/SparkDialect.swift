package import BillingTypes

/// Spark: `div` divides whole numbers, the same with ANSI mode on and off because nothing overflows.
package struct SparkDialect: SQLDialect {
  package let name = "spark"
  package let title = "Spark"
  package let timesGoBeyondDays = true

  package init() {}

  package func quoted(_ name: String) -> String {
    "`" + name.split(separator: "`", omittingEmptySubsequences: false).joined(separator: "``") + "`"
  }

  /// Spark takes two marks in a row for two texts; a mark inside is escaped.
  package func text(_ text: String) -> String {
    "'" + text.flatMap { "'\\".contains($0) ? ["\\", $0] : [$0] } + "'"
  }

  package func quotient(_ a: String, _ b: String) -> String { "(\(a) div \(b))" }

  package func type(of column: UsageColumn.Kind) -> String {
    switch column {
    case .time: "TIMESTAMP"
    case .word: "STRING"
    case .truth: "BOOLEAN"
    case .number(places: 0): "BIGINT"
    case .number(let places): "DECIMAL(18,\(places))"
    }
  }

  package func whole(_ cell: String, places: Int) -> String {
    let value = "try_cast(\(cell) AS \(places == 0 ? "BIGINT" : "DECIMAL(18,\(places))"))"
    return exact(
      cell, value, places == 0 ? value : "CAST(\(value) * \(tenToThe(places)) AS BIGINT)")
  }

  /// Counted from 1970 in UTC: the session's time zone has no say.
  package func day(of time: String) -> String {
    "date_from_unix_date(CAST((unix_seconds(\(time)) - pmod(unix_seconds(\(time)), 86400)) div 86400 AS INT))"
  }

  package func month(ofDay day: String) -> String { "date_format(\(day), 'yyyy-MM')" }

  package func amount(_ picounits: String) -> String {
    "CAST(CAST(\(picounits) AS DECIMAL(19,0)) * CAST('0.000000000001' AS DECIMAL(12,12)) AS DECIMAL(38,12))"
  }

  /// A sum of BIGINT would be one itself, and without ANSI mode it would wrap.
  package func sum(_ column: String) -> String { "SUM(CAST(\(column) AS DECIMAL(19,0)))" }

  package func wideQuotient(_ a: String, _ b: String) -> String {
    "CAST((\(a) - \(a) % \(b)) / \(b) AS DECIMAL(29,0))"
  }

  package func amount(_ count: String, times unit: Rational) -> String {
    "CAST(CAST(\(count) AS DECIMAL(25,0)) * CAST('\(unit)' AS DECIMAL(12,12)) AS DECIMAL(38,12))"
  }
}
