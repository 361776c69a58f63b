import BillingTypes
public import PricingRules
public import WorkloadSimulator

extension Needs {
  /// Why an offer does not qualify, or nil when it does.
  ///
  /// - Parameters:
  ///   - offer: The offer.
  ///   - isPlanned: Whether the offer was chosen by name, which asks for what it is only for.
  /// - Returns: The first reason against it.
  public func reasonAgainst(_ offer: Offer, isPlanned: Bool = false) -> NeedMismatch? {
    if !isPlanned, !offer.onlyFor.isEmpty, Set(offer.onlyFor).isDisjoint(with: capabilities) {
      return .onlyFor(offer.onlyFor)
    }
    for capability in capabilities where !offer.capabilities.contains(capability) {
      return .capability(capability)
    }
    if let integration, offer.integration != integration {
      return .integration(found: offer.integration, needed: integration)
    }
    if let limit = maximumLatencySeconds {
      guard let p95 = offer.latency?.p95 else { return .latencyUnknown(limit: limit) }
      if p95 > limit { return .latency(p95: p95, limit: limit) }
    }
    return nil
  }
}

extension Catalogue {
  /// Every capability that an offer of the category lists, sorted.
  public func capabilities(in category: MediaCategory) -> [String] {
    Set(offers.filter { $0.category == category }.flatMap(\.capabilities)).sorted()
  }
}

extension Scenario {
  /// Holds what the features require against the catalogue: words that some offer lists, candidates
  /// that exist, and a planned offer that can do what is needed.
  ///
  /// - Throws: ``ForecastError`` for the first feature that requires what cannot be.
  public func checkNeeds(in catalogue: Catalogue) throws {
    for feature in features {
      let listed = catalogue.capabilities(in: feature.category)
      for word in feature.needs.capabilities where !listed.contains(word) {
        throw ForecastError(
          feature, .capabilityUnlisted(word, category: feature.category, listed: listed))
      }
      for id in feature.candidates ?? [] {
        guard let offer = catalogue.offer(id) else {
          throw ForecastError(
            feature, .request(.unknownOffer(id, nearest: catalogue.nearestOffers(to: id))))
        }
        guard offer.category == feature.category else {
          throw ForecastError(
            feature,
            .request(.wrongCategory(offer: id, found: offer.category, asked: feature.category)))
        }
      }
      if let offer = catalogue.offer(feature.offer), offer.category == feature.category,
        let reason = feature.needs.reasonAgainst(offer, isPlanned: true)
      {
        throw ForecastError(feature, .plannedOfferUnfit(offer: offer.id, reason))
      }
    }
  }
}
