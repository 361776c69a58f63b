package import BillingTypes
import PricingRules

/// A pool's terms in binary numbers, and what they make of a month in a block of trials.
///
/// Its numbers are the nearest to the exact ones, and its rules are those of ``SettlementBook``.
package struct PoolColumns: Sendable {
  /// The pool.
  package let pool: Pool
  /// What a month's fee includes.
  package let included: Double
  /// What is bought in packs; nil for what is not.
  package let pack: PackTerms<Double>?
  /// The money of the plan behind it; nil for packs and steps.
  package let plan: PlanTerms<Double>?
  private let form: Form

  private enum Form {
    case allowance(AllowanceTerms<Double>)
    case curve(CostCurve)
    case free
  }

  /// The columns of a pool.
  ///
  /// - Throws: ``NumberError/overflow``.
  package init(_ pool: Pool) throws(NumberError) {
    self.pool = pool
    plan = try pool.plan.map { plan throws(NumberError) in try PlanTerms(plan).approximation }
    switch pool {
    case .plan(let plan, let allowance):
      let terms = try AllowanceTerms(plan, allowance).approximation
      included = terms.included
      pack = nil
      form = .allowance(terms)
    case .packs(let credit):
      included = 0
      if let terms = PackTerms(credit) {
        pack = terms.approximation
        form = .curve(CostCurve(each: try terms.cost(of: .one)))
      } else {
        pack = nil
        form = .free
      }
    case .steps(let costs):
      included = 0
      pack = nil
      form = .curve(try CostCurve(costs))
    case .fee:
      included = 0
      pack = nil
      form = .free
    }
  }

  /// Whether what goes beyond the allowance has no known cost.
  package var isShort: Bool {
    if case .allowance(let terms) = form { terms.price == nil } else { false }
  }

  /// What quantities cost beside fee and true-up, and what one more of each would.
  ///
  /// - Parameters:
  ///   - costs: Gets the costs.
  ///   - slopes: Gets what one more would cost.
  ///   - quantities: What is used.
  ///   - available: What can be used of an allowance.
  package func fill(
    costs: NumberRow, slopes: NumberRow, of quantities: NumberRow, available: NumberRow
  ) {
    switch form {
    case .allowance(let terms):
      let price = terms.price ?? 0
      for index in costs.indices {
        let excess = terms.excess(of: quantities[index], beyond: available[index])
        costs[index] = terms.overage(of: excess)
        slopes[index] = excess > 0 ? price : 0
      }
    case .curve(let curve): curve.fill(costs: costs, slopes: slopes, of: quantities)
    case .free:
      costs.update(repeating: 0)
      slopes.update(repeating: 0)
    }
  }
}
