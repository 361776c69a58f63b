public import BillingTypes

/// Something a reader should know before using a figure.
public enum QuoteWarning: Hashable, Sendable {
  /// Credits were turned into money in one of several ways.
  case creditTaken(CreditWorth)
  /// A quantity is a rough model; real bills were seen to differ by the factors, where any are known.
  case estimate(String, Confidence?, spread: EstimateSpread?)
  /// A metered value that no legal request comes to, and what legal requests come to.
  case meteredOutsideLegal(String, Rational, legal: ClosedRange<Rational>)
  /// The price depends on the month's total, and the request was taken as the month's first.
  case monthSteps(meter: String)
  /// The service tier may take up to so long, in the card's words.
  case slowTier(String, latency: String)
  /// No source of the price is better than low confidence.
  case lowConfidence
  /// The sources were read long before the day asked for.
  case oldSource(OldSource)
  /// What is needed beside the offer is paid elsewhere.
  case notIncluded([String])
  /// Sources disagree on whether the offer is sold at all.
  case lifeDisputed
  /// It is sold before it is finished.
  case preview
  /// It is sold until a day that is known.
  case retiring(until: Day, successor: OfferID?)
  /// The card's own words.
  case caution(String)
}

extension QuoteWarning: CodedFact {
  /// What it warns of, for programs.
  public var code: FactCode {
    switch self {
    case .creditTaken: .creditWorthAssumed
    case .estimate: .roughEstimate
    case .meteredOutsideLegal: .meteredOutsideLegal
    case .monthSteps: .monthSteps
    case .slowTier: .slowTier
    case .lowConfidence: .lowConfidence
    case .oldSource: .oldSource
    case .notIncluded: .notIncluded
    case .lifeDisputed: .lifeDisputed
    case .preview: .preview
    case .retiring: .retiring
    case .caution: .caution
    }
  }
}
