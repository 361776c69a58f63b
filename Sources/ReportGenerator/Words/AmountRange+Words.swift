package import BillingTypes
package import PricingRules

extension AmountRange {
  /// The range in words: `0 to 0.21102 USD`, or `at least 0.5 USD` where there is no ceiling.
  package var words: String {
    guard let ceiling else { return "at least \(floor)" }
    return floor == ceiling ? "\(floor)" : "\(floor.decimalText) to \(ceiling)"
  }

  /// The range with the one figure in it that holds if every default and estimate is right.
  package func words(around amount: Money) -> String {
    if isSingle { return "\(amount)" }
    guard ceiling != nil, amount != floor, amount != ceiling else { return words }
    return "\(amount) (\(words))"
  }
}
