import BillingTypes
import PricingRules
package import WorkloadSimulator

extension ForecastRange {
  /// The range in words, for people: `1,200.00 to 1,310.55 USD`, or `at least 1,200.00 USD`.
  package var words: String {
    guard let ceiling else { return "at least \(DisplayRounding.text(floor)) \(floor.currency)" }
    if isSingle { return "\(DisplayRounding.text(floor)) \(floor.currency)" }
    return "\(DisplayRounding.text(floor)) to \(DisplayRounding.text(ceiling)) \(floor.currency)"
  }

  /// What programs read beside a mean; only means have ends, quantiles follow none yet.
  var json: [(key: String, value: JSONText)] {
    [
      ("floor", .object([("mean", .string(floor.decimalText))])),
      ("ceiling", ceiling.map { .object([("mean", .string($0.decimalText))]) } ?? .null),
      ("reasons", .array(reasons.map { .string($0.rawValue) })),
    ]
  }
}

extension Forecast {
  /// What the whole can be.
  ///
  /// Always there: a forecast is refused when it is made if its amounts, those of its ends among them, do not
  /// fit together. Whoever reads it still says that nothing proves an end rather than leave a part out.
  var wholeRange: ForecastRange? { try? range() }

  /// The range of the whole for programs.
  var rangeJSON: [(key: String, value: JSONText)] {
    wholeRange?.json ?? [("floor", .null), ("ceiling", .null), ("reasons", .array([]))]
  }
}
