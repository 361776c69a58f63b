import WorkloadSimulator

/// A part of a cost that no feature bears, by the name that stands in its key columns.
enum UnbornePart {
  case fee, breakage, payment, building, keeping, other

  /// What a line is that has no feature; nil for one that has.
  init?(_ line: ForecastLine) {
    guard line.feature == nil else { return nil }
    switch line.meter {
    case ForecastLine.planFee: self = .fee
    case ForecastLine.breakage: self = .breakage
    default: self = .other
    }
  }

  /// Its name, in brackets, so that it is no feature's.
  var words: String {
    switch self {
    case .fee: "(unused subscription fee)"
    case .breakage: "(breakage)"
    case .payment: "(paid in advance)"
    case .building: "(building)"
    case .keeping: "(keeping)"
    case .other: "(no feature)"
    }
  }
}
