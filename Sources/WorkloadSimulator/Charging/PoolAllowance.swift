import BillingTypes
import PricingRules

extension Pool {
  /// The plan behind it.
  var plan: Plan? { if case .plan(let plan, _) = self { plan } else { nil } }

  /// What a month of the plan includes; zero without one.
  var monthlyAllowance: Rational {
    guard case .plan(let plan, let key) = self else { return .zero }
    return (try? plan.included(key) / Rational(plan.every.months)) ?? plan.included(key)
  }

  /// What a pack holds and costs.
  var pack: (size: Double, price: Double)? {
    guard case .packs(let credit) = self, let pack = credit.packs.first else { return nil }
    return (pack.credits.approximation, pack.price.approximation)
  }
}

extension Scenario {
  /// What packs bought in advance in a month hold.
  func purchased(of pool: Pool, in month: Month) -> Rational {
    guard case .packs(let credit) = pool, let pack = credit.packs.first else { return .zero }
    let packs = purchases.filter { $0.credit == credit.id && $0.month == month }
      .reduce(0) { $0 + $1.packs }
    return (try? pack.credits * Rational(packs)) ?? .zero
  }
}
