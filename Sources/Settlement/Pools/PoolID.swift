package import PricingRules

/// What tells one pool from another: charges whose pools have the same id are priced together.
///
/// Pools are settled and listed in the order of their ids: packs, allowances of plans, steps, plans
/// without an allowance; among these by the ids of credits, plans and offers, then by allowance or place.
package enum PoolID: Hashable, Comparable, Sendable {
  /// A credit that is bought in packs.
  case packs(CreditID)
  /// A credit or a meter that a plan includes.
  case plan(PlanID, allowance: String)
  /// Steps over the month of one charge of an offer, by its place among the offer's charges.
  case steps(OfferID, charge: Int, meter: String)
  /// A plan that includes nothing: its fee and its minimum alone.
  case fee(PlanID)

  /// The plan; nil for packs and steps.
  package var plan: PlanID? {
    switch self {
    case .fee(let plan), .plan(let plan, _): plan
    case .packs, .steps: nil
    }
  }

  /// The provider whose card has the pool.
  package var provider: String {
    switch self {
    case .packs(let credit): credit.provider
    case .plan(let plan, _), .fee(let plan): plan.provider
    case .steps(let offer, _, _): offer.provider
    }
  }
}

extension PoolID {
  /// Pools of earlier plans whose leftovers are used before what this one includes: the plans had the same credit, or the
  /// same meter of the provider, and are not held any longer.
  ///
  /// - Parameters:
  ///   - known: Pools of which something may be left.
  ///   - held: The pools of the month.
  /// - Returns: Them, in order.
  package func earlier(
    _ known: some Sequence<PoolID>, holding held: some Sequence<PoolID>
  ) -> [PoolID] {
    guard case .plan(let plan, let allowance) = self else { return [] }
    let held = Array(held)
    return known.filter { id in
      guard case .plan(let other, allowance) = id else { return false }
      return other.provider == plan.provider && !held.contains(id)
    }.sorted()
  }
}

extension PoolID: CustomStringConvertible {
  /// The name of a line of a month, such as `plan acme/standard acme/credit`.
  package var description: String {
    switch self {
    case .packs(let credit): "packs \(credit)"
    case .fee(let plan): "plan \(plan)"
    case .plan(let plan, let allowance): "plan \(plan) \(allowance)"
    case .steps(let offer, let charge, let meter): "tiers \(offer) \(charge) \(meter)"
    }
  }
}
