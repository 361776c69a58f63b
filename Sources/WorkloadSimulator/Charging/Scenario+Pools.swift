import BillingTypes
import PricingRules
import Settlement

extension PoolFinder {
  /// Finds the pools of a scenario's charges in a month.
  init(scenario: Scenario, catalogue: Catalogue, month: Month) {
    self.init(
      plans: scenario.plans(in: month),
      purchasedCredits: Set(scenario.purchases.map(\.credit)), catalogue: catalogue,
      priced: scenario.pricedPlans(in: month, catalogue))
  }
}

extension Scenario {
  /// Packs that are bought in advance in a month, by credit.
  func purchases(in month: Month) -> [CreditID: Int] {
    Dictionary(
      purchases.filter { $0.month == month }.map { ($0.credit, $0.packs) },
      uniquingKeysWith: +)
  }

  /// Plans whose prices in a month are not those of the catalogue.
  func pricedPlans(in month: Month, _ catalogue: Catalogue) -> [PlanID: Plan] {
    var plans: [PlanID: Plan] = [:]
    for plan in catalogue.plansThatChange {
      plans[plan.id] = plan.priced(
        in: month, since: beginning(of: plan.id, in: month, catalogue))
    }
    return plans
  }
}
