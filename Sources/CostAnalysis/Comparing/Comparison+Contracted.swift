public import BillingTypes
public import PricingRules

extension Comparison {
  /// What a candidate comes to at contracted prices.
  public struct ContractedAmount: Sendable {
    /// The amount of all calls; nil when unknown.
    public let amount: Money?
    /// What the bill of all calls can be.
    public let range: AmountRange
  }

  /// The same ranking with what each offer comes to at contracted prices beside it; ranks stay those of list prices.
  ///
  /// - Parameter other: The comparison of the same request at contracted prices.
  /// - Returns: The comparison.
  public func beside(contracted other: Comparison) -> Comparison {
    var comparison = self
    comparison.contracted = Dictionary(
      other.ranked.map { candidate in
        (
          candidate.quote.offer,
          ContractedAmount(amount: candidate.amount, range: candidate.range)
        )
      }, uniquingKeysWith: { first, _ in first })
    return comparison
  }
}
