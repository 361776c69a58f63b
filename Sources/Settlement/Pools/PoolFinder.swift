package import BillingTypes
package import PricingRules

/// Finds the pool that a charge's month is priced in.
package struct PoolFinder {
  let plans: [PlanID]
  let purchasedCredits: Set<CreditID>
  /// The rate cards.
  package let catalogue: Catalogue
  /// Plans whose prices are others than those of the catalogue.
  let priced: [PlanID: Plan]

  /// Creates a finder.
  ///
  /// - Parameters:
  ///   - plans: The plans that are subscribed to.
  ///   - purchasedCredits: Credits that are bought in packs in advance.
  ///   - catalogue: The rate cards.
  ///   - priced: Plans as they are priced in the month, where that is not as the catalogue has them.
  package init(
    plans: [PlanID], purchasedCredits: Set<CreditID> = [], catalogue: Catalogue,
    priced: [PlanID: Plan] = [:]
  ) {
    self.priced = priced
    self.plans = plans
    self.purchasedCredits = purchasedCredits
    self.catalogue = catalogue
  }

  /// A plan as it is priced in the month; nil for none of that id.
  package func plan(_ id: PlanID) -> Plan? { priced[id] ?? catalogue.plan(id) }

  /// Whether it finds the same pools as another, with the same prices.
  package func findsTheSame(as other: PoolFinder) -> Bool {
    plans == other.plans && purchasedCredits == other.purchasedCredits && priced.isEmpty
      && other.priced.isEmpty
  }

  /// A pool with its identity: charges with the same id are priced together.
  package struct Found {
    /// The same for all that share the pool.
    package let id: PoolID
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
    if case .credit(let id) = charge.price.unit { return pool(ofCredit: id) }
    if let plan = plan(of: offer.provider, including: charge.meter) {
      return allowance(charge.meter, of: plan, countsCost: false)
    }
    guard charge.price.model.countsOverMonth, let amounts = amounts?.amounts else { return nil }
    let constants = amounts.compactMap { $0?.constant }
    guard constants.count == amounts.count else { return nil }
    return Found(
      id: .steps(offer.id, charge: index, meter: charge.meter),
      pool: .steps(QuantityCost(Price(charge.price.model, amounts: constants))), countsCost: false)
  }

  /// The pools that settle an offer's charges on a day; nil for charges that are priced row by row.
  ///
  /// What nobody subscribed to is valued row by row, as a quote values it, and so are credits from packs.
  package func settled(_ offer: Offer, on day: Day, knownAt: Day?) -> [Found?] {
    offer.charges.enumerated().map { index, charge in
      let amounts = charge.price.amounts(on: day, knownAt: knownAt)
      let found = pool(of: charge, at: index, amounts: amounts, offer: offer)
      switch found?.pool {
      case .plan(let plan, _): return plans.contains(plan.id) ? found : nil
      case .steps: return found
      case .packs, .fee, nil: return nil
      }
    }
  }

  /// A credit comes with a plan that is subscribed to, else from packs that are bought, else by the
  /// card's default.
  private func pool(ofCredit id: CreditID) -> Found? {
    if let plan = plan(of: nil, including: id.rawValue) {
      return allowance(id.rawValue, of: plan, countsCost: true)
    }
    guard let credit = catalogue.credit(id) else { return nil }
    if case .plan(let planID) = credit.defaultSource, let plan = plan(planID),
      !purchasedCredits.contains(id)
    {
      return allowance(id.rawValue, of: plan, countsCost: true)
    }
    return Found(id: .packs(id), pool: .packs(credit), countsCost: true)
  }

  private func allowance(_ key: String, of plan: Plan, countsCost: Bool) -> Found {
    Found(
      id: .plan(plan.id, allowance: key), pool: .plan(plan, allowance: key),
      countsCost: countsCost)
  }

  /// The first plan that includes a credit, or a meter of one provider.
  private func plan(of provider: String?, including key: String) -> Plan? {
    plans.lazy.compactMap { self.plan($0) }.first { plan in
      plan.included(key) > .zero && provider.map { plan.id.provider == $0 } ?? true
    }
  }
}
