import BillingTypes
import PricingRules
import Settlement

extension TrialForecast {
  /// What plans that nobody can use come to, month by month.
  ///
  /// - Parameters:
  ///   - scenario: The scenario.
  ///   - finders: By month: its plans, as they are priced in it.
  ///   - programs: The features.
  ///   - isIncluded: Whether plans of a provider count.
  /// - Throws: `NumberError/overflow`.
  /// - Returns: By month: what is accrued and what is paid.
  static func idlePlans(
    _ scenario: Scenario, _ finders: [PoolFinder], _ programs: [FeatureProgram],
    of isIncluded: (String) -> Bool
  ) throws(NumberError) -> [(accrued: Double, paid: Double)] {
    var sums = [(accrued: Double, paid: Double)](
      repeating: (0, 0), count: scenario.monthCount)
    for (place, month) in scenario.months.enumerated() {
      let used = Set(programs.flatMap { $0.usages[place].pools.keys.compactMap(\.plan) })
      let finder = finders[place]
      for id in scenario.plans(in: month)
      where !used.contains(id) && isIncluded(id.provider) {
        guard let plan = finder.plan(id) else { continue }
        let age = month.index - scenario.beginning(of: id, in: month, finder.catalogue).index
        let terms = try PlanTerms(plan).approximation
        let trueUp = terms.trueUp(after: EmptyCollection())
        sums[place].accrued += terms.fee + trueUp
        sums[place].paid += terms.invoiced(inMonth: age) + trueUp
      }
    }
    return sums
  }
}

extension Scenario {
  /// By month: when the plans began that may be held in it, chosen or by default.
  func beginnings(_ catalogue: Catalogue) -> [[PlanID: Month]] {
    guard changesPlans else { return months.map { _ in [:] } }
    let credits = features.compactMap { catalogue.offer($0.offer) }.flatMap(\.credits)
    let defaults = credits.compactMap { credit -> PlanID? in
      guard case .plan(let plan)? = catalogue.credit(credit)?.defaultSource else { return nil }
      return plan
    }
    let ids = (plans + defaults).uniqued()
    return months.map { month in
      Dictionary(uniqueKeysWithValues: ids.map { ($0, beginning(of: $0, in: month, catalogue)) })
    }
  }
}
