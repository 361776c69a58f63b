public import BillingTypes

/// Every unit at the price of the step that the total reaches.
///
/// ```yaml
/// - {meter: output_images, tiers: {mode: volume, over: month, steps: [{up_to: 1000, price: 0.08}, {price: 0.06}]}}
/// ```
///
/// With that price, 1,000 images cost 80.00 and 1,001 cost 60.06: just past a bound, more can cost
/// less.
public struct VolumePrice: PriceModel, Hashable {
  /// The steps; amounts are per unit.
  public let steps: PriceSteps

  /// Creates a volume price.
  public init(steps: PriceSteps) { self.steps = steps }

  /// Quantity × the reached step's amount.
  public func cost(of quantity: Rational) throws(NumberError) -> Rational {
    try quantity * steps.step(reachedBy: quantity).amount
  }
}
