import BillingTypes
public import PricingRules
public import WorkloadSimulator

extension Needs {
  /// Why an offer does not qualify, or nil when it does.
  public func reasonAgainst(_ offer: Offer) -> String? {
    if !offer.onlyFor.isEmpty, Set(offer.onlyFor).isDisjoint(with: capabilities) {
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
  public func capabilities(in category: Category) -> [String] {
    Set(offers.filter { $0.category == category }.flatMap(\.capabilities)).sorted()
  }
}
