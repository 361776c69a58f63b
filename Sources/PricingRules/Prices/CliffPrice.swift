public import BillingTypes

/// One amount for whichever step the total reaches, whatever the quantity inside it.
///
/// ```yaml
/// - {meter: video_seconds, tiers: {mode: cliff, over: request, steps: [{up_to: 5, price: 0.30}, {up_to: 10, price: 0.90}]}}
/// ```
///
/// With that price, 5 seconds cost 0.30 and 5.1 seconds cost 0.90; nothing costs nothing.
public struct CliffPrice: PriceModel, Hashable {
  /// The steps; amounts are for the whole step.
  public let steps: PriceSteps

  /// Creates a cliff price.
  public init(steps: PriceSteps) { self.steps = steps }

  /// The reached step's amount; zero for a quantity of zero.
  public func cost(of quantity: Rational) throws(NumberError) -> Rational {
    quantity == .zero ? .zero : steps.step(reachedBy: quantity).amount
  }
}
