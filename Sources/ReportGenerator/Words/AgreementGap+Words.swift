import PricingRules

extension AgreementGap {
  /// Why something that was agreed counts for nothing, in words.
  var words: String {
    switch self {
    case .endsBefore(let day): "it ends on \(day), before the scenario starts"
    case .beginsAfter(let day): "it begins on \(day), after the scenario ends"
    case .creditsEndBefore(let day): "its credits end on \(day), before the scenario starts"
    case .nobodyUses: "nothing of what it is for is used"
    case .missesFirstDays: "it holds on the first day of no month of the scenario"
    }
  }
}
