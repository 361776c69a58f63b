public import BillingTypes

/// Each unit at the price of its own step.
///
/// ```yaml
/// - {meter: output_images, tiers: {mode: graduated, over: month, steps: [{up_to: 1000, price: 0.08}, {price: 0.06}]}}
/// ```
///
/// With that price, 1,000 images cost 80.00 and 1,500 cost 110.00.
public struct GraduatedPrice: PriceModel, Hashable {
  /// The steps; amounts are per unit.
  public let steps: PriceSteps

  /// Creates a graduated price.
  public init(steps: PriceSteps) { self.steps = steps }

  /// The sum over steps of the units inside each times its amount.
  public func cost(of quantity: Rational) throws(NumberError) -> Rational {
    var cost = Rational.zero
    var begin = Rational.zero
    for step in steps.steps where quantity > begin {
      let end = step.upTo.map { min($0, quantity) } ?? quantity
      cost = try cost + (end - begin) * step.amount
      begin = end
    }
    if quantity > begin, let last = steps.steps.last {
      cost = try cost + (quantity - begin) * last.amount
    }
    return cost
  }
}
