public import BillingTypes
public import PricingRules

/// A workload: what a product's features will ask for, month by month, and under which plans.
public struct Scenario: Sendable {
  /// The scenario's name for people.
  public let name: String
  /// Who asks, and why; may be empty.
  public let story: String
  /// What every amount is in.
  public let currency: Currency
  /// The first month.
  public let start: Month
  /// How many months.
  public let monthCount: Int
  /// The day whose prices are used, when the file fixes it.
  public let asOf: Day?
  /// The features in the order of the file.
  public private(set) var features: [Feature]
  /// Uncertain factors that move several features together.
  public let shared: [SharedFactor]
  /// Plans that are subscribed to, with their months, in the order of the file.
  public private(set) var subscriptions: [Subscription]
  /// What each provider costs beside its bill.
  public let overhead: Overhead
  /// What may be spent.
  public let budget: Budget
  /// Inputs that tend to be high or low together.
  public let correlations: [Correlation]
  /// Packs of credits that are bought in advance.
  public private(set) var purchases: [PackPurchase]
  /// How far months lie around what is expected of them.
  public private(set) var monthlyVariation: VariationChoice
  /// The month of the year in which a fiscal year begins, from 1 to 12; nil where nothing is said.
  public let fiscalYearStart: Int?

  /// Creates a scenario from its checked parts.
  public init(
    name: String, story: String, currency: Currency, start: Month, monthCount: Int, asOf: Day?,
    features: [Feature], shared: [SharedFactor], subscriptions: [Subscription], overhead: Overhead,
    budget: Budget, correlations: [Correlation] = [], purchases: [PackPurchase] = [],
    monthlyVariation: VariationChoice = .none, fiscalYearStart: Int? = nil
  ) {
    self.fiscalYearStart = fiscalYearStart
    self.monthlyVariation = monthlyVariation
    self.name = name
    self.story = story
    self.currency = currency
    self.start = start
    self.monthCount = monthCount
    self.asOf = asOf
    self.features = features
    self.shared = shared
    self.subscriptions = subscriptions
    self.overhead = overhead
    self.budget = budget
    self.correlations = correlations
    self.purchases = purchases
  }

  /// The months in order.
  public var months: [Month] { (0..<monthCount).map { start.advanced(by: $0) } }

  /// The scenario with one feature alone, under the plans and with the packs that are left; what it
  /// follows stays, because its volume depends on it.
  public func only(
    _ feature: Feature, subscriptions: [Subscription], purchases: [PackPurchase]
  ) -> Scenario {
    var features = [feature]
    var source = feature.volume.followed
    while let name = source, !features.contains(where: { $0.name == name }),
      let followed = self.features.first(where: { $0.name == name })
    {
      features.append(followed)
      source = followed.volume.followed
    }
    var scenario = self
    scenario.features = features
    scenario.subscriptions = subscriptions
    scenario.purchases = purchases
    return scenario
  }

  /// The scenario with one feature in place of its own of that name, under some plans.
  package func replacing(_ feature: Feature, subscriptions: [Subscription]) -> Scenario {
    Scenario(
      name: name, story: story, currency: currency, start: start, monthCount: monthCount,
      asOf: asOf, features: features.map { $0.name == feature.name ? feature : $0 },
      shared: shared, subscriptions: subscriptions, overhead: overhead, budget: budget,
      correlations: correlations, purchases: purchases, monthlyVariation: monthlyVariation)
  }

  /// The scenario with other features.
  package func replacing(features: [Feature]) -> Scenario {
    var scenario = self
    scenario.features = features
    return scenario
  }

  /// The scenario with other plans and purchases.
  package func keeping(
    subscriptions: [Subscription], purchases: [PackPurchase]
  ) -> Scenario {
    var scenario = self
    scenario.subscriptions = subscriptions
    scenario.purchases = purchases
    return scenario
  }

  /// The scenario with what is assumed where it does not say.
  package func assuming(_ assumptions: Assumptions?) -> Scenario {
    guard monthlyVariation == .unstated else { return self }
    var scenario = self
    scenario.monthlyVariation = (assumptions?.monthlyVariation).map { .assumed($0) } ?? .none
    return scenario
  }
}

/// What a scenario says of how far months lie around what is expected of them.
public enum VariationChoice: Sendable, Hashable {
  /// Nothing: what the data folder assumes.
  case unstated
  /// They do not.
  case none
  /// So far, as the scenario says.
  case stated(MonthlyVariation)
  /// So far, as the data folder assumes.
  case assumed(MonthlyVariation)

  /// How far; nil where months do not vary.
  public var variation: MonthlyVariation? {
    switch self {
    case .unstated, .none: nil
    case .stated(let variation), .assumed(let variation): variation
    }
  }
}

/// An uncertain factor that moves several features together.
public struct SharedFactor: Sendable {
  /// Its name.
  public let name: String
  /// What it multiplies volumes by.
  public let distribution: Distribution
  /// The features it moves; nil for all.
  public let moves: [String]?

  /// Creates a factor.
  public init(name: String, distribution: Distribution, moves: [String]? = nil) {
    self.name = name
    self.distribution = distribution
    self.moves = moves
  }

  /// Whether it moves a feature's own volume; what follows another feature moves with that one.
  public func moves(_ feature: Feature) -> Bool {
    feature.volume.followed == nil && (moves?.contains(feature.name) ?? true)
  }
}

/// Two uncertain inputs that tend to be high or low together.
public struct Correlation: Sendable, Hashable {
  /// The name of one input, such as `traffic` or `clips.requests_per_month`.
  public let first: String
  /// The name of the other.
  public let second: String
  /// Spearman's rank correlation, strictly between -1 and 1.
  public let rank: Rational

  /// Creates a correlation.
  public init(first: String, second: String, rank: Rational) {
    self.first = first
    self.second = second
    self.rank = rank
  }
}

/// Packs of a credit that are bought in advance.
public struct PackPurchase: Sendable, Hashable {
  /// The credit.
  public let credit: CreditID
  /// The month in which the packs are bought and paid.
  public let month: Month
  /// How many of the card's first pack.
  public let packs: Int

  /// Creates a purchase.
  public init(credit: CreditID, month: Month, packs: Int) {
    self.credit = credit
    self.month = month
    self.packs = packs
  }
}

/// What a provider costs beside its bill.
public struct Overhead: Sendable {
  /// Money per provider and month: contracts, security review, keys.
  public let perVendorMonth: Rational
  /// Money once per integration that has to be built.
  public let integration: [Integration: Rational]

  /// Creates an overhead.
  public init(perVendorMonth: Rational = .zero, integration: [Integration: Rational] = [:]) {
    self.perVendorMonth = perVendorMonth
    self.integration = integration
  }
}

/// What may be spent; nil where nothing is said.
public struct Budget: Sendable {
  /// Money per month.
  public let month: Rational?
  /// Money over every twelve months from the first.
  public let year: Rational?
  /// What of the bills is held against it.
  public let basis: Basis
  /// Whether it has to cover what building and keeping the providers costs beside the bills.
  public let coversOwning: Bool

  /// What of the bills is held against a budget.
  public enum Basis: String, Sendable, CaseIterable {
    /// What is used in a month costs that month.
    case used
    /// What leaves the account in a month: yearly fees in their first month, packs when they are bought.
    case paid
  }

  /// Creates a budget.
  public init(
    month: Rational? = nil, year: Rational? = nil, basis: Basis = .used, coversOwning: Bool = false
  ) {
    self.month = month
    self.year = year
    self.basis = basis
    self.coversOwning = coversOwning
  }
}
