import ArgumentParser
import BillingTypes
import BodyPricing

/// The most that a bill may be, as the command line gives it: `0.50`, or `0.50 USD`.
struct AmountLimit {
  /// How much.
  let amount: Rational
  /// The currency that was named; nil for that of each offer.
  let currency: Currency?

  /// The amount of `--max`; nil where it is not given.
  ///
  /// - Throws: a usage error for what is no amount.
  init?(_ text: String?) throws {
    guard let text else { return nil }
    guard let limit = WrittenNumber.amount(text) else {
      throw ValidationError("--max: '\(text)' is not an amount; write one such as 0.50")
    }
    (amount, currency) = limit
  }

  /// Why a price cannot be held to the amount; nil where it can.
  func clash(with price: PricedBody) -> String? {
    guard let currency, let own = price.currency, own != currency else { return nil }
    return
      "'\(DecimalText.print(amount)) \(currency)' is in \(currency), and the bill is in \(own); write the amount in \(own)"
  }

  /// Whether a bill certainly stays within the amount.
  func holds(_ price: PricedBody) -> Bool {
    clash(with: price) == nil && price.isWithin(amount)
  }
}
