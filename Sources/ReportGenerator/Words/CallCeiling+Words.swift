package import CostAnalysis

extension CallCeiling.Gap {
  /// Why no ceiling can be proved, in a clause.
  package var words: String {
    switch self {
    case .noOffer: "no such offer"
    case .illegalRequest: "a request of the mix is not legal"
    case .noLargestValue(let name): "'\(name)' has no largest value"
    case .open(let reason): reason.words
    case .priceRisk: "prices may change (--price-risk)"
    }
  }
}
