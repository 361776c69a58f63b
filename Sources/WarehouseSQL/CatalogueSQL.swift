import BillingTypes
public import PricingRules
import Settlement

/// The rules of a catalogue as SQL that prices a usage table with exact decimals.
///
/// ```swift
/// let sql = try CatalogueSQL(catalogue, offers: ["openai/gpt-image-2/generate"], dialect: "duckdb")
/// print(sql.schema, try sql.text(.query))
/// ```
///
/// What it comes to is what pricing the same rows one by one comes to, to the last digit.
public struct CatalogueSQL: Sendable {
  /// What the SQL is made into.
  public enum Form: String, CaseIterable, Sendable {
    /// One query: totals per month and offer.
    case query
    /// One query: every row with its amount.
    case rows
    /// A view per offer, one over all rows, one of totals.
    case views
    /// The same as macros that take the name of a table.
    case macros
    /// One query: what each month comes to with plans and steps over the month.
    case monthly
  }

  private(set) var settings: WarehouseSettings
  let offers: [Offer]
  /// Offers that were left out, as their rules have no exact form in whole numbers of 64 bits.
  public let leftOut: [OfferID]
  private(set) var parts: [OfferSQL]
  let catalogue: Catalogue

  /// Puts offers in SQL.
  ///
  /// - Parameters:
  ///   - catalogue: The rate cards.
  ///   - offers: The ids of the offers; nil for all, of which those that the dialect cannot hold are left out.
  ///   - dialect: One of ``dialects``.
  ///   - options: The table, its columns, plans and days.
  /// - Throws: ``WarehouseRefusal`` for a dialect that is not known and where it cannot hold a rule exactly;
  ///   `RequestError` for an offer that is not known.
  public init(
    _ catalogue: Catalogue, offers: [OfferID]? = nil, dialect: String,
    _ options: WarehouseOptions = WarehouseOptions()
  ) throws {
    guard let found = SQLDialects.all.first(where: { $0.name == dialect }) else {
      throw WarehouseRefusal(
        "no dialect is called '\(dialect)'; there are \(quotedList(Self.dialects))")
    }
    try catalogue.check(plans: options.plans)
    let chosen = try offers?.map { id in
      guard let offer = catalogue.offer(id) else {
        throw RequestError.unknownOffer(id, nearest: catalogue.nearestOffers(to: id))
      }
      return offer
    }
    try self.init(
      catalogue, offers: chosen ?? catalogue.offers, dialect: found, options,
      leavesOut: chosen == nil)
  }

  /// The names of the dialects.
  public static var dialects: [String] { SQLDialects.all.map(\.name) }

  /// Puts offers in SQL.
  ///
  /// - Parameters:
  ///   - catalogue: The rate cards.
  ///   - offers: The offers.
  ///   - dialect: The dialect.
  ///   - options: The table, its columns, plans and days.
  ///   - leavesOut: Whether offers whose rules have no exact form are left out; else nothing is made.
  /// - Throws: ``WarehouseRefusal`` where the dialect cannot hold a rule exactly.
  package init(
    _ catalogue: Catalogue, offers: [Offer], dialect: any SQLDialect, _ options: WarehouseOptions,
    leavesOut: Bool = false
  ) throws {
    try SQLNames.check(options)
    self.catalogue = catalogue
    var leftOut: [OfferID] = []
    let places = DecimalPlaces(catalogue)
    let columns = try Self.columns(catalogue, offers, options, places)
    var settings = WarehouseSettings(dialect, options, catalogue, columns: columns)
    var compiler = OfferCompiler(
      catalogue: catalogue, options: options, places: places, given: Set(columns.map(\.name)))
    var compiled: [(period: OfferPeriod, offer: OfferCompiler.Compiled, prefix: String)]
    compiled = []
    offers: for offer in offers {
      let periods = OfferPeriod.all(of: offer, asOf: options.asOf, knownAt: options.knownAt)
      for period in periods {
        let own: OfferCompiler.Compiled
        do {
          own = try compiler.compile(period)
        } catch let refusal as WarehouseRefusal where leavesOut && refusal.isInexact {
          leftOut.append(offer.id)
          compiled.removeAll { $0.period.offer.id == offer.id }
          continue offers
        }
        let days = periods.count > 1 ? period.from.map { "_from_\($0)" } ?? "_at_first" : ""
        compiled.append(
          (period, own, SQLNames.own(sqlName(offer.id.rawValue + days) + "_")))
      }
    }
    self.leftOut = leftOut
    self.offers = offers.filter { !leftOut.contains($0.id) }
    settings.words = compiler.codes.words
    settings.pools = try compiler.columns()
    try SQLNames.check(options, outputs: settings.pools.map(\.name))
    parts = compiled.map {
      OfferSQL(
        period: $0.period, whole: $0.offer.whole, settings: settings,
        isOpenAnyway: $0.offer.isOpenAnyway, replacing: $0.offer.replacing, prefix: $0.prefix,
        pooled: $0.offer.pooled)
    }
    self.settings = settings
  }

