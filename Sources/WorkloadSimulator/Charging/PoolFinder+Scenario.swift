import PricingRules
import Settlement

extension PoolFinder {
  /// Finds the pools of a scenario's charges.
  init(scenario: Scenario, catalogue: Catalogue) {
    self.init(
      plans: scenario.plans.map { PlanID($0) },
      purchasedCredits: Set(scenario.purchases.map { CreditID($0.credit) }), catalogue: catalogue)
  }
}
