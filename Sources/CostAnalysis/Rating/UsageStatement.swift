package import BillingTypes
package import Settlement

/// What a plan, or steps over the month, made of a month's usage.
package struct UsageStatement: Sendable {
  package let month: Month
  /// The plan, or the offer whose steps they are.
  package let name: String
  /// The credit or meter.
  package let key: String
  /// What was used, in credits or the meter's unit.
  package let used: Rational
  /// What the fee includes, with what earlier months left.
  package let included: Rational
  package let fee: Money
  /// What the quantity beyond what is included costs.
  package let overage: Money
  /// What lifts the month to its minimum.
  package let trueUp: Money
  /// What the month costs.
  package let cost: Money
  /// What is not known or cannot be had.
  package let missing: SettlementGap?

  /// Creates a statement.
  package init(
    month: Month, name: String, key: String, used: Rational, included: Rational, fee: Money,
    overage: Money, trueUp: Money, cost: Money, missing: SettlementGap?
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
  }
}
