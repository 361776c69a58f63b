public import BillingTypes

/// One amount per request or period, whatever the quantity.
///
/// ```yaml
/// - {meter: videos, model: flat, price: 7.00}
/// ```
public struct FlatPrice: PriceModel, Hashable {
  /// The amount.
  public let amount: Rational

  /// Creates a flat price.
  public init(amount: Rational) { self.amount = amount }

  /// The amount, also for a quantity of zero: a condition says when a flat charge applies.
  public func cost(of quantity: Rational) throws(NumberError) -> Rational { amount }
}
