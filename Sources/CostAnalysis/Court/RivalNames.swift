public import PricingRules

/// Whom a list means, where it has other names than the cards.
public struct RivalNames: Sendable {
  /// A provider of ours, with what all of its requests in the list have in common.
  public struct Seller: Hashable, Sendable {
    /// Our provider.
    public let provider: String
    /// Values of parameters.
    public let settings: [RivalSetting]

    /// Creates a seller.
    public init(_ provider: String, settings: [RivalSetting] = []) {
      self.provider = provider
      self.settings = settings
    }
  }

  /// Offers of ours, with what requests the list means.
  public struct Meaning: Hashable, Sendable {
    /// Our offers, the likeliest first.
    public let offers: [OfferID]
    /// Values of parameters.
    public let settings: [RivalSetting]

    /// Creates a meaning.
    public init(_ offers: [OfferID], settings: [RivalSetting] = []) {
      self.offers = offers
      self.settings = settings
    }
  }

  /// Our provider by the list's name; a name that is not here is ours where a card has it.
  public let sellers: [String: Seller]
  /// Our offer by the list's provider and its id of the model.
  public let models: [String: [String: Meaning]]

  /// Creates names.
  public init(
    sellers: [String: Seller] = [:], models: [String: [String: Meaning]] = [:]
  ) {
    self.sellers = sellers
    self.models = models
  }

  /// What is named and is not in a catalogue: providers and offers, sorted.
  public func missing(in catalogue: Catalogue) -> [String] {
    let providers = sellers.values.map(\.provider).filter { catalogue.card($0) == nil }
    let offers = models.values.flatMap(\.values).flatMap(\.offers)
      .filter { catalogue.offer($0) == nil }
    return Set(providers + offers.map(\.rawValue)).sorted()
  }
}
