public import BillingTypes
public import PricingRules

/// What a body that is about to be sent will cost.
public struct PricedBody: Sendable {
  /// The offer that the body means; nil where none could be found.
  public let offer: OfferID?
  /// The API that it is sent to; nil where that is not known.
  public let api: String?
  /// How sure the price is.
  public let source: Source
  /// The likeliest amount; nil where it is not known.
  public let amount: Money?
  /// The least that the bill can be; nil where nothing is known of it.
  public let floor: Money?
  /// The most; nil where nothing proves one.
  public let ceiling: Money?
  /// What amounts are in; nil without an offer.
  public let currency: Currency?
  /// What a reader should know of the figure.
  public let why: [BodyFact]
  /// Pointers of fields that were not understood.
  public let unread: [BodyPointer]
  /// The day whose prices were used.
  public let asOf: Day
  /// Every value that the price depends on, with who decided it.
  public let values: [Value]
  /// The charges one by one; empty where they were not asked for.
  public let lines: [QuoteLine]
  /// Where the figures, and the words of the body, were read.
  public let evidence: [Evidence]
  /// Offers of the same model that certainly cost less.
  public let cheaper: [CheaperEquivalent]

  /// How sure a price is.
  public enum Source: String, Hashable, Sendable {
    /// The bill will be the amount to the last digit.
    case exact
    /// The bill lies between floor and ceiling, as far as there is one.
    case estimated
    /// Nothing can be said.
    case unknown
  }

  /// Whether the bill certainly stays within an amount of the offer's currency.
  public func isWithin(_ most: Rational) -> Bool {
    guard source != .unknown, let ceiling else { return false }
    return ceiling.units <= most
  }

  /// One value that the price depends on.
  public struct Value: Hashable, Sendable {
    /// A parameter.
    public let name: String
    /// The value that the amount is of.
    public let value: FormulaValue
    /// Who decided it.
    public let origin: BodyOrigin
  }
}

/// Another way to have the same model make the same thing, for certainly less.
public struct CheaperEquivalent: Hashable, Sendable {
  /// The offer: another one, or the same at another service tier.
  public let offer: OfferID
  /// The service tier; nil for the standard one.
  public let serviceTier: String?
  /// The amount.
  public let amount: Money
  /// The most that it can be.
  public let ceiling: Money
}
