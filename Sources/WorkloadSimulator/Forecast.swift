public import BillingTypes
public import PricingRules
public import Settlement

/// What a scenario is expected to cost: one line per month, feature, offer and meter, and their sums.
public struct Forecast: Sendable {
  /// The scenario.
  public let scenario: Scenario
  /// The day whose prices were used; changes announced by then apply from their month.
  public let asOf: Day
  /// The catalogue's digest.
  public let catalogue: String
  /// Every priced quantity, by month, feature in the scenario's order, and charge.
  public let lines: [ForecastLine]
  /// One entry per month and feature.
  public internal(set) var summaries: [FeatureMonth]
  /// What plans and packs came to.
  public let statements: [PlanStatement]
  /// What a reader should know.
  public let warnings: [ForecastWarning]
  /// The offers used, with their evidence, in the order of the features.
  public let offers: [Offer]

  /// The total known cost.
  public let total: Money
  /// How much of the total is known.
  public let completeness: Completeness
  /// Both ends of what expected usage can be; nil where they are the same.
  let ends: ForecastEnds?
  /// What the trials came to; nil for expected values alone.
  public var trials: TrialSummary?
}

/// A quantity with its cost: month × feature × offer × meter.
public struct ForecastLine: Sendable {
  /// The month.
  public let month: Month
  /// The feature; nil for a plan's fee that no usage shares.
  public let feature: String?
  /// The feature's category; nil with it.
  public let category: MediaCategory?
  /// Who bills.
  public let provider: String
  /// The offer; nil with the feature.
  public let offer: OfferID?
  /// What is counted; `plan_fee` for a fee that no usage shares.
  public let meter: String
  /// The unit of the quantity.
  public let unit: String
  /// The expected billed quantity.
  public let quantity: Rational
  /// The plan or pack that turned credits into money; nil for a price in money.
  public let plan: String?
  /// The expected cost; nil when unknown.
  public let cost: Money?
  /// What is not known; empty when all is.
  public let missing: [ForecastGap]
  /// The day the price began, when the card says.
  public let priceFrom: Day?

  /// Cost over quantity, exact; nil when unknown or when nothing was used.
  public var unitPrice: Rational? {
    guard let cost, quantity > .zero else { return nil }
    return try? cost.units / quantity
  }
}

/// A feature in a month.
public struct FeatureMonth: Sendable {
  /// The month.
  public let month: Month
  /// The feature.
  public let feature: String
  /// The offer that serves it.
  public let offer: OfferID
  /// Expected requests sent.
  public let requests: Rational
  /// Expected accepted assets.
  public let accepted: Rational
  /// Expected known cost.
  public let cost: Money
  /// What the expected cost can be.
  public internal(set) var range: ForecastRange
  /// How much of the cost is known.
  public let completeness: Completeness
  /// What is not known, line by line, each once.
  public let missing: [[ForecastGap]]
}

/// What a plan or a pack came to in a month.
public struct PlanStatement: Sendable {
  /// The month.
  public let month: Month
  /// The plan's id, or the credit's for packs.
  public let plan: String
  /// The credit or meter it is about.
  public let key: String
  /// Quantity used.
  public let used: Rational
  /// Quantity included in the fee.
  public let included: Rational
  /// What was left of earlier months' allowances, or of packs bought earlier or in advance.
  public let carried: Rational
  /// The fee.
  public let fee: Money
  /// What the quantity beyond the allowance costs.
  public let overage: Money
  /// What lifts the month to its minimum.
  public let trueUp: Money
  /// What the month's usage costs.
  public let accrued: Money
  /// What is paid in the month: fees when invoiced, packs when bought.
  public let paid: Money
  /// What packs cost that expired unused at the end of the month.
  public let breakage: Money
  /// What is not known or cannot be had; nil when nothing is.
  public let missing: SettlementGap?
}

extension Forecast {
  /// The sum of the lines that `isIncluded` picks, and how much of it is known.
  public func cost(where isIncluded: (ForecastLine) -> Bool) -> (Money, Completeness) {
    let lines = lines.filter(isIncluded)
    return (sum(lines.compactMap(\.cost)), lines.completeness)
  }

  /// Refuses amounts of which some sum may not fit: with all amounts that a reader adds up in one sum, whatever
  /// their signs, every part of it fits.
  ///
  /// - Throws: `MoneyError` for amounts that do not fit.
  func checkSums() throws(MoneyError) {
    let zero = Money.zero(in: scenario.currency)
    func check(_ amounts: [Money]) throws(MoneyError) {
      var whole = zero
      for amount in amounts {
        whole = amount.picounits < 0 ? try whole + (zero - amount) : try whole + amount
      }
    }
    let costs = lines.compactMap(\.cost)
    try check(costs + statements.map(\.paid) + statements.map(\.accrued))
    guard let ends else { return }
    try check(ends.least.compactMap(\.cost))
    try check(ends.figure.compactMap(\.cost))
    // A ceiling is a cost and how much more it can be.
    try check(costs + ends.most.compactMap(\.cost))
  }

  /// A sum of amounts of the forecast.
  private func sum(_ amounts: [Money]) -> Money {
    let zero = Money.zero(in: scenario.currency)
    // Nothing can be lost: ``checkSums()`` added up more, when the forecast was made.
    return (try? Money.sum(amounts, in: scenario.currency)) ?? zero
  }
}

extension Forecast {
  /// A feature's accepted assets over the scenario.
  ///
  /// - Throws: `NumberError.overflow`.
  public func accepted(of feature: String) throws(NumberError) -> Rational {
    var sum = Rational.zero
    for summary in summaries where summary.feature == feature {
      sum = try sum.adding(summary.accepted)
    }
    return sum
  }

  /// What a feature's accepted assets cost each, with twelve decimals; nil when nothing is accepted or
  /// known.
  public func costPerAccepted(of feature: String) -> Rational? {
    let (cost, completeness) = self.cost { $0.feature == feature }
    guard completeness != .unknown else { return nil }
    return (try? accepted(of: feature)).flatMap { cost.each(of: $0) }
  }
}

extension Money {
  /// The amount over a count, with twelve decimals; nil for a count of nothing.
  package func each(of count: Rational) -> Rational? {
    // Nine decimals of a count leave room for the division.
    guard let count = try? count.rounded(toPlaces: 9, .halfEven), count > .zero else { return nil }
    return (try? units / count).flatMap { try? $0.rounded(toPlaces: 12, .halfEven) }
  }
}

extension Forecast {
  /// What is paid in a month on average: what is used, with what plans and packs invoice in place of
  /// what they accrue.
  public func paid(in month: Month) -> Money {
    let used = lines.filter { $0.month == month && $0.meter != "breakage" }.compactMap(\.cost)
    let own = statements.filter { $0.month == month }
    // The negative is known to fit, as the amount itself is in ``checkSums()``.
    let accrued = own.map { Money(picounits: 0 - $0.accrued.picounits, in: scenario.currency) }
    return sum(used + own.map(\.paid) + accrued)
  }
}

extension Sequence<ForecastLine> {
  /// How much of the lines' cost is known; a lower bound of nothing is unknown, not partial.
  var completeness: Completeness {
    var isKnown = false
    var isComplete = true
    for line in self {
      if line.cost == nil || !line.missing.isEmpty { isComplete = false }
      if let cost = line.cost, cost.picounits != 0 || line.missing.isEmpty { isKnown = true }
    }
    return isComplete ? .complete : isKnown ? .partial : .unknown
  }
}
