public import BillingTypes

/// An amount a source works out, which the card must reproduce exactly.
public struct WorkedExample: Sendable {
  /// The request.
  public let request: Request
  /// The meters whose lines add up to the amount; nil for the whole quote.
  public let parts: [String]?
  /// The exact amount.
  public let amount: Rational
  /// The amount as the source prints it, rounded half up.
  public let printed: String?
  /// Quantities that must come out too.
  public let quantities: [(meter: String, quantity: Rational)]
  /// The day to price on; nil for the day of the check.
  public let asOf: Day?
  /// The plan to price under; nil for the default.
  public let plan: PlanID?
  /// Where the example is worked out, when not in the offer's evidence.
  public let source: String?

  /// Creates an example.
  public init(
    request: Request, parts: [String]?, amount: Rational, printed: String?,
    quantities: [(meter: String, quantity: Rational)], asOf: Day?, plan: PlanID?, source: String?
  ) {
    self.request = request
    self.parts = parts
    self.amount = amount
    self.printed = printed
    self.quantities = quantities
    self.asOf = asOf
    self.plan = plan
    self.source = source
  }
}
