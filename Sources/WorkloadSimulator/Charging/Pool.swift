package import BillingTypes
package import PricingRules

/// Usage that is priced together over a month: one credit under one plan, the steps of one charge.
///
/// A pool takes the month's whole quantity, prices it once, and gives each user its share of the
/// cost in proportion to its quantity, so that the shares add up to the cost exactly.
package enum Pool: Sendable {
  /// Credits or a metered allowance under a plan.
  case plan(Plan, key: String)
  /// Credits bought in packs.
  case packs(Credit)
  /// Steps over the month.
  case tiers(Price)

  /// What a month of `quantity` comes to.
  ///
  /// - Parameters:
  ///   - quantity: The month's quantity of all who share the pool.
  ///   - chargingFee: Whether a plan's fee and true-up are counted here; a plan with two allowances
  ///     costs its fee once.
  ///   - beside: What the plan's other allowances cost, which counts toward its minimum.
  ///   - available: What an allowance holds, with what was left of earlier months; nil for what the
  ///     month includes.
  /// - Returns: the cost and its parts.
  /// - Throws: ``NumberError/overflow``.
  package func settle(
    _ quantity: Rational, chargingFee: Bool = true, beside: Rational = .zero,
    available: Rational? = nil
  ) throws -> Settlement {
    switch self {
    case .plan(let plan, let key):
      return try Self.settle(
        quantity, of: key, under: plan, chargingFee: chargingFee, beside: beside,
        available: available)
    case .packs(let credit):
      guard let pack = credit.packs.first else {
        var settlement = Settlement(cost: .zero)
        settlement.used = quantity
        settlement.isPriced = quantity == .zero
        if !settlement.isPriced {
          settlement.missing = .packPriceUnknown(credit: credit.id)
        }
        return settlement
      }
      var settlement = Settlement(cost: try quantity * pack.price / pack.credits)
      settlement.used = quantity
      settlement.packPrice = pack.price
      settlement.packSize = pack.credits
      return settlement
    case .tiers(let price):
      return Settlement(cost: try price.cost(of: quantity))
    }
  }

  /// Fee, then overage beyond the allowance, then the true-up to the minimum.
  private static func settle(
    _ quantity: Rational, of key: String, under plan: Plan, chargingFee: Bool, beside: Rational,
    available: Rational?
  ) throws -> Settlement {
    let fee = chargingFee ? plan.monthlyFee : .zero
    var settlement = Settlement(cost: fee)
    settlement.isPlan = true
    settlement.fee = fee
    settlement.used = quantity
    let included = try plan.included(key) / Rational(plan.every.months)
    settlement.included = included
    let excess = try max(.zero, quantity - (available ?? included))
    settlement.excess = excess
    if excess > .zero {
      switch plan.overage(of: key) {
      case .price(let price):
        settlement.overage = try excess * price
        settlement.cost = try settlement.cost + settlement.overage
      case .none:
        settlement.missing = .overageNotSold(
          plan: plan.id, key: key, included: included, excess: excess)
      case .unknown:
        settlement.missing = .overageUnknown(
          plan: plan.id, key: key, included: included, excess: excess)
      }
    }
    if chargingFee, let minimum = plan.minimumSpend {
      settlement.trueUp = try max(.zero, minimum - settlement.cost - beside)
      settlement.cost = try settlement.cost + settlement.trueUp
    }
    return settlement
  }
}

/// What a pool came to in a month, and why.
package struct Settlement: Sendable {
  /// The month's known cost.
  package var cost: Rational
  /// Quantity used.
  package var used = Rational.zero
  /// The fee in it.
  package var fee = Rational.zero
  /// Quantity the fee includes.
  package var included = Rational.zero
  /// Quantity beyond the allowance.
  package var excess = Rational.zero
  /// What the excess costs.
  package var overage = Rational.zero
  /// What lifts the month to its minimum.
  package var trueUp = Rational.zero
  /// The price of a pack, for what is bought in packs.
  package var packPrice: Rational?
  /// How much a pack holds.
  package var packSize: Rational?
  /// What is not known or cannot be had.
  package var missing: SettlementGap?
  /// Whether a plan's allowance was settled.
  package var isPlan = false
  /// Whether any price is known; where none is, ``cost`` is not an amount.
  package var isPriced = true

  init(cost: Rational) { self.cost = cost }
}

/// Splits an amount in proportion to weights so that the parts add up to it exactly.
///
/// Each part is the difference of two rounded running totals; no part is off by more than a
/// picounit.
package func split(
  _ total: Money, by weights: [Rational]
) throws -> [Money] {
  var sum = Rational.zero
  for weight in weights { sum = try sum + weight }
  guard sum > .zero else { return weights.map { _ in .zero(in: total.currency) } }
  var running = Rational.zero
  var before = Money.zero(in: total.currency)
  return try weights.map { weight in
    running = try running + weight
    let now = try total.times(running / sum)
    defer { before = now }
    return try now - before
  }
}
