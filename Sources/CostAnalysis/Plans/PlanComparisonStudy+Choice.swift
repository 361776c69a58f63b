import BillingTypes
import PricingRules
import Settlement
import WorkloadSimulator

// Which plans a forecast is under, and when.
extension PlanComparisonStudy {
  /// How a forecast pays for what the plans include.
  func choice(
    in forecast: Forecast, _ ids: Set<PlanID>
  ) -> (choice: PlanComparison.Choice, isAssumed: Bool) {
    let taken = forecast.statements.compactMap { statement -> (plan: PlanID, month: Month)? in
      guard case .plan(let plan) = statement.seller, ids.contains(plan) else { return nil }
      return (plan, statement.month)
    }
    let plans = taken.map(\.plan).uniqued()
    guard let first = plans.first else { return (.none, false) }
    let isAlways = Set(taken.map(\.month)).count == forecast.scenario.monthCount
    let isChosen = taken.contains { forecast.scenario.plans(in: $0.month).contains($0.plan) }
    return (plans.count == 1 && isAlways ? .plan(first) : .several(stretches(taken)), !isChosen)
  }

  /// Plans by their months, those of one plan that follow one another together.
  private func stretches(
    _ taken: [(plan: PlanID, month: Month)]
  ) -> [PlanComparison.Stretch] {
    var stretches: [PlanComparison.Stretch] = []
    for (plan, month) in taken.sorted(by: { ($0.month, $0.plan) < ($1.month, $1.plan) }) {
      if let place = stretches.lastIndex(where: { $0.plan == plan }),
        stretches[place].to.advanced(by: 1) >= month
      {
        stretches[place] = .init(plan: plan, from: stretches[place].from, to: month)
      } else {
        stretches.append(.init(plan: plan, from: month, to: month))
      }
    }
    return stretches
  }
}
