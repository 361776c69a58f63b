public import BillingTypes
public import PricingRules
public import Settlement

/// What a scenario is expected to cost: one line per month, feature, offer and meter, and their sums.
public struct Forecast: Sendable {
  /// The scenario.
  public let scenario: Scenario
  /// The day whose prices were used; changes announced by then apply from the first month that begins
  /// on their day or later.
  public let asOf: Day
  /// The catalogue's digest.
  public var catalogue: String { catalogueDigest.text }
  let catalogueDigest: DeferredText
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

  /// What the whole is expected to cost.
  public internal(set) var whole: ExpectedCost
  /// Both ends of what expected usage can be; nil where they are the same.
  let ends: ForecastEnds?
  /// The same forecast if everything were billed of which nobody knows it, from the same draws: one, where what is
  /// billed bends the cost; else none.
  var whereBilled: [Forecast] = []
  /// Whether trials let prices change, so that no cost has a ceiling.
  let hasPriceRisk: Bool
  /// How sure the mean cost of a call is, of features whose calls vary in too many ways to be added up one by one.
  public internal(set) var callErrors: [CallError] = []
  /// What providers cost beside their bills; nil where that is too large to be added up.
  public internal(set) var owning: OwningCost?
  /// What is to be paid by what was agreed of providers' bills; nil where nothing is agreed of them.
  public internal(set) var contract: ContractStudy?
  /// The forecast that budgets and payments are of, where that is another: the same at contracted prices; else none.
  var payers: [Forecast] = []
  /// What the trials came to; nil for expected values alone.
  public var trials: TrialSummary?
  /// What they come to at both ends of what is not known.
  var trialEnds = TrialEnds()
  /// The trials behind expected values, which say how sure those are; nil where none were needed.
  var drawnForMeans: TrialSummary?
}

/// How sure the mean cost of a feature's calls is, beside all that is uncertain about how many there are.
public struct CallError: Sendable, Hashable {
  /// The feature.
  public let feature: String
  /// The standard error of the mean, as a part of what a call costs, from the points at which calls were priced; the
  /// largest of all charges and months.
  public let relative: Double
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
  /// The place of the charge among the offer's; nil with it.
  package let charge: Int?
  /// What is counted; ``planFee`` for a fee that no usage shares, ``breakage`` for what expires unused.
  public let meter: String
  /// The unit of the quantity.
  public let unit: String
  /// The expected billed quantity.
  public let quantity: Rational
  /// The plan or pack that turned credits into money; nil for a price in money.
  public let seller: CreditSeller?
  /// The expected cost; nil when unknown.
  public let cost: Money?
  /// What is not known; empty when all is.
  public let missing: [ForecastGap]
  /// The day the price began, when the card says.
  public let priceFrom: Day?

  /// The meter of a plan's fee that no usage shares.
  public static let planFee = "plan_fee"
  /// The meter of packs that expire unused.
  public static let breakage = "breakage"

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
  /// Expected requests, each counted once.
  public let requests: Rational
  /// Expected calls sent for them: retries and the later calls of chains come on top.
  public let calls: Rational
  /// Expected accepted assets.
  public let accepted: Rational
  /// Its expected cost.
  public internal(set) var expected: ExpectedCost
  /// What is not known, line by line, each once.
  public let missing: [[ForecastGap]]

  /// Expected known cost.
  public var cost: Money { expected.known }
  /// What the expected cost can be.
  public var range: CodedRange { expected.range }
  /// How much of the cost is known.
  public var completeness: Completeness { expected.completeness }
}

/// What a plan or a pack came to in a month.
public struct PlanStatement: Sendable {
  /// The month.
  public let month: Month
  /// The plan, or the packs.
  public let seller: CreditSeller
  /// The credit or meter it is about.
  public let key: String
  /// Quantity used.
  public let used: Rational
  /// Quantity included in the fee.
  public let included: Rational
  /// What was left of earlier months' allowances, or of packs bought earlier or in advance.
  public let carried: Rational
  /// Quantity that is left when the month ends and cannot be used any longer.
  public let lapsed: Rational
  /// The plan's fee for the month, a year's in twelfths.
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
  /// The total known cost.
  public var total: Money { whole.known }
  /// How much of the total is known.
  public var completeness: Completeness { whole.completeness }

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
    guard let byCharge = ends.byCharge else { return }
    try check(byCharge.least.compactMap(\.cost))
    try check(costs + byCharge.most.compactMap(\.cost))
  }

  /// A sum of amounts of the forecast.
  func sum(_ amounts: [Money]) -> Money {
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
}

extension Money {
  /// The amount over a count, with twelve decimals; nil for a count of nothing.
  package func each(of count: Rational) -> Rational? {
    // Nine decimals of a count leave room for the division.
    guard let count = try? count.rounded(toPlaces: 9, .halfEven), count > .zero else { return nil }
    return (try? units / count).flatMap { try? $0.rounded(toPlaces: 12, .halfEven) }
  }
}
