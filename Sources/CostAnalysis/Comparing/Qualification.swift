import BillingTypes
public import PricingRules
public import WorkloadSimulator

extension Needs {
  /// Why an offer does not qualify, or nil when it does.
  ///
  /// - Parameters:
  ///   - offer: The offer.
  ///   - isPlanned: Whether the offer was chosen by name, which asks for what it is only for.
  /// - Returns: The reason in words that follow the offer's name.
  public func reasonAgainst(_ offer: Offer, isPlanned: Bool = false) -> String? {
    if !isPlanned, !offer.onlyFor.isEmpty, Set(offer.onlyFor).isDisjoint(with: capabilities) {
      return "is only for \(offer.onlyFor.joined(separator: " or ")), which is not asked for"
    }
    for capability in capabilities where !offer.capabilities.contains(capability) {
      return "does not list '\(capability)'"
    }
    if let integration, offer.integration != integration {
      return "is called by \(offer.integration.rawValue), not by \(integration.rawValue)"
    }
    if let limit = maximumLatencySeconds {
      guard let p95 = offer.latency?.p95 else {
        return "its latency is not known, and at most \(limit) s is required"
      }
      if p95 > limit { return "takes \(p95) s at p95, and at most \(limit) s is required" }
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
      func refuse(_ message: String) -> ForecastError {
        ForecastError(feature: feature.name, line: feature.line, message: message)
      }
      let listed = catalogue.capabilities(in: feature.category)
      for word in feature.needs.capabilities where !listed.contains(word) {
        throw refuse(
          "no offer in \(feature.category.rawValue) lists '\(word)'"
            + suggestion(for: word, among: listed))
      }
      for id in feature.candidates ?? [] {
        guard let offer = catalogue.offer(id) else {
          throw refuse(
            "\(RequestError.unknownOffer(id, nearest: catalogue.nearestOffers(to: id)))")
        }
        guard offer.category == feature.category else {
          throw refuse(
            "\(RequestError.wrongCategory(offer: id, found: offer.category, asked: feature.category))"
          )
        }
      }
      if let offer = catalogue.offer(feature.offer), offer.category == feature.category,
        let reason = feature.needs.reasonAgainst(offer, isPlanned: true)
      {
        throw refuse("the planned offer \(offer.id) \(reason)")
      }
    }
  }
}
