public import BillingTypes
public import PricingRules

/// What a request costs.
public struct PricedRequest: Sendable {
  /// The figure that holds if every default and estimate is right, with what is known; nil when nothing is.
  public let amount: Money?
  /// What the bill can be: floor, ceiling and what opens it; floor and ceiling are equal when all is known.
  public let range: AmountRange
  /// Whether the amount is the bill to the last digit, one figure of a range, or unknown.
  public let completeness: Completeness
  /// The charges one by one; empty unless an explanation was asked for.
  public let lines: [QuoteLine]

  /// An amount that lacks nothing.
  init(_ amount: Money) {
    self.amount = amount
    range = AmountRange(amount)
    completeness = .complete
    lines = []
  }

  init(_ amount: Money, _ range: AmountRange, _ pricing: Completeness) {
    completeness = range.completeness(hasAmount: pricing != .unknown)
    self.amount = completeness == .unknown ? nil : amount
    self.range = range
    lines = []
  }

  init(_ quote: Quote) {
    amount = quote.amount
    range = quote.range
    completeness = quote.completeness
    lines = quote.lines
  }
}
