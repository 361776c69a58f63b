package import BillingTypes

/// DuckDB: `//` divides whole numbers, sums of decimals are exact decimals of 38 digits.
package struct DuckDBDialect: SQLDialect {
  package let name = "duckdb"
  package let title = "DuckDB"
  package let macroRefusal: String? = nil

  package init() {}

  package func quotient(_ a: String, _ b: String) -> String { "(\(a) // \(b))" }

  package func type(of column: UsageColumn.Kind) -> String {
    switch column {
    case .time: "TIMESTAMP"
    case .word: "VARCHAR"
    case .truth: "BOOLEAN"
    case .number(places: 0): "BIGINT"
    case .number(let places): "DECIMAL(18,\(places))"
    }
  }

  package func whole(_ cell: String, places: Int) -> String {
    guard places > 0 else { return "CAST(\(cell) AS BIGINT)" }
    // A product of narrow decimals may overflow; 38 digits hold it.
    return "CAST(CAST(\(cell) AS DECIMAL(38,\(places))) * \(tenToThe(places)) AS BIGINT)"
  }

  package func day(of time: String) -> String { "CAST(\(time) AS DATE)" }
  package func month(ofDay day: String) -> String { "strftime(\(day), '%Y-%m')" }

  package func amount(_ picounits: String) -> String {
    // Multiplied, since '/' would make a binary number.
    "CAST(CAST(\(picounits) AS DECIMAL(19,0)) * CAST('0.000000000001' AS DECIMAL(12,12)) AS DECIMAL(38,12))"
  }

  package func amount(_ count: String, times unit: Rational) -> String {
    "CAST(CAST(\(count) AS DECIMAL(25,0)) * CAST('\(unit)' AS DECIMAL(12,12)) AS DECIMAL(38,12))"
  }
}
