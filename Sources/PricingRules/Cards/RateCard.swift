public import BillingTypes

/// One provider's published prices over time.
public struct RateCard: Sendable {
  /// The provider's id, the first part of its offers' ids.
  public let provider: String
  /// The provider's name for people.
  public let name: String
  /// What the provider is to the models it sells.
  public let relation: ProviderRelation
  /// What every price of the card is in, credits apart.
  public let currency: Currency
  /// What can be called.
  public let offers: [Offer]
  /// What can be subscribed to.
  public let plans: [Plan]
  /// What can be bought in advance and spent.
  public let credits: [Credit]
  /// Looks at changes of many figures of the card at once.
  public let reviewed: [Review]

  /// Creates a card.
  public init(
    provider: String, name: String, relation: ProviderRelation, currency: Currency,
    offers: [Offer], plans: [Plan], credits: [Credit], reviewed: [Review] = []
  ) {
    self.provider = provider
    self.name = name
    self.relation = relation
    self.currency = currency
    self.offers = offers
    self.plans = plans
    self.credits = credits
    self.reviewed = reviewed
  }
}
