import CostAnalysis
import PricingRules
import WorkloadSimulator

extension PlanComparison.Choice {
  /// The plans, or that there is none.
  var words: String {
    switch self {
    case .plan(let plan): plan.rawValue
    case .several(let stretches):
      stretches.map { own in
        own.from == own.to
          ? "\(own.plan) in \(own.from)" : "\(own.plan) from \(own.from) to \(own.to)"
      }.joined(separator: ", then ")
    case .none: "no plan"
    }
  }
}

extension PlanComparison.Gap {
  /// Why there is no figure.
  var words: String {
    switch self {
    case .settlement(let gap): gap.words
    case .refused(let problem): problem.words
    case .unpriced: "something that is used has no known price so"
    }
  }
}
