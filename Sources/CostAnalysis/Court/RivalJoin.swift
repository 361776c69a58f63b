import PricingRules

/// Finds the offers that an entry of a list means, by the ids under which providers sell their models.
struct RivalJoin {
  /// Offers that are meant, with the values that come with the names.
  struct Meant {
    let offers: [Offer]
    let settings: [RivalSetting]
  }

  private let catalogue: Catalogue
  private let names: RivalNames
  /// For each provider, the offers of each id in small letters.
  private let offers: [String: [String: [OfferID]]]

  init(_ catalogue: Catalogue, _ names: RivalNames) {
    self.catalogue = catalogue
    self.names = names
    var offers: [String: [String: [OfferID]]] = [:]
    for offer in catalogue.offers {
      let own = offer.id.rawValue.split(separator: "/").dropFirst().dropLast()
      let ids = offer.native.calls.flatMap(\.models) + [own.joined(separator: "/"), offer.model]
      for id in ids.map({ $0.lowercased() }).uniqued() {
        offers[offer.provider, default: [:]][id, default: []].append(offer.id)
      }
    }
    self.offers = offers
  }

  /// The provider of ours that a list means; nil where no card is of it.
  func seller(_ name: String) -> RivalNames.Seller? {
    names.sellers[name] ?? (catalogue.card(name) == nil ? nil : RivalNames.Seller(name))
  }

  /// The offers that an entry means, those of its own product first.
  func meant(by entry: RivalEntry) -> Result<Meant, Missing> {
    guard let seller = seller(entry.provider) else { return .failure(Missing(gap: .provider)) }
    for case .exactly(let id) in entry.models {
      guard let meaning = names.models[entry.provider]?[id] else { continue }
      let offers = meaning.offers.compactMap(catalogue.offer)
      guard !offers.isEmpty else { continue }
      return .success(Meant(offers: offers, settings: seller.settings + meaning.settings))
    }
    let own = offers[seller.provider] ?? [:]
    for model in entry.models {
      let found: [OfferID] =
        switch model {
        case .exactly(let id): own[id.lowercased()] ?? []
        case .beginning(let start):
          own.keys.filter { $0.hasPrefix(start.lowercased()) }.flatMap { own[$0] ?? [] }
        }
      guard !found.isEmpty else { continue }
      let offers = found.uniqued().compactMap(catalogue.offer).sorted {
        (rank($0, entry), $0.id) < (rank($1, entry), $1.id)
      }
      return .success(Meant(offers: offers, settings: seller.settings))
    }
    return .failure(Missing(gap: .model(provider: seller.provider)))
  }

  /// That nothing of ours is meant.
  struct Missing: Error { let gap: CourtGap }

  private func rank(_ offer: Offer, _ entry: RivalEntry) -> Int {
    (entry.product.map { $0 == offer.category } ?? true ? 0 : 2)
      + (offer.id.rawValue.hasSuffix("/generate") ? 0 : 1)
  }
}
