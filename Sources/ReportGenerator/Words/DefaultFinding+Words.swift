import BillingTypes
import CostAnalysis
import PricingRules
import WorkloadSimulator

extension DefaultFinding {
  /// What to know, as a sentence.
  var words: String {
    switch self {
    case .differ(let feature, let offer, let values):
      "\(feature): \(values.map(\.name).joined(separator: ", ")) \(values.count == 1 ? "is" : "are") not stated, and "
        + "offers of the category differ: \(offer) takes "
        + values.map { "\($0.name) \($0.value)" }.joined(separator: ", ") + "; others "
        + values.map { "\($0.name) \(Self.some($0.others))" }.joined(separator: ", ")
        + ". State them, or 'defaults:', so that another offer is asked for the same."
    case .notTaken(let feature, let offer, let use):
      switch use.outcome {
      case .refused(let refusal):
        "\(feature): the default \(use.name) \(use.value.text) is not had at \(offer), whose own holds: \(refusal.words)."
      default:
        "\(feature): \(offer) has no setting for the default \(use.name) \(use.value.text)."
      }
    }
  }

  private static func some(_ values: [String]) -> String {
    let shown = values.prefix(4).joined(separator: " or ")
    return values.count > 4 ? "\(shown) or \(values.count - 4) more" : shown
  }
}

extension SilentValue {
  /// The assumption, as a sentence.
  var words: String {
    "\(feature): requests that say no \(name) have \(value), the "
      + (owner == .scenario ? "scenario's default." : "default of \(offer).")
  }

  /// Whose it is, for programs.
  var code: FactCode { owner == .scenario ? .scenarioDefault : .offerDefault }
}

extension [SilentValue] {
  /// The assumptions of a scenario, a sentence for each feature and owner.
  var sentences: [String] {
    map { "\($0.feature) \($0.owner.rawValue)" }.uniqued().map { key in
      let own = filter { "\($0.feature) \($0.owner.rawValue)" == key }
      let owner =
        own[0].owner == .scenario ? "the scenario's defaults" : "the defaults of \(own[0].offer)"
      return "\(own[0].feature): not stated, so \(owner) hold: "
        + own.map { "\($0.name) \($0.value)" }.joined(separator: ", ") + "."
    }
  }
}

extension RequestValue {
  fileprivate var text: String {
    switch self {
    case .text(let text): text
    case .varying(let distribution): distribution.shape.words
    }
  }
}
