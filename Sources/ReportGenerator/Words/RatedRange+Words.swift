package import BillingTypes
package import CostAnalysis
import PricingRules

extension RatedRange {
  /// The range in words, for people: `0.06 to 2.11 USD`, or `at least 0.06 USD`.
  ///
  /// - Parameter amount: The figure in it that holds if every default and estimate is right.
  /// - Returns: The figure, with the range behind it where that differs.
  package func words(around amount: Money) -> String {
    "\(DisplayRounding.text(amount)) \(amount.currency)\(suffix)"
  }

  /// The range behind a figure in a table; nothing where it is the figure.
  var suffix: String {
    if isSingle { return "" }
    let low = DisplayRounding.text(floor)
    return ceiling.map { " (\(low) to \(DisplayRounding.text($0)))" } ?? " (≥ \(low))"
  }

  /// What programs read beside an amount.
  var json: [(key: String, value: JSONText)] {
    [
      ("floor", .string(floor.decimalText)), ("ceiling", .optional(ceiling?.decimalText)),
      ("reasons", .array(reasons.map { .string($0.rawValue) })),
    ]
  }

  /// What tables read beside an amount.
  package var fields: [CSVText.Field] {
    [
      .money(floor), .optional(ceiling), .text(reasons.map(\.rawValue).joined(separator: " ")),
    ]
  }

  /// The names of ``fields``.
  package static let columns = ["floor", "ceiling", "reasons"]
}
