public import BillingTypes

/// Every unit costs the same.
///
/// ```yaml
/// - {meter: output_image_tokens, price: 30.00, per: 1000000}
/// ```
public struct PerUnitPrice: PriceModel, Hashable {
  /// What ``per`` units cost.
  public let amount: Rational
  /// The block the amount is for; it is not divided down.
  public let per: Rational

  /// Creates a price of `amount` for every `per` units; `per` is positive.
  public init(amount: Rational, per: Rational) {
    precondition(per > .zero, "a price is for a positive block, was \(per)")
    self.amount = amount
    self.per = per
  }

  /// Quantity × amount ÷ block, exactly.
  public func cost(of quantity: Rational) throws(NumberError) -> Rational {
    try quantity * amount / per
  }
}
