import BillingTypes
package import PricingRules

/// Finds the pool that a charge's month is priced in.
package struct PoolFinder {
  let plans: [String]
  let purchasedCredits: Set<String>
  let catalogue: Catalogue

  /// Creates a finder.
  ///
  /// - Parameters:
  ///   - plans: The plans that are subscribed to.
  ///   - purchasedCredits: Credits that are bought in packs in advance.
  ///   - catalogue: The rate cards.
  package init(plans: [String], purchasedCredits: Set<String> = [], catalogue: Catalogue) {
    self.plans = plans
    self.purchasedCredits = purchasedCredits
    self.catalogue = catalogue
  }

  init(scenario: Scenario, catalogue: Catalogue) {
    self.init(
      plans: scenario.plans, purchasedCredits: Set(scenario.purchases.map(\.credit)),
      catalogue: catalogue)
  }

  /// A pool with its identity: charges with the same id are priced together.
  package struct Found {
    /// The same for all that share the pool, and sorted the same in every run.
    package let id: String
    /// How the pool is priced.
    package let pool: Pool
    /// Whether the pool counts what the charge costs, in credits, rather than what is metered.
    package let countsCost: Bool
  }

  /// The pool of a charge, or nil when it is priced request by request.
  ///
  /// - Parameters:
  ///   - charge: The charge.
  ///   - index: Its place among the offer's charges.
  ///   - amounts: The amounts that hold in the month.
  ///   - offer: Its offer.
  /// - Returns: The pool, or nil.
  package func pool(
    of charge: Charge, at index: Int, amounts: DatedAmounts?, offer: Offer
  ) -> Found? {
    if case .credit(let id) = charge.price.unit {
      if let plan = plan(of: nil, including: id) {
        return Found(id: "plan \(plan.id) \(id)", pool: .plan(plan, key: id), countsCost: true)
      }
      guard let credit = catalogue.credit(id) else { return nil }
      if case .plan(let planID) = credit.defaultSource, let plan = catalogue.plan(planID),
        !purchasedCredits.contains(id)
      {
        return Found(id: "plan \(plan.id) \(id)", pool: .plan(plan, key: id), countsCost: true)
      }
      return Found(id: "packs \(id)", pool: .packs(credit), countsCost: true)
    }
    if let plan = plan(of: offer.provider, including: charge.meter) {
      return Found(
        id: "plan \(plan.id) \(charge.meter)", pool: .plan(plan, key: charge.meter),
        countsCost: false)
    }
    guard charge.price.model.countsOverMonth, let amounts = amounts?.amounts else { return nil }
    let constants = amounts.compactMap { $0?.constant }
    guard constants.count == amounts.count else { return nil }
    return Found(
      id: "tiers \(offer.id) \(index) \(charge.meter)",
      pool: .tiers(Price(charge.price.model, amounts: constants)), countsCost: false)
  }

  /// The first plan that includes a credit, or a meter of one provider.
  private func plan(of provider: String?, including key: String) -> Plan? {
    plans.lazy.compactMap { catalogue.plan($0) }.first { plan in
      plan.included(key) > .zero && provider.map { plan.id.hasPrefix($0 + "/") } ?? true
    }
  }
}
