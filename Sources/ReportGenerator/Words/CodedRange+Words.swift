package import BillingTypes
package import PricingRules

extension CodedRange {
  /// The range in words, for people: `1,200.00 to 1,310.55 USD`, or `at least 1,200.00 USD`.
  package var words: String {
    let low = DisplayRounding.text(floor)
    guard let ceiling else { return "at least \(low) \(floor.currency)" }
    if isSingle { return "\(low) \(floor.currency)" }
    return "\(low) to \(DisplayRounding.text(ceiling)) \(floor.currency)"
  }

  /// A figure with the range behind it where that differs: `0.06 USD (0.06 to 2.11)`.
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

  /// Whether a figure is the least that it can be, and nothing limits it above.
  func isLowerBound(_ amount: Money) -> Bool {
    ceiling == nil && floor.picounits >= amount.picounits
  }
}
