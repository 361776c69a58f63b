package import BillingTypes

/// BigQuery: `DIV` divides whole numbers; amounts are BIGNUMERIC, since NUMERIC has nine decimals only.
package struct BigQueryDialect: SQLDialect {
  package let name = "bigquery"
  package let title = "BigQuery"
  package let wholeType = "INT64"
  package let amountType = "BIGNUMERIC"

  package init() {}

  package func quoted(_ name: String) -> String {
    "`" + name.flatMap { "`\\".contains($0) ? ["\\", $0] : [$0] } + "`"
  }

  package func text(_ text: String) -> String {
    "'" + text.flatMap { "'\\".contains($0) ? ["\\", $0] : [$0] } + "'"
  }

  package func quotient(_ a: String, _ b: String) -> String { "DIV(\(a), \(b))" }
  package func remainder(_ a: String, _ b: String) -> String { "MOD(\(a), \(b))" }

  package func type(of column: UsageColumn.Kind) -> String {
    switch column {
    case .time: "TIMESTAMP"
    case .word: "STRING"
    case .truth: "BOOL"
    case .number(places: 0): "INT64"
    case .number(let places): "NUMERIC(18, \(places))"
    }
  }

  package func whole(_ cell: String, places: Int) -> String {
    let value = places == 0 ? cell : "\(cell) * \(tenToThe(places))"
    let whole = "SAFE_CAST(\(value) AS INT64)"
    return exact(value, whole, whole)
  }

  package func day(of time: String) -> String { "DATE(\(time), 'UTC')" }
  package func month(ofDay day: String) -> String { "FORMAT_DATE('%Y-%m', \(day))" }

  package func amount(_ picounits: String) -> String {
    "CAST(\(picounits) AS BIGNUMERIC) * BIGNUMERIC '0.000000000001'"
  }

  package func sum(_ column: String) -> String { "SUM(CAST(\(column) AS NUMERIC))" }

  package func amount(_ count: String, times unit: Rational) -> String {
    "CAST(\(count) AS BIGNUMERIC) * BIGNUMERIC '\(unit)'"
  }
}
