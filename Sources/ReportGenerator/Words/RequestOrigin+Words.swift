import PricingRules

extension ResolvedRequest.Origin {
  /// Who decided a value.
  var words: String {
    switch self {
    case .given: "given"
    case .byDefault: "default"
    case .estimated: "estimated"
    case .notNeeded: "not needed"
    }
  }
}
