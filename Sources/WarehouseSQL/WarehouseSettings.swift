import BillingTypes
import PricingRules
import WorkloadSimulator

/// What all expressions of one SQL text have in common.
struct WarehouseSettings {
  let dialect: any SQLDialect
  let options: WarehouseOptions
  /// The usage table, as it is written.
  let table: String
  /// Its columns.
  let columns: [UsageColumn]
  let kinds: [String: UsageColumn.Kind]
  /// The words behind the codes.
  var words: [String] = []
  /// What is settled over months.
  var pools: [PoolColumn] = []

  init(_ dialect: any SQLDialect, _ options: WarehouseOptions, columns: [UsageColumn]) {
    self.dialect = dialect
    self.options = options
    self.columns = columns
    table = dialect.tableName(options.table)
    kinds = Dictionary(uniqueKeysWithValues: columns.map { ($0.name, $0.kind) })
  }

  /// The columns that every priced row carries: the log's own, then those that were asked for.
  var carriedNames: [String] {
    let own = LogColumn.allCases.map(\.rawValue).filter { kinds[$0] != nil }
    return own + options.carried.filter { !own.contains($0) }
  }

  var carried: [String] { carriedNames.map { dialect.identifier($0) } }
  var month: String { dialect.identifier("month") }

  /// Whether a column says something of a request.
  func isRequest(_ column: UsageColumn) -> Bool {
    LogColumn(rawValue: column.name) == nil
  }

  /// The day of a row, from the table as `u`.
  var day: String {
    let time = dialect.day(of: "u.\(dialect.identifier(LogColumn.timestamp.rawValue))")
    guard let asOf = options.asOf else { return time }
    return "COALESCE(\(time), \(dialect.day(asOf)))"
  }

  /// What a row's day must be for a period.
  func conditions(of period: OfferPeriod) -> [String] {
    var conditions: [String] = []
    if let from = period.from { conditions.append("\(day) >= \(dialect.day(from))") }
    if let to = period.to { conditions.append("\(day) < \(dialect.day(to))") }
    if conditions.isEmpty, options.asOf == nil { conditions.append("\(day) IS NOT NULL") }
    return conditions
  }

  /// The name of the expression that holds priced rows.
  func resultName(_ prefix: String) -> String { "\(prefix)priced" }

  /// The names of a priced row's columns.
  var rowColumns: [String] {
    [month] + carried + (dialect.sumsPicounits ? ["picounits"] : [])
      + ["amount", "completeness", "problem"] + pools.map(\.name)
  }
}
