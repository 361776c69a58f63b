package import BillingTypes

/// DuckDB: `//` divides whole numbers, sums of decimals are exact decimals of 38 digits.
package struct DuckDBDialect: SQLDialect {
  package let name = "duckdb"
  package let title = "DuckDB"
  package let macroRefusal: String? = nil
  package let timesGoBeyondDays = true
  package let notes = [
    "Times are read with their zone; a text without one is taken in the session's time zone."
  ]

  package init() {}

  package func quotient(_ a: String, _ b: String) -> String { "(\(a) // \(b))" }

  package func type(of column: UsageColumn.Kind) -> String {
    switch column {
    // One without a zone would drop that of a text.
    case .time: "TIMESTAMP WITH TIME ZONE"
    case .word: "VARCHAR"
    case .truth: "BOOLEAN"
    case .number(places: 0): "BIGINT"
    case .number(let places): "DECIMAL(18,\(places))"
    }
  }

  package func whole(_ cell: String, places: Int) -> String {
    // A product of narrow decimals may overflow; 38 digits hold it.
    let number = places == 0 ? "BIGINT" : "DECIMAL(38,\(places))"
    let value = "TRY_CAST(\(cell) AS \(number))"
    let whole = places == 0 ? value : "TRY_CAST(\(value) * \(tenToThe(places)) AS BIGINT)"
    return exact(cell, value, whole)
  }

  /// By the microseconds since 1970 in UTC: the session's time zone has no say.
  package func day(of time: String) -> String {
    "CAST(make_timestamp(epoch_us(\(time))) AS DATE)"
  }
  package func month(ofDay day: String) -> String { "strftime(\(day), '%Y-%m')" }

  package func amount(_ picounits: String) -> String {
    // Multiplied, since '/' would make a binary number.
    "CAST(CAST(\(picounits) AS DECIMAL(19,0)) * CAST('0.000000000001' AS DECIMAL(12,12)) AS DECIMAL(38,12))"
  }

  package func amount(_ count: String, times unit: Rational) -> String {
    "CAST(CAST(\(count) AS DECIMAL(25,0)) * CAST('\(unit)' AS DECIMAL(12,12)) AS DECIMAL(38,12))"
  }
}
