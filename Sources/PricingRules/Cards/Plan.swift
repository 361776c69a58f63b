public import BillingTypes

/// A subscription: a fee, what it includes, and what more of it costs.
public struct Plan: Sendable {
  /// How often a fee is paid.
  public enum Interval: String, Hashable, Sendable, CaseIterable {
    /// Every month.
    case month
    /// Every twelve months.
    case year

    /// Months in the interval.
    public var months: Int { self == .month ? 1 : 12 }
  }

  /// What one more unit costs when the allowance is used up.
  public enum Overage: Hashable, Sendable {
    /// Money per unit.
    case price(Rational)
    /// Use stops when the allowance is used up.
    case none
    /// More can be had, at a price nobody found.
    case unknown
  }

  /// The plan's id, `provider/name`.
  public let id: PlanID
  /// The plan's name for people.
  public let name: String
  /// What one period costs, in the currency of the provider's card.
  public internal(set) var fee: Rational
  /// The period the fee and the allowance are for.
  public let every: Interval
  /// How often the fee is invoiced.
  public let billed: Interval
  /// Included quantities by credit id or meter.
  public internal(set) var includes: [(key: String, quantity: Rational)]
  /// What more costs, by credit id or meter.
  public internal(set) var overage: [(key: String, price: Overage)]
  /// What other sources say that is included.
  public let otherIncludes: [(key: String, quantity: Rational)]
  /// What other sources say that more costs.
  public internal(set) var otherOverage: [(key: String, price: Rational)]
  /// The least a month comes to; the true-up lifts it there.
  public let minimumSpend: Rational?
  /// How long an allowance can be used; nil when the card does not say.
  public let expires: Expiry?
  /// The days the plan is sold.
  public let validity: Validity
  /// Where the figures come from.
  public let evidence: [Evidence]
  /// What it costs from later days on, in their order; see ``priced(on:feeOf:)``.
  var changes: [PlanChange] = []

  /// Creates a plan.
  public init(
    id: PlanID, name: String, fee: Rational, every: Interval, billed: Interval,
    includes: [(key: String, quantity: Rational)], overage: [(key: String, price: Overage)],
    minimumSpend: Rational?, expires: Expiry?, validity: Validity, evidence: [Evidence],
    otherIncludes: [(key: String, quantity: Rational)] = [],
    otherOverage: [(key: String, price: Rational)] = []
  ) {
    self.otherIncludes = otherIncludes
    self.otherOverage = otherOverage
    self.id = id
    self.name = name
    self.fee = fee
    self.every = every
    self.billed = billed
    self.includes = includes
    self.overage = overage
    self.minimumSpend = minimumSpend
    self.expires = expires
    self.validity = validity
    self.evidence = evidence
  }

  /// How much of a credit one period includes; zero when nothing.
  public func included(_ credit: CreditID) -> Rational { included(credit.rawValue) }

  /// How much of `key` one period includes; zero when nothing.
  public func included(_ key: String) -> Rational {
    includes.first { $0.key == key }?.quantity ?? .zero
  }

  /// What one more of `key` costs; ``Overage/unknown`` when the plan does not say.
  public func overage(of key: String) -> Overage {
    overage.first { $0.key == key }?.price ?? .unknown
  }
}

/// A provider's unit of account that is bought, then spent.
public struct Credit: Sendable {
  /// A quantity of credits sold in advance.
  public struct Pack: Hashable, Sendable {
    /// How many credits.
    public let credits: Rational
    /// What they cost together.
    public let price: Rational

    /// Creates a pack.
    public init(credits: Rational, price: Rational) {
      self.credits = credits
      self.price = price
    }
  }

  /// How a quote without a plan turns one credit into money.
  public enum DefaultSource: Hashable, Sendable {
    /// The first pack of the card.
    case pack
    /// A plan whose allowance is used in full.
    case plan(PlanID)
  }

  /// The credit's id, `provider/name`.
  public let id: CreditID
  /// The credit's name for people.
  public let name: String
  /// What can be bought in advance.
  public let packs: [Pack]
  /// How a quote without a plan values a credit.
  public let defaultSource: DefaultSource
  /// How long bought credits can be used; nil when the card does not say.
  public let expires: Expiry?
  /// Where the figures come from.
  public let evidence: [Evidence]

  /// Creates a credit.
  public init(
    id: CreditID, name: String, packs: [Pack], defaultSource: DefaultSource, expires: Expiry?,
    evidence: [Evidence]
  ) {
    self.id = id
    self.name = name
    self.packs = packs
    self.defaultSource = defaultSource
    self.expires = expires
    self.evidence = evidence
  }
}
