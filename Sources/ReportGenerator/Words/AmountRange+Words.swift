import BillingTypes
package import PricingRules

extension AmountRange {
  /// The range in words: `0 to 0.21102 USD`, or `at least 0.5 USD` where there is no ceiling.
  package var words: String {
    guard let ceiling else { return "at least \(floor)" }
    return floor == ceiling ? "\(floor)" : "\(floor.decimalText) to \(ceiling)"
  }

  /// What programs read beside an amount.
  var json: [(key: String, value: JSONText)] {
    [
      ("floor", .string(floor.decimalText)), ("ceiling", .optional(ceiling?.decimalText)),
      ("reasons", .array(reasons.map(\.code.rawValue).uniqued().map { .string($0) })),
    ]
  }
}
