public import BillingTypes
public import PricingRules

/// What a log came to.
public struct LogRating: Sendable {
  /// Rows of one month under one offer.
  public struct Group: Sendable {
    /// The month of the rows, in UTC.
    public let month: Month
    /// The offer's id.
    public let offer: OfferID
    /// The offer's category.
    public let category: MediaCategory
    /// Rows that were priced.
    public let rows: Int
    /// Rows of which only a lower bound is known.
    public let partial: Int
    /// Rows of which nothing is known.
    public let unknown: Int
    /// The known amount; what a plan or a month's steps settle is not in it.
    public let amount: Money
    /// How much of the amount is known.
    public private(set) var completeness: Completeness
    /// What the bill of the rows lies between.
    public private(set) var range: RatedRange

    /// Creates a group of rows.
    package init(
      month: Month, offer: OfferID, category: MediaCategory, rows: Int, partial: Int, unknown: Int,
      amount: Money, completeness: Completeness, range: RatedRange? = nil
    ) {
      self.month = month
      self.offer = offer
      self.category = category
      self.rows = rows
      self.partial = partial
      self.unknown = unknown
      self.amount = amount
      self.completeness = completeness
      self.range = range ?? RatedRange(amount)
    }

    /// The same without a limit above, and so not fully known.
    fileprivate func lifted(_ reason: FactCode) -> Group {
      var group = self
      group.range = range.lifted(reason)
      if completeness == .complete { group.completeness = .partial }
      return group
    }
  }

  /// By month, then offer.
  public let groups: [Group]
  /// What the same rows cost as they were logged; empty unless other offers are asked for.
  public let logged: [Group]
  /// What plans and steps over the month came to, by month.
  public let statements: [UsageStatement]
  /// What plans and steps would have come to for the rows as they were logged; empty unless other offers are asked
  /// for.
  public let loggedStatements: [UsageStatement]
  /// Rows that were priced, under one offer or more.
  public let rows: Int
  /// Rows of the log that were priced, each once however many offers were asked for.
  public var logRows: Int { logged.isEmpty ? rows : logged.reduce(0) { $0 + $1.rows } }
  /// Rows that could not be priced.
  public let rejected: Int

  /// Where the values of parameters came from, by offer and parameter.
  public let assumed: [RatedAssumption]

  /// Rows whose metered values no legal request comes to, by offer and meter.
  public let outside: [MeteredOutside]

  /// Offers that rows of their category are not priced under, with the reason; empty unless every offer is asked
  /// for.
  public let excluded: [Comparison.Exclusion]

  /// The sum of all groups and statements in each currency, sorted by currency; empty where the groups are
  /// alternatives to each other, which do not add up.
  public let totals: [Money]
  /// What the bill lies between, for each of ``totals``; without a limit where rows could not be priced.
  public let totalRanges: [RatedRange]

  /// Groups over all months, with what plans and steps make of them: offers that can do most rows first, then the
  /// cheapest, then those without a known limit.
  package let offers: [Group]
  /// What the same rows cost as they were logged, by category, in each currency, without what plans settle.
  package let loggedTotals: [MediaCategory: [Money]]

