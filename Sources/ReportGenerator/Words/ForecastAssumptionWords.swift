import BillingTypes
import PricingRules
import WorkloadSimulator

extension ForecastAssumption {
  /// What is assumed, in words.
  var words: String {
    switch self {
    case .calibrated(let found):
      "\(found.offer): the estimate of \(found.meter) is multiplied by \(DecimalText.print(found.ratio)) "
        + "(\(DecimalText.print(found.low)) to \(DecimalText.print(found.high))), as measured \(found.count) "
        + "\(found.count == 1 ? "time" : "times")"
        + (found.tier.entries.isEmpty
          ? "."
          : " with \(found.tier.entries.map { "\($0.name)=\($0.text)" }.joined(separator: ", ")).")
    case .monthsVary(let variation):
      "Months lie around what is expected of them by \(DisplayRounding.percent(variation.deviation, places: 0)), "
        + "\(DisplayRounding.percent(variation.persistence, places: 0)) of it carried on to the next: assumed, as the "
        + "scenario has no 'monthly_variation'."
    case .defaultPlan(let key, let plan):
      "\(key) is taken under \(plan), the card's default: assumed, as the scenario lists no plan for it."
    case .rough(let names, let deviation):
      "\(names.joined(separator: ", ")): 'about' is taken as up to \(DisplayRounding.percent(deviation, places: 0)) off "
        + "in two of three cases, which is assumed."
    }
  }
}

extension LeftOut {
  /// What is left out, in words.
  var words: String {
    switch self {
    case .certain(let names):
      "doubt about \(names.joined(separator: ", ")): plain numbers are taken as certain"
    case .monthlyVariation:
      "months that differ from what was planned for them ('monthly_variation' is none)"
    case .prices: "prices that change beyond what is announced (--price-risk draws them)"
    case .correlations: "inputs that are high or low together ('correlations' names none)"
    case .unknown: "what is not known of prices and outcomes, which is in floors and ceilings"
    }
  }
}
