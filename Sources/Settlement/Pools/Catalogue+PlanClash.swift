import BillingTypes
package import PricingRules

extension Catalogue {
  /// One of some plans that includes what another does, and what that is.
  package func clash(
    of plan: Plan, with others: some Sequence<PlanID>
  ) -> (plan: PlanID, key: String)? {
    for other in others {
      // Two providers may each include the same meter; a credit is one provider's own.
      let key = plan.includes.map(\.key).first { key in
        self.plan(other)?.included(key) ?? .zero > .zero
          && (credit(CreditID(key)) != nil || other.provider == plan.id.provider)
      }
      if let key { return (other, key) }
    }
    return nil
  }

  /// Sees to it that plans are there and can be held together.
  ///
  /// - Parameter ids: The plans that are subscribed to.
  /// - Throws: ``RequestError`` for a plan that is not there, is listed twice, or includes what another does.
  package func check(plans ids: [PlanID]) throws(RequestError) {
    for (index, id) in ids.enumerated() {
      guard let plan = plan(id) else {
        throw .unknownPlan(id, nearest: nearest(to: id, among: planIDs))
      }
      if ids.prefix(index).contains(id) { throw .plansOverlap(id, id, key: "") }
      if let (other, key) = clash(of: plan, with: ids.prefix(index)) {
        throw .plansOverlap(other, id, key: key)
      }
    }
  }
}
