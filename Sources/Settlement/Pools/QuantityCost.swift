package import BillingTypes
package import PricingRules

/// What a month's quantity costs by the steps of one charge.
///
/// It is the one place where settlement asks a price model; a model must say besides what it costs
/// only where its formula changes.
package struct QuantityCost: Hashable, Sendable {
  /// The price with the month's amounts.
  package let price: Price

  /// The cost by a price.
  package init(_ price: Price) { self.price = price }

  /// What a quantity costs, exactly.
  ///
  /// - Throws: ``NumberError/overflow``.
  package func cost(of quantity: Rational) throws(NumberError) -> Rational {
    try price.cost(of: quantity)
  }

  /// How the cost grows with the quantity.
  package enum Shape: Hashable, Sendable {
    /// Along straight lines. They end at these quantities, which ascend and belong to the line that
    /// ends there; the last line has no end.
    case lines(ends: [Rational])
    /// By the same amount for every started block of a size.
    case blocks(size: Rational)
  }

  /// How the cost grows with the quantity.
  package var shape: Shape {
    if let size = price.model.blockSize { return .blocks(size: size) }
    return .lines(ends: price.model.stepEnds)
  }
}
