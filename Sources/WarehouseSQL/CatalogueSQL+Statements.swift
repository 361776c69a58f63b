import BillingTypes
import PricingRules
import WorkloadSimulator

extension CatalogueSQL {
  /// The statements of a form.
  func statements(_ form: Form) throws -> [String] {
    switch form {
    case .query: return [try allRows() + "\n" + totals(from: SQLNames.priced)]
    case .rows: return [try allRows() + "\nSELECT * FROM \(SQLNames.priced)"]
    case .views: return try views()
    case .monthly: return [try monthly(allRows())]
    case .macros:
      if let refusal = dialect.macroRefusal { throw WarehouseRefusal(refusal) }
      return try macros()
    }
  }

  var dialect: any SQLDialect { settings.dialect }

  /// `WITH …`: every row of the table in `mc_priced`.
  private func allRows() throws -> String {
    var expressions: [String] = []
    for part in parts { expressions += try texts(of: part) }
    expressions.append("\(SQLNames.otherRows) AS (\n\(indented(otherRows))\n)")
    let names = parts.map { settings.resultName($0.prefix) } + [SQLNames.otherRows]
    let union = names.map { "SELECT * FROM \($0)" }.joined(separator: "\nUNION ALL\n")
    expressions.append("\(SQLNames.priced) AS (\n\(indented(union))\n)")
    return "WITH\n" + expressions.joined(separator: ",\n")
  }

  /// The expressions of an offer, the first with a comment that says which it is.
  private func texts(of part: OfferSQL) throws -> [String] {
    let expressions = try part.expressions()
    return expressions.enumerated().map { index, expression in
      let comment = index == 0 ? "-- \(part.period.offer.id), \(part.period.words)\n" : ""
      let keyword = index + 1 < expressions.count ? dialect.materialized : ""
      return "\(comment)\(expression.name) AS \(keyword)(\n\(indented(expression.body))\n)"
    }
  }

  private func indented(_ text: String) -> String {
    text.split(separator: "\n", omittingEmptySubsequences: false).map { "  \($0)" }
      .joined(separator: "\n")
  }

  /// Rows that no offer's SQL prices, with the reason.
  private var otherRows: String {
    let offer = "u.\(dialect.identifier(LogColumn.offer.rawValue))"
    let ids = offers.map { dialect.literal($0.id.rawValue) }
    var cases = [
      "WHEN \(dialect.word(offer)) IS NULL THEN \(dialect.literal("offer: none is given"))",
      "WHEN \(offer) NOT IN (\(ids.joined(separator: ", ")))\n    THEN "
        + dialect.literal("offer: not one of those that are priced here"),
    ]
    if settings.options.asOf == nil {
      cases.append(
        "WHEN NOT (\(dialect.isGiven(settings.time, .time))) THEN "
          + dialect.literal("timestamp: no time is given"))
    }
    if let isNoTime = dialect.timesAreTimes
      ? settings.isBeyondDays : "\(settings.day) IS NULL"
    {
      cases.append(
        "WHEN \(isNoTime) THEN "
          + dialect.literal("timestamp: what is given is no time such as 2027-03-01T12:00:00Z"))
    }
    cases.append("ELSE \(dialect.literal("the offer is not sold on that day"))")
    var month = dialect.month(ofDay: settings.day)
    if let isBeyondDays = settings.isBeyondDays {
      month = "CASE WHEN \(isBeyondDays) THEN NULL ELSE \(month) END"
    }
    var items = ["\(month) AS \(settings.month)"]
    items += settings.carried.map { "u.\($0)" }
    if dialect.sumsPicounits { items.append("NULL AS picounits") }
    items.append("CAST(NULL AS \(dialect.amountType)) AS amount")
    items.append("\(currency(ofOffer: offer)) AS currency")
    items.append("CAST(NULL AS \(dialect.type(of: .word))) AS completeness")
    items.append("CASE\n    \(cases.joined(separator: "\n    "))\n  END AS problem")
    items += settings.pools.map { "CAST(NULL AS \(dialect.wholeType)) AS \($0.name)" }
    return """
      SELECT
        \(items.joined(separator: ",\n  "))
      FROM \(settings.source)
      WHERE \(isElsewhere(offer, ids))
      """
  }

