public import PricingRules

/// Which offers of some cards a reader has a use for.
public enum OfferChoice: Hashable, Sendable {
  /// Every one.
  case all
  /// The one with this id.
  case one(OfferID)
  /// Those of some models.
  case models(Set<String>)
  /// Those of one category.
  case category(MediaCategory)
}
