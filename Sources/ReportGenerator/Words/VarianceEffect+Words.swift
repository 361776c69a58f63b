import CostAnalysis

extension VarianceEffect {
  /// The effect as the heading of a column.
  var title: String {
    switch self {
    case .volume: "volume"
    case .mix: "mix"
    case .newOffers: "new offers"
    case .units: "units"
    case .outcome: "outcome"
    case .price: "price"
    case .plan: "plan"
    }
  }

  /// What it is, in a line.
  var words: String {
    switch self {
    case .volume: "more or fewer results, at the average cost before"
    case .mix: "results that moved between classes of requests, at their costs before"
    case .newOffers: "offers, classes and features that are new, over the average before"
    case .units: "what a billed call uses"
    case .outcome: "billed calls for a result that is kept"
    case .price: "what a unit costs, in money or credits"
    case .plan: "what a credit or an included unit comes to, fees that nothing uses, what expires"
    }
  }
}

extension RunDifference.Side {
  /// What it is called, such as `run 3`.
  var name: String { run.map { "run \($0)" } ?? file }
}

extension ChangedValue {
  /// What it was or is, in words.
  static func words(_ text: String?) -> String { text ?? "not said" }
}
