import Foundation
public import PricingRules

/// What the text of cards tells of their offers, before any of it is parsed.
extension CatalogueFiles {
  /// The providers whose cards have the word of a category somewhere: no other can have an offer of it.
  public func providers(mentioning category: MediaCategory) -> Set<String> {
    let word = Data(category.rawValue.utf8)
    return Set(cards.filter { $0.bytes.range(of: word) != nil }.map(\.provider))
  }

  /// The providers whose cards have an offer of one of some models.
  public func providers(selling models: Set<String>) -> Set<String> {
    Set(cards.filter { CardText.hasOffer(of: models, in: $0.bytes) }.map(\.provider))
  }

  /// The provider of an API, which the API is named after, perhaps with a suffix; nil where no card is of it.
  public func provider(of api: String) -> String? {
    cards.first { api == $0.provider || api.hasPrefix($0.provider + "-") }?.provider
  }

  /// The models of a provider's offers; nil where a card is written so that one cannot be told.
  public func models(of provider: String) -> Set<String>? {
    cards.first { $0.provider == provider }.flatMap { CardText($0.bytes).models }
  }

  /// The models whose calls name an id that some texts have somewhere.
  ///
  /// - Parameters:
  ///   - texts: What a caller says: a body, an address, a model.
  ///   - provider: Whose offers; nil for all.
  /// - Returns: The models; nil where a card is written so that one cannot be told.
  public func models(calledIn texts: [[UInt8]], of provider: String?) -> Set<String>? {
    var models: Set<String> = []
    for card in cards where provider == nil || card.provider == provider {
      guard let own = CardText(card.bytes).models(calledIn: texts) else { return nil }
      models.formUnion(own)
    }
    return models
  }
}