  /// The same, reading from another table.
  func reading(_ table: String) -> CatalogueSQL {
    var other = self
    other.settings.table = table
    for index in other.parts.indices { other.parts[index].settings.table = table }
    return other
  }

  /// The columns of the table, with their types.
  private static func columns(
    _ catalogue: Catalogue, _ offers: [Offer], _ options: WarehouseOptions, _ places: DecimalPlaces
  ) throws -> [UsageColumn] {
    let known = UsageColumn.all(of: offers, places: places)
    guard let names = options.columns else { return known }
    let everywhere = UsageColumn.all(of: catalogue.offers, places: places, withElements: true)
    return try names.uniqued().compactMap { name in
      guard let column = (known + everywhere).first(where: { $0.name == name }) else {
        // What is carried along needs no meaning; a parameter that is carried along is one all the same.
        if options.carried.contains(name) { return nil }
        throw WarehouseRefusal(
          "no parameter or meter is called '\(name)'; columns that the rules do not look at are "
            + "left out, or carried along with --keep")
      }
      return column
    }
  }

  /// The SQL in a form.
  ///
  /// - Throws: ``WarehouseRefusal`` for a form that the dialect does not have.
  public func text(_ form: Form) throws -> String {
    let statements = try self.statements(form)
    return header(form) + statements.map { "\($0);\n" }.joined(separator: "\n")
  }

  /// The statement that makes the usage table.
  public var schema: String {
    let dialect = settings.dialect
    // Of columns that the rules do not look at, any type will do.
    let carried = settings.options.carried.filter { settings.kinds[$0] == nil }
      .map { UsageColumn(name: $0, kind: .word) }
    let columns = (settings.columns + carried).map {
      "\(dialect.identifier($0.name)) \(dialect.type(of: $0.kind))"
    }
    return dialect.table(settings.table, columns: columns) + ";\n"
  }

  /// What is said of offers that were left out.
  private static func words(leftOut: [OfferID]) -> String {
    "left out, as their rules have no exact form in whole numbers of 64 bits, and priced by 'mediacost rerate': "
      + leftOut.map(\.rawValue).joined(separator: ", ")
  }

  private func header(_ form: Form) -> String {
    let options = settings.options
    var lines = [
      "Prices the usage table \(options.table) with the rate cards of mediacost, for \(settings.dialect.title).",
      "Catalogue \(catalogue.digest); offers: \(offers.count).",
      options.asOf.map { "Prices of \($0) for every row." }
        ?? "Prices of each row's own day in UTC.",
      "What a row leaves out has the offer's default, as in 'mediacost rerate --assume-defaults'; where sources "
        + "disagree, the amount is the first reading's, and partial. 'mediacost rerate' gives the ranges.",
    ]
    if !leftOut.isEmpty { lines.append(Self.words(leftOut: leftOut)) }
    if let knownAt = options.knownAt { lines.append("Prices as they were known on \(knownAt).") }
    if !options.plans.isEmpty {
      lines.append("Plans: \(options.plans.map(\.rawValue).joined(separator: ", ")).")
    }
    lines.append(
      "Columns must have the types that 'mediacost sql \(settings.dialect.name) --schema' gives.")
    return (lines + settings.dialect.notes).map { "-- \($0.onOneLine)\n" }.joined() + "\n"
  }
}

/// A name for SQL from an id: letters, digits and `_`.
func sqlName(_ id: String) -> String {
  String(id.map { $0.isASCII && ($0.isLetter || $0.isNumber) ? $0 : "_" })
}
