public import PricingRules
import WorkloadSimulator

/// What cards tell of their offers, before any of them is decoded.
extension CatalogueFiles {
  /// What a card tells; nil of one that is no legal text.
  private func offers(of card: CatalogueFile) -> OfferIndex? {
    (try? card.tree()).map { OfferIndex($0) }
  }

  /// The providers whose cards have an offer of a category, or cannot be told to have none.
  public func providers(in category: MediaCategory) -> Set<String> {
    let are = Parallel.map(cards.count) { offers(of: cards[$0])?.has(category) ?? true }
    return Set(zip(cards, are).filter(\.1).map(\.0.stem))
  }

  /// The providers whose cards have an offer of one of some models, or cannot be told to have none.
  public func providers(selling models: Set<String>) -> Set<String> {
    // Only cards whose models nobody asked for before are read.
    let sold = Parallel.map(cards.count) { cards[$0].models() }
    return Set(
      zip(cards, sold).filter { !($0.1?.isDisjoint(with: models) ?? false) }.map(\.0.stem))
  }

  /// The provider of an API, which the API is named after, perhaps with a suffix; nil where no card is of it.
  public func provider(of api: String) -> String? {
    cards.first { api == $0.stem || api.hasPrefix($0.stem + "-") }?.stem
  }

  /// The models of a provider's offers; nil where one cannot be told.
  public func models(of provider: String) -> Set<String>? {
    cards.first { $0.stem == provider }.flatMap { $0.models() }
  }

  /// The models whose calls name an id that some texts have somewhere.
  ///
  /// - Parameters:
  ///   - texts: What a caller says: a body, an address, a model.
  ///   - provider: Whose offers; nil for all.
  /// - Returns: The models; nil where one cannot be told.
  public func models(calledIn texts: [[UInt8]], of provider: String?) -> Set<String>? {
    var models: Set<String> = []
    for card in cards where provider == nil || card.stem == provider {
      guard let own = offers(of: card)?.models(calledIn: texts) else { return nil }
      models.formUnion(own)
    }
    return models
  }
}
