public import BillingTypes

/// One request priced: the amount, how much of it is known, and why.
public struct Quote: Sendable {
  /// The offer's id.
  public let offer: OfferID
  /// The model behind the offer.
  public let model: String
  /// The offer's category.
  public let category: MediaCategory
  /// The day whose prices were used.
  public let asOf: Day
  /// Whether the amount is the bill to the last digit, one figure of a range, or unknown.
  public let completeness: Completeness
  /// Whether everything that is charged has a price, estimates taken at their word: what logs and SQL say of
  /// the same request.
  public let pricing: Completeness
  /// The figure that holds if every default and estimate is right, with what is known; nil when nothing is.
  public let amount: Money?
  /// What the bill can be.
  public let range: AmountRange
  /// What the amount is in.
  public let currency: Currency
  /// The charges that apply, in the card's order.
  public let lines: [QuoteLine]
  /// Every value the price depends on, with where it came from.
  public let request: ResolvedRequest
  /// What is charged and not known.
  public let missing: [OpenAmount]
  /// What a reader should know before using the figure.
  public let warnings: [QuoteWarning]
  /// Where the figures come from; lines point into this list.
  public let evidence: [Evidence]
  /// What the offer's credits were taken to be worth.
  public let creditWorths: [CreditWorth]
  /// How sure the figure is, whether the offer is sold, and what is not included.
  public let doubt: OfferDoubt
}

/// One charge of a quote.
public struct QuoteLine: Sendable {
  /// What was counted.
  public let meter: String
  /// How much; nil when that is not known.
  public let quantity: Rational?
  /// The unit of the quantity.
  public let unit: String
  /// Money for one unit, after service tier and credits; nil when unknown or when nothing was used.
  public let unitPrice: Rational?
  /// The amount the card states, in ``priceUnit``; nil for steps and unknown prices.
  public let price: Rational?
  /// The block that ``price`` is for.
  public let per: Rational
  /// What ``price`` is paid in: a currency's code or a credit's id.
  public let priceUnit: String
  /// The credits the charge takes; nil for a price in money.
  public let credits: Rational?
  /// The amount; nil when unknown.
  public let amount: Money?
  /// What the charge can be.
  public let range: AmountRange
  /// What is not known, when the amount is nil.
  public let missing: OpenAmount?
  /// Offer, meter, service tier and the day the price began.
  public let skuPriceID: String
  /// How the quantity came about, step by step.
  public let steps: [ExplainedStep]
  /// Positions in the quote's evidence.
  public let evidence: [Int]

  /// How much of the charge is known.
  public var completeness: Completeness {
    range.completeness(hasAmount: amount != nil)
  }
}

/// One step of an explanation: a name, its formula, the formula with values, and the result.
public struct ExplainedStep: Hashable, Sendable {
  /// The meter or intermediate value.
  public let name: String
  /// The formula as the card writes it.
  public let formula: String
  /// The formula with every name and table cell replaced by its value.
  public let substituted: String
  /// The result, nil when it is not known.
  public let value: Rational?
  /// Whether the formula is a rough model.
  public let isEstimate: Bool
}
