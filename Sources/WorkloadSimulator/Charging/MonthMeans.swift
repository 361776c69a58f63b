package import BillingTypes
package import PricingRules
package import Settlement

/// What the trials of a month came to on average, for the month's lines.
package struct MonthMeans: Sendable {
  /// By feature.
  var features: [String: FeatureMeans] = [:]
  /// By pool.
  package var pools: [PoolID: PoolMeans] = [:]
  /// Fees of plans in the trials in which nobody used them, by plan.
  package var unsharedFees: [PlanID: Rational] = [:]

  package init() {}

  /// A feature's month.
  struct FeatureMeans: Sendable {
    /// What is asked for, sent and kept.
    let counts: MonthCounts
    /// Billed quantities over what is expected of the inputs' means.
    let quantityRatio: Rational
    /// Costs over what is expected of the inputs' means, one per charge.
    let costRatios: [Rational]
  }

  /// A pool's month.
  package struct PoolMeans: Sendable {
    /// What is used, and what could be.
    package var used: Rational
    package var available: Rational
    /// What goes beyond the allowance, or what a pool without a fee costs.
    package var overage: Rational
    /// Fee and true-up that its users bear.
    package var borne: Rational
    /// What is paid for packs.
    package var paid: Rational
    /// What packs cost that expired.
    package var breakage: Rational
    /// What cannot be used any longer.
    package var lapsed: Rational
    /// The share of trials in which an allowance is used up and no price for more is known.
    package var shortShare: Rational
    /// By feature.
    package var costs: [String: Rational]
  }
}

/// What a feature asks for in a month, what it sends for that, and what is kept of it.
package struct MonthCounts: Sendable {
  /// Requests, each counted once.
  package let requests: Rational
  /// Calls sent, with retries and the later calls of chains.
  package let calls: Rational
  /// Kept assets.
  package let accepted: Rational
}

extension MonthMeans {
  /// Puts the means of a pool's month in place of what the inputs' means come to.
  ///
  /// They are means of the settlement's own figures in every trial, so that what is accrued and paid is what the
  /// trials' intervals are about. Which of a plan's pools bears its fee differs from trial to trial; each has the part of
  /// the fee that it has of all that they bear.
  ///
  /// - Parameters:
  ///   - statement: What the settlement says of the inputs' means.
  ///   - age: Months since the plan began.
  ///   - isFirst: Whether it is the first of its plan's pools, which has what nobody bears.
  /// - Returns: What is accrued and no feature bears: a fee in trials in which nobody used the plan.
  /// - Throws: `NumberError`.
  func replace(
    _ statement: inout PoolStatement, age: Int, isFirst: Bool
  ) throws(NumberError) -> Rational {
    guard let means = pools[statement.id] else { return .zero }
    statement.used = statement.used.unless(means.used)
    statement.carried = statement.carried.unless(
      try means.available - statement.included - statement.boughtInAdvance)
    statement.breakage = means.breakage
    statement.expired = statement.expired.unless(means.lapsed)
    if statement.gap == nil, means.shortShare > .zero {
      statement.gap = .overageInTrials(
        percent: try (means.shortShare * Rational(100)).rounded(toPlaces: 1, .halfUp))
    }
    guard case .plan(let plan, _) = statement.pool else {
      statement.cost = statement.cost.unless(try means.overage + means.borne)
      if case .packs = statement.id {
        statement.paid = statement.paid.unless(means.paid)
      } else {
        statement.paid = statement.cost
      }
      return .zero
    }
    let terms = try PlanTerms(plan)
    let unborne = isFirst ? unsharedFees[plan.id] ?? .zero : .zero
    var all = unsharedFees[plan.id] ?? .zero
    for (id, pool) in pools where id.plan == plan.id { all = try all + pool.borne }
    let own = try means.borne + unborne
    let fee: Rational =
      all > .zero ? try (terms.fee * own / all).rounded(toPlaces: 9, .halfEven) : .zero
    statement.fee = statement.fee.unless(fee)
    statement.overage = statement.overage.unless(max(.zero, means.overage))
    statement.trueUp = statement.trueUp.unless(max(.zero, try own - statement.fee))
    statement.cost = try statement.fee + statement.overage + statement.trueUp
    let invoiced = terms.invoiced(inMonth: age)
    let share: Rational =
      terms.fee > .zero ? try (invoiced * statement.fee / terms.fee).kept() : .zero
    statement.paid = try share + statement.overage + statement.trueUp
    // Where nobody uses the plan in any trial, nothing is left for anybody.
    return unborne.isNear(statement.cost) ? statement.cost : min(unborne, statement.cost)
  }
}

extension Rational {
  /// Whether two numbers differ by less than rounding of statistics does: a part in 10¹⁰.
  func isNear(_ other: Rational) -> Bool {
    let (a, b) = (approximation, other.approximation)
    return abs(a - b) <= 1e-10 * max(abs(a), abs(b))
  }

  /// The number itself where rounding alone sets the other apart.
  fileprivate func unless(_ other: Rational) -> Rational { isNear(other) ? self : other }
}
