import BillingTypes
import PricingRules
import WorkloadSimulator

extension DefaultUse {
  /// What differs from what the feature asks for by its default.
  var difference: TranslationDifference? {
    switch outcome {
    case .used: nil
    case .raised(let text):
      if case .text(let asked) = value, let to = try? DecimalText.parse(text),
        let from = try? DecimalText.parse(asked)
      {
        .larger(name: name, given: to, asked: from)
      } else {
        nil
      }
    case .noSetting, .refused: .noSetting(names: [name])
    }
  }
}
