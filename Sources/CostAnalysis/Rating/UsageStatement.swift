public import BillingTypes
public import PricingRules
public import Settlement

/// What a plan, or steps over the month, made of a month's usage.
public struct UsageStatement: Sendable {
  /// The month of the usage.
  public let month: Month
  /// The plan, or the offer whose steps they are.
  public let name: String
  /// The credit or meter.
  public let key: String
  /// The offer whose rows alone these are, where offers are alternatives to each other.
  public private(set) var offer: OfferID?
  /// What was used, in credits or the meter's unit.
  public let used: Rational
  /// What the fee includes, with what earlier months left.
  public let included: Rational
  /// What is paid whether or not anything is used.
  public let fee: Money
  /// What the quantity beyond what is included costs.
  public let overage: Money
  /// What lifts the month to its minimum.
  public let trueUp: Money
  /// What the month costs.
  public let cost: Money
  /// What the cost lies between, where usage is not known to the last digit or sources disagree on the plan.
  public private(set) var range: RatedRange
  /// What is not known or cannot be had.
  public let missing: SettlementGap?

  /// Whether the cost is known to the last digit.
  public var isComplete: Bool { missing == nil && range.isSingle }

  /// Creates a statement.
  package init(
    month: Month, name: String, key: String, used: Rational, included: Rational, fee: Money,
    overage: Money, trueUp: Money, cost: Money, missing: SettlementGap?, range: RatedRange? = nil
  ) {
    self.month = month
    self.name = name
    self.key = key
    self.used = used
    self.included = included
    self.fee = fee
    self.overage = overage
    self.trueUp = trueUp
    self.cost = cost
    self.missing = missing
    self.range = range ?? RatedRange(cost)
  }

  /// The same for rows that are priced under one of several alternatives.
  package func under(_ offer: OfferID) -> UsageStatement {
    var statement = self
    statement.offer = offer
    return statement
  }

  /// The same without a limit above.
  func lifted(_ reason: FactCode) -> UsageStatement {
    var statement = self
    statement.range = range.lifted(reason)
    return statement
  }
}
