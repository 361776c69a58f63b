import PricingRules

extension FactCode {
  /// What opens the ranges of many bills together; nil for a code that opens none.
  var openingWords: String? {
    switch self {
    case .notReported:
      "what a row does not say may have any legal value; --assume-defaults takes the provider's default"
    case .outcomeUnknown: "no source says whether requests that ended so are billed"
    case .sourcesDisagree: "sources disagree"
    case .estimateSpread: "real bills were seen to differ from what is estimated"
    case .beforeEvidence: "rows are older than the first source of their price"
    case .monthSteps: "the price of a row depends on what else the month uses"
    case .priceRisk: "prices may change (--price-risk)"
    case .priceUnknown, .creditWorthUnknown: "a price, or what a credit costs, is not known"
    case .overageNotSold: "more is used than a plan includes, and it sells no more"
    case .overageUnknown: "more is used than a plan includes, and what more costs is not known"
    case .rowsRejected: "rows that could not be priced are in no figure"
    default: nil
    }
  }
}
