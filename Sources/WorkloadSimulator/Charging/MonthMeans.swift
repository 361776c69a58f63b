package import BillingTypes
package import PricingRules
package import Settlement

/// What the trials of a month came to on average, for the month's lines.
package struct MonthMeans: Sendable {
  /// By feature.
  package var features: [String: FeatureMeans] = [:]
  /// By pool.
  package var pools: [PoolID: PoolMeans] = [:]
  /// Fees of plans in the trials in which nobody used them, by plan.
  package var unsharedFees: [PlanID: Rational] = [:]

  package init() {}

  /// A feature's month.
  package struct FeatureMeans: Sendable {
    /// Calls sent.
    package var requests: Rational
    /// Kept assets.
    package var accepted: Rational
    /// Billed quantities over what is expected of the inputs' means.
    package var quantityRatio: Rational
    /// Costs over what is expected of the inputs' means, one per charge.
    package var costRatios: [Rational]
  }

  /// A pool's month.
  package struct PoolMeans: Sendable {
    /// What goes beyond the allowance, or what a pool without a fee costs.
    package var overage: Rational
    /// Fee and true-up that its users bear.
    package var borne: Rational
    /// What is paid for packs.
    package var paid: Rational
    /// What packs cost that expired.
    package var breakage: Rational
    /// The share of trials in which an allowance is used up and no price for more is known.
    package var shortShare: Rational
    /// By feature.
    package var costs: [String: Rational]
  }
}

extension MonthMeans.PoolMeans {
  /// Puts these means in place of what the inputs' means come to.
  func replace(_ statement: inout PoolStatement) throws(NumberError) {
    let exact = statement
    statement.cost = try overage + borne
    // What rounding alone sets apart is the same.
    if statement.cost.isNear(exact.cost) {
      statement.cost = exact.cost
    } else if exact.id.plan != nil {
      statement.overage = overage
      statement.trueUp = try max(.zero, borne - exact.fee)
    }
    if case .packs = exact.id {
      statement.paid = paid
    } else {
      statement.paid = try exact.paid - exact.cost + statement.cost
    }
    statement.breakage = breakage
    if exact.gap == nil, shortShare > .zero {
      statement.gap = .overageInTrials(
        percent: try (shortShare * Rational(100)).rounded(toPlaces: 1, .halfUp))
    }
  }
}

extension Rational {
  /// Whether two numbers differ by less than rounding of statistics does: a part in 10¹⁰.
  func isNear(_ other: Rational) -> Bool {
    let (a, b) = (approximation, other.approximation)
    return abs(a - b) <= 1e-10 * max(abs(a), abs(b))
  }
}
