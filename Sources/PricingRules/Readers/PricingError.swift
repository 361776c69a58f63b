public import BillingTypes

/// Why a legal request could not be priced; a checked card does not get here.
public enum PricingError: Error, Hashable, Sendable, CustomStringConvertible {
  /// The arithmetic failed.
  case number(NumberError)
  /// A table has no cell for the request.
  case missingCell(table: String)
  /// A formula gave a negative quantity.
  case negativeQuantity(meter: String, Rational)
  /// A formula or a table gave a negative price.
  case negativePrice(meter: String)
  /// The rules cannot be put into whole numbers of 128 bits; a clause says which.
  case unprovable(String)

  /// A sentence about the rule that failed.
  public var description: String {
    switch self {
    case .number(let error): error.description
    case .missingCell(let table): "table '\(table)' has no cell for this request"
    case .negativeQuantity(let meter, let quantity):
      "the quantity of '\(meter)' came out negative (\(quantity))"
    case .negativePrice(let meter): "the price of '\(meter)' came out negative"
    case .unprovable(let reason): reason
    }
  }
}
