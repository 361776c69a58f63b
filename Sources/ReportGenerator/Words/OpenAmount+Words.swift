import BillingTypes
package import PricingRules

extension OpenAmount {
  /// What is not known, in a clause: the card's own words where it has some.
  package var words: String {
    switch reason {
    case .quantityUnknown(let meter):
      said ?? "\(meter): the quantity is not known; give it as '\(meter)=…'"
    case .priceUnknown, .sourcesDisagree: said ?? reason.words
    default: reason.words
    }
  }
}

extension RangeReason {
  /// Why a bill is not known to the last digit, in a clause.
  package var words: String {
    switch self {
    case .outcomeUnknown(let meter, let outcome):
      "\(meter): whether a request that ended as '\(outcome.rawValue)' is billed is not known"
    case .notReported(let name): "\(name) was not reported; any legal value is possible"
    case .quantityUnknown(let meter): "the quantity of '\(meter)' is not known"
    case .sourcesDisagree(let meter): "\(meter): sources disagree about the price"
    case .readingsDiffer(let meter, let says): "\(meter): sources disagree: \(says)"
    case .worthDiffers(let meter, let credit):
      "\(meter): sources disagree on how many '\(credit)' the plan includes"
    case .estimateSpread(let meter):
      "\(meter) is an estimate that real bills were seen to differ from"
    case .priceUnknown(let meter): "\(meter): the price is not known"
    case .creditWorthUnknown(let meter, let credit):
      "\(meter): what one '\(credit)' costs is not known"
    case .beforeEvidence(let meter, let day, let first):
      "\(meter): no price is known for \(day)"
        + (first.map { "; the first that is known is of \($0)" } ?? "")
    case .monthSteps(let meter): "\(meter): the price depends on what else the month uses"
    }
  }
}
