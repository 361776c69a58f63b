public import PricingRules

/// Under which offers a log's rows are priced.
public enum RatingTarget: Hashable, Sendable {
  /// Each under the offer it ran on.
  case asLogged
  /// All under one offer, as far as it can do them.
  case offer(OfferID)
  /// Each under every offer of its category that can do it.
  case everyOffer
}
