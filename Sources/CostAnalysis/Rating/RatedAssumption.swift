public import PricingRules

/// Where the values of one parameter of one offer came from, over the rows of a log.
public struct RatedAssumption: Hashable, Sendable {
  /// The offer.
  public let offer: OfferID
  /// A parameter that may move its price.
  public let parameter: String
  /// Rows that gave it.
  public let given: Int
  /// Rows that did not, and whose amount takes the default.
  public let defaulted: Int
  /// Rows that did not need it, since everything that it moves is metered.
  public let metered: Int

  /// Creates an assumption.
  package init(offer: OfferID, parameter: String, given: Int, defaulted: Int, metered: Int) {
    self.offer = offer
    self.parameter = parameter
    self.given = given
    self.defaulted = defaulted
    self.metered = metered
  }
}
