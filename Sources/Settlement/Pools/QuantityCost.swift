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

  /// The least and the most that quantities between two cost.
  ///
  /// More may cost less: where all units have the price of the step that the month reaches, a new step begins below
  /// where the last one ended. A step begins at the end of the last, whether or not quantities are whole.
  ///
  /// - Parameter quantities: What is used, at the least and at the most.
  /// - Throws: ``NumberError/overflow``.
  /// - Returns: The least and the most.
  package func bounds(
    of quantities: ClosedRange<Rational>
  ) throws(NumberError) -> ClosedRange<Rational> {
    var costs = [try cost(of: quantities.lowerBound), try cost(of: quantities.upperBound)]
    if case .lines(let ends) = shape {
      let inside = ends.filter { $0 >= quantities.lowerBound && $0 < quantities.upperBound }
      for (place, end) in inside.enumerated() {
        let next = place + 1 < inside.count ? inside[place + 1] : quantities.upperBound
        // Along a line, its beginning is as far before the middle as the end is behind it.
        let middle = try (end + next) / Rational(2)
        costs += [
          try cost(of: end), try cost(of: middle) * Rational(2) - cost(of: next),
        ]
      }
    }
    return (costs.min() ?? .zero)...(costs.max() ?? .zero)
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
