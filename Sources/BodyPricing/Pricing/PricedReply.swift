public import BillingTypes
public import PricingRules

/// What a request cost by its reply, beside what its body was estimated to cost.
public struct PricedReply: Sendable {
  /// What the body was estimated to cost before.
  public let estimate: PricedBody
  /// What the reply says was used, by meter or parameter, in the order of the names.
  public let used: [Usage]
  /// What that costs.
  public let price: PricedBody
  /// The amount less the estimate; nil where one of them is not known.
  public let difference: Money?
  /// The amount over the estimate; nil where one of them is not known, or the estimate is nothing.
  public let ratio: Rational?
  /// Charge by charge, where the bill differs from the estimate.
  public let causes: [Cause]

  /// Something that the reply says.
  public struct Usage: Hashable, Sendable {
    /// A meter or a parameter.
    public let name: String
    /// The value.
    public let value: FormulaValue
    /// Where the reply says it.
    public let pointer: BodyPointer
  }

  /// One charge that came to something else than was estimated.
  public struct Cause: Hashable, Sendable {
    /// The meter.
    public let meter: String
    /// How much was estimated; nil where that was not known.
    public let estimated: Rational?
    /// How much was used; nil where that is not known.
    public let used: Rational?
    /// What that makes of the bill; nil where one of them is not known.
    public let difference: Money?
  }
}
