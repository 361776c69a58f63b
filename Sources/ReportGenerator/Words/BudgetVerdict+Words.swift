import CostAnalysis

extension BudgetVerdict {
  /// The verdict in words.
  var words: String {
    switch self {
    case .fits: "fits"
    case .likelyFits: "likely fits"
    case .atRisk: "at risk"
    case .doesNotFit: "does not fit"
    }
  }
}
