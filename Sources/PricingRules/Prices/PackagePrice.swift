public import BillingTypes

/// Units are sold in blocks; a started block is paid in full.
///
/// ```yaml
/// - {meter: video_seconds, model: package, price: 0.50, per: 5}
/// ```
///
/// With that price, 10 seconds cost 1.00 and 10.1 seconds cost 1.50.
public struct PackagePrice: PriceModel, Hashable {
  /// What one block costs.
  public let amount: Rational
  /// How many units a block has.
  public let size: Rational

  /// Creates a price of `amount` for every started `size` units; `size` is positive.
  public init(amount: Rational, size: Rational) {
    precondition(size > .zero, "a package holds a positive quantity, was \(size)")
    self.amount = amount
    self.size = size
  }

  /// Started blocks × amount.
  public func cost(of quantity: Rational) throws(NumberError) -> Rational {
    try Rational((quantity / size).rounded(.up)) * amount
  }
}