  /// Adds up what a log came to.
  ///
  /// Where rows could not be priced, nothing has a limit above: nobody knows whose they would have been.
  ///
  /// - Parameters:
  ///   - groups: By month, then offer.
  ///   - logged: What the same rows cost as they were logged; empty unless other offers are asked for.
  ///   - statements: What plans and steps over the month came to, by month.
  ///   - loggedStatements: The same for the rows as they were logged.
  ///   - rejected: How many rows could not be priced.
  ///   - assumed: Where the values of parameters came from, by offer and parameter.
  ///   - excluded: Offers that are left out, with the reason.
  ///   - outside: Rows whose metered values no legal request comes to.
  ///   - areAlternatives: Whether the groups price the same rows under one offer after another.
  /// - Throws: `MoneyError` or `NumberError` for a total that does not fit.
  package init(
    groups: [Group], logged: [Group], statements: [UsageStatement],
    loggedStatements: [UsageStatement] = [], rejected: Int,
    assumed: [RatedAssumption] = [], excluded: [Comparison.Exclusion] = [],
    outside: [MeteredOutside] = [], areAlternatives: Bool = false
  ) throws {
    let groups = rejected == 0 ? groups : groups.map { $0.lifted(.rowsRejected) }
    let logged = rejected == 0 ? logged : logged.map { $0.lifted(.rowsRejected) }
    let statements = rejected == 0 ? statements : statements.map { $0.lifted(.rowsRejected) }
    self.loggedStatements =
      rejected == 0 ? loggedStatements : loggedStatements.map { $0.lifted(.rowsRejected) }
    self.groups = groups
    self.logged = logged
    self.statements = statements
    self.rejected = rejected
    rows = groups.reduce(0) { $0 + $1.rows }
    self.assumed = assumed
    self.excluded = excluded
    self.outside = outside
    let totals =
      areAlternatives ? [] : try Self.byCurrency(groups.map(\.amount) + statements.map(\.cost))
    self.totals = totals
    let ranges = groups.map(\.range) + statements.map(\.range)
    totalRanges = try totals.map { total in
      try RatedRange.sum(
        ranges.filter { $0.floor.currency == total.currency }, in: total.currency
      ).inOrder
    }
    offers = try Self.byOffer(groups, areAlternatives ? statements : [])
    var loggedTotals: [MediaCategory: [Money]] = [:]
    for (category, own) in Dictionary(grouping: logged, by: \.category) {
      loggedTotals[category] = try Self.byCurrency(own.map(\.amount))
    }
    self.loggedTotals = loggedTotals
  }

  /// How much of the bill is known: all of it only where every row could be priced, and none of their bills is
  /// open.
  public var completeness: Completeness {
    let isPartial =
      rejected > 0 || groups.contains { $0.completeness != .complete }
      || statements.contains { $0.missing != nil || !$0.range.isSingle }
    if !isPartial { return .complete }
    return groups.allSatisfy { $0.completeness == .unknown } && statements.isEmpty
      ? .unknown : .partial
  }
}

extension LogRating {
  /// Groups over all months, in the order of ``offers``.
  private static func byOffer(
    _ groups: [Group], _ statements: [UsageStatement]
  ) throws(MoneyError) -> [Group] {
    var offers: [Group] = []
    let settled = Dictionary(grouping: statements, by: \.offer)
    for (offer, own) in Dictionary(grouping: groups, by: \.offer) {
      offers.append(try joined(own, settled[offer] ?? []))
    }
    func order(_ group: Group) -> Int {
      if group.completeness == .unknown { return 2 }
      return group.range.ceiling == nil ? 1 : 0
    }
    return offers.sorted { left, right in
      // Amounts of two currencies are never compared.
      if left.amount.currency != right.amount.currency {
        return left.amount.currency.code < right.amount.currency.code
      }
      if left.rows != right.rows { return left.rows > right.rows }
      if order(left) != order(right) { return order(left) < order(right) }
      if left.amount.picounits != right.amount.picounits {
        return left.amount.picounits < right.amount.picounits
      }
      return left.offer < right.offer
    }
  }

  /// Groups of one offer as one, with what was settled of them.
  private static func joined(
    _ own: [Group], _ settled: [UsageStatement]
  ) throws(MoneyError) -> Group {
    let first = own[0]
    var completeness = Completeness.partial
    if own.allSatisfy({ $0.completeness == .complete }), settled.allSatisfy(\.isComplete) {
      completeness = .complete
    }
    if own.allSatisfy({ $0.completeness == .unknown }), settled.isEmpty { completeness = .unknown }
    let amount = try Money.sum(
      own.map(\.amount) + settled.map(\.cost), in: first.amount.currency)
    return Group(
      month: first.month, offer: first.offer, category: first.category,
      rows: own.reduce(0) { $0 + $1.rows }, partial: own.reduce(0) { $0 + $1.partial },
      unknown: own.reduce(0) { $0 + $1.unknown }, amount: amount, completeness: completeness,
      range: try RatedRange.sum(
        own.map(\.range) + settled.map(\.range), in: amount.currency
      ).inOrder)
  }

  /// The sum of amounts in each currency, sorted by currency.
  private static func byCurrency(_ amounts: [Money]) throws(MoneyError) -> [Money] {
    var totals: [Currency: Money] = [:]
    for amount in amounts {
      totals[amount.currency] =
        try (totals[amount.currency] ?? .zero(in: amount.currency)) + amount
    }
    return totals.values.sorted { $0.currency.code < $1.currency.code }
  }
}
