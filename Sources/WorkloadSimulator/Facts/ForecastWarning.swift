public import BillingTypes
public import PricingRules

/// What a reader of a forecast should know.
public enum ForecastWarning: Hashable, CodedFact {
  /// A credit or meter is taken under the card's default plan; the scenario lists none for it.
  case planAssumed(key: String, plan: PlanID)
  /// Waiting for limits is not simulated: the month has so many calls.
  case queueNotSimulated(feature: String, month: Month, calls: Int, most: Int)
  /// How many sessions are open at once is not simulated: the month has so many.
  case sessionsNotSimulated(feature: String, month: Month, calls: Int, most: Int)
  /// How long requests wait is not known: no limits of the offer were found.
  case limitsUnknown(feature: String, offer: OfferID)

  /// A price that begins during the scenario does not count: nobody knew of it on the day that counts, and the card does
  /// not say since when it is known.
  case priceNotKnownYet(offer: OfferID, meter: String, from: Day)

  /// The sources of an offer's prices were read long before the day whose prices were used.
  case oldSource(offer: OfferID, OldSource)

  /// What to know, for programs.
  public var code: FactCode {
    switch self {
    case .planAssumed: .planAssumed
    case .queueNotSimulated: .queueNotSimulated
    case .sessionsNotSimulated: .sessionsNotSimulated
    case .limitsUnknown: .limitsUnknown
    case .priceNotKnownYet: .priceNotKnownYet
    case .oldSource: .oldSource
    }
  }
}
