import BillingTypes
import PricingRules
import WorkloadSimulator

/// What all expressions of one SQL text have in common.
struct WarehouseSettings {
  let dialect: any SQLDialect
  let options: WarehouseOptions
  /// The usage table, as it is written.
  var table: String
  /// Its columns.
  let columns: [UsageColumn]
  let kinds: [String: UsageColumn.Kind]
  /// The words behind the codes.
  var words: [String] = []
  /// What is settled over months.
  var pools: [PoolColumn] = []
  private let catalogue: Catalogue

  init(
    _ dialect: any SQLDialect, _ options: WarehouseOptions, _ catalogue: Catalogue,
    columns: [UsageColumn]
  ) {
    self.catalogue = catalogue
    self.dialect = dialect
    self.options = options
    self.columns = columns
    table = dialect.tableName(options.table)
    kinds = Dictionary(uniqueKeysWithValues: columns.map { ($0.name, $0.kind) })
  }

  /// The columns that every priced row carries: the log's own, then those that were asked for.
  var carriedNames: [String] {
    let own = LogColumn.allCases.map(\.rawValue).filter { kinds[$0] != nil }
    return own + options.carried.uniqued().filter { !own.contains($0) }
  }

  var carried: [String] { carriedNames.map { dialect.identifier($0) } }
  var month: String { dialect.identifier("month") }

  /// Whether a column says something of a request.
  func isRequest(_ column: UsageColumn) -> Bool {
    LogColumn(rawValue: column.name) == nil
  }

  /// A row's time, from the table as `u`.
  var time: String { "u.\(dialect.identifier(LogColumn.timestamp.rawValue))" }

  /// The table as `u`.
  var source: String { dialect.source(table, time: time) }

  /// The day of a row, from the table as `u`; NULL where its time is none.
  var day: String {
    let day = dialect.day(of: time)
    guard let asOf = options.asOf else { return day }
    guard !dialect.timesAreTimes else { return "COALESCE(\(day), \(dialect.day(asOf)))" }
    let isGiven = dialect.isGiven(time, .time)
    return "CASE WHEN \(isGiven) THEN \(day) ELSE \(dialect.day(asOf)) END"
  }

  /// Whether a row may have no day.
  var mayLackDay: Bool { options.asOf == nil || !dialect.timesAreTimes }

  /// What an offer's amounts are in, as a literal.
  func currency(of offer: Offer) -> String {
    dialect.literal(catalogue.currency(of: offer.provider).code)
  }

  /// A condition of a row whose time is on no day that can be written; nil where the engine has no such times.
  var isBeyondDays: String? {
    guard dialect.timesGoBeyondDays else { return nil }
    return "NOT (\(day) BETWEEN \(dialect.day(.first)) AND \(dialect.day(.last)))"
  }

  /// What puts a row's day before one and what puts it on or behind another, or on no day that can be written.
  func conditions(before from: Day?, notBefore to: Day?) -> [String] {
    let first = dialect.timesGoBeyondDays ? Day.first : nil
    let last = dialect.timesGoBeyondDays ? "\(day) > \(dialect.day(.last))" : nil
    return [
      (from ?? first).map { "\(day) < \(dialect.day($0))" },
      to.map { "\(day) >= \(dialect.day($0))" } ?? last,
    ].compactMap(\.self)
  }

  /// What a row's day must be for a period.
  func conditions(of period: OfferPeriod) -> [String] {
    let first = dialect.timesGoBeyondDays ? Day.first : nil
    let last = dialect.timesGoBeyondDays ? "\(day) <= \(dialect.day(.last))" : nil
    var conditions = [
      (period.from ?? first).map { "\(day) >= \(dialect.day($0))" },
      period.to.map { "\(day) < \(dialect.day($0))" } ?? last,
    ].compactMap(\.self)
    if conditions.isEmpty, mayLackDay { conditions.append("\(day) IS NOT NULL") }
    return conditions
  }

  /// The name of the expression that holds priced rows.
  func resultName(_ prefix: String) -> String { "\(prefix)priced" }

  /// The names of a priced row's columns.
  var rowColumns: [String] {
    [month] + carried + (dialect.sumsPicounits ? ["picounits"] : [])
      + ["amount", "currency", "completeness", "problem"] + pools.map(\.name)
  }
}
