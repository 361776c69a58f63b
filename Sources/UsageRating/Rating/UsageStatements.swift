package import BillingTypes
import PricingRules
import WorkloadSimulator

/// What a plan, or steps over the month, made of a month's usage.
package struct UsageStatement: Sendable {
  package let month: Month
  /// The plan, or the offer whose steps they are.
  package let name: String
  /// The credit or meter.
  package let key: String
  package let used: Rational
  package let included: Rational
  package let fee: Money
  package let overage: Money
  package let trueUp: Money
  /// What the month costs.
  package let cost: Money
  /// What is not known or cannot be had.
  package let missing: String?
}

/// Settles pooled usage month by month, after aggregation, as forecasts do.
struct UsageStatements {
  let statements: [UsageStatement]

  init(_ sums: [TallyKey: Tally], _ book: RatingBook) throws {
    statements = []
  }
}