  /// What the amounts of a row's offer are in, so that rows which are bad are counted with the others of their
  /// offer; NULL for an offer that is not priced here.
  private func currency(ofOffer offer: String) -> String {
    let word = dialect.type(of: .word)
    let byCurrency = Dictionary(grouping: offers) { settings.currency(of: $0) }
    let cases = byCurrency.sorted { $0.key < $1.key }.map { currency, own in
      "WHEN \(offer) IN (\(own.map { dialect.literal($0.id.rawValue) }.joined(separator: ", "))) THEN \(currency)"
    }
    return "CASE \(cases.joined(separator: " ")) ELSE CAST(NULL AS \(word)) END"
  }

  /// Whether a row is in no offer's period.
  private func isElsewhere(_ offer: String, _ ids: [String]) -> String {
    var conditions = [
      "\(offer) IS NULL", "\(offer) NOT IN (\(ids.joined(separator: ", ")))",
    ]
    if settings.mayLackDay { conditions.append("\(settings.day) IS NULL") }
    for id in offers.map(\.id) {
      let periods = parts.filter { $0.period.offer.id == id }.map(\.period)
      let own = "\(offer) = \(dialect.literal(id.rawValue))"
      guard let first = periods.first, let last = periods.last else {
        conditions.append(own)
        continue
      }
      let outside = settings.conditions(before: first.from, notBefore: last.to)
      guard !outside.isEmpty else { continue }
      conditions.append("\(own) AND (\(outside.joined(separator: " OR ")))")
    }
    return conditions.joined(separator: "\n  OR ")
  }

  /// Totals per month, offer and currency of priced rows.
  func totals(from source: String) -> String {
    // With the table before each column: some engines take a result's name for the result.
    let (month, offer) = (
      "p.\(settings.month)", "p.\(dialect.identifier(LogColumn.offer.rawValue))"
    )
    let total = dialect.total(of: "p." + (dialect.sumsPicounits ? "picounits" : "amount"))
    return """
      SELECT
        \(month),
        \(offer),
        COUNT(*) - COUNT(p.problem) AS row_count,
        COUNT(p.problem) AS bad_row_count,
        \(total) AS amount,
        p.currency,
        CASE
          WHEN COUNT(*) = COUNT(p.problem) THEN NULL
          WHEN COUNT(*) = COUNT(CASE WHEN p.completeness = 'complete' THEN 1 END) THEN 'complete'
          WHEN COUNT(p.amount) = 0 THEN 'unknown'
          ELSE 'partial'
        END AS completeness
      FROM \(source) AS p
      GROUP BY \(month), \(offer), p.currency
      ORDER BY \(month), \(offer)
      """
  }

  /// One view per offer, then one over all rows, then one of totals.
  private func views() throws -> [String] {
    var statements: [String] = []
    var names: [String] = []
    for offer in offers {
      let own = parts.filter { $0.period.offer.id == offer.id }
      guard !own.isEmpty else { continue }
      let name = viewName(sqlName(offer.id.rawValue))
      names.append(name)
      let results = own.map { "SELECT * FROM \(settings.resultName($0.prefix))" }
      statements.append(
        dialect.view(
          name,
          as: "WITH\n\(try own.flatMap(texts).joined(separator: ",\n"))\n"
            + results.joined(separator: "\nUNION ALL\n")))
    }
    statements.append(dialect.view(viewName("other_rows"), as: otherRows))
    names.append(viewName("other_rows"))
    let rows = settings.rowColumns.joined(separator: ", ")
    let priced = viewName("priced")
    statements.append(
      dialect.view(
        priced,
        as: names.map { "SELECT \(rows) FROM \($0)" }.joined(separator: "\nUNION ALL\n")))
    statements.append(dialect.view(viewName("totals"), as: totals(from: priced)))
    return statements
  }

  /// `usage_priced` of the table `usage`; a table in a schema has its views beside it.
  private func viewName(_ suffix: String) -> String {
    dialect.tableName("\(settings.options.table)_\(suffix)")
  }

  /// Macros that take the name of a table.
  private func macros() throws -> [String] {
    let rows =
      "\(try reading("query_table(usage_table)").allRows())\nSELECT * FROM \(SQLNames.priced)"
    return [
      "CREATE OR REPLACE MACRO mediacost_priced(usage_table) AS TABLE\n\(rows)",
      "CREATE OR REPLACE MACRO mediacost_totals(usage_table) AS TABLE\n"
        + totals(from: "mediacost_priced(usage_table)"),
    ]
  }
}
