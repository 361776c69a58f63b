import BillingTypes
import PricingRules
import Settlement

extension PoolFinder {
  /// Finds the pools of a scenario's charges.
  init(scenario: Scenario, catalogue: Catalogue) {
    self.init(
      plans: scenario.plans,
      purchasedCredits: Set(scenario.purchases.map(\.credit)), catalogue: catalogue)
  }
}

extension Scenario {
  /// Packs that are bought in advance in a month, by credit.
  func purchases(in month: Month) -> [CreditID: Int] {
    Dictionary(
      purchases.filter { $0.month == month }.map { ($0.credit, $0.packs) },
      uniquingKeysWith: +)
  }
}
