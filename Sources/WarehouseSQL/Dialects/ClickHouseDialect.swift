package import BillingTypes

/// ClickHouse: `intDiv` divides whole numbers; columns are Nullable, an empty cell is NULL.
package struct ClickHouseDialect: SQLDialect {
  package let name = "clickhouse"
  package let title = "ClickHouse"
  package let wholeType = "Nullable(Int64)"
  package let amountType = "Nullable(Decimal(38, 12))"

  package init() {}

  package func quoted(_ name: String) -> String {
    "`" + name.flatMap { "`\\".contains($0) ? ["\\", $0] : [$0] } + "`"
  }

  package func text(_ text: String) -> String {
    "'" + text.flatMap { "'\\".contains($0) ? ["\\", $0] : [$0] } + "'"
  }

  /// A literal is of the narrowest unsigned type; beyond 32 bits none goes with Int64.
  package func number(_ value: Int128) -> String {
    value > Int64(Int32.max) ? "toInt64(\(value))" : String(value)
  }

  package func quotient(_ a: String, _ b: String) -> String { "intDiv(\(a), \(b))" }
  package func least(_ a: String, _ b: String) -> String { "least(\(a), \(b))" }
  package func greatest(_ a: String, _ b: String) -> String { "greatest(\(a), \(b))" }

  package func type(of column: UsageColumn.Kind) -> String {
    switch column {
    case .time: "Nullable(DateTime64(3, 'UTC'))"
    case .word: "Nullable(String)"
    case .truth: "Nullable(Bool)"
    case .number(places: 0): "Nullable(Int64)"
    case .number(let places): "Nullable(Decimal(18, \(places)))"
    }
  }

  package func whole(_ cell: String, places: Int) -> String {
    guard places > 0 else {
      let whole = "CAST(\(cell) AS Nullable(Int64))"
      return exact(cell, whole, whole)
    }
    // A product of narrow decimals may overflow; 38 digits hold it.
    let value = "CAST(\(cell) AS Nullable(Decimal(38, \(places))))"
    return exact(cell, value, "CAST(\(value) * \(tenToThe(places)) AS Nullable(Int64))")
  }

  package func day(of time: String) -> String { "toDate32(\(time), 'UTC')" }
  package func day(_ day: Day) -> String { "toDate32('\(day)')" }
  package func month(ofDay day: String) -> String { "formatDateTime(\(day), '%Y-%m')" }

  package func amount(_ picounits: String) -> String {
    "CAST(\(picounits) AS Nullable(Decimal(38, 0))) * toDecimal128('0.000000000001', 12)"
  }

  package func table(_ name: String, columns: [String]) -> String {
    "CREATE TABLE \(name) (\n  \(columns.joined(separator: ",\n  "))\n) ENGINE = MergeTree ORDER BY tuple()"
  }

  /// A sum of Int64 would be one itself, and wrap.
  package func sum(_ column: String) -> String { "SUM(CAST(\(column) AS Nullable(Int128)))" }

  /// Whole numbers of 128 bits become decimals by way of their digits.
  package func amount(_ count: String, times unit: Rational) -> String {
    "CAST(toString(\(count)) AS Nullable(Decimal(38, 0))) * toDecimal128('\(unit)', 12)"
  }
}
