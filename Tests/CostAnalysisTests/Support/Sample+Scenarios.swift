import BillingTypes
import CostAnalysis
import PricingRules
import TestSupport
import WorkloadSimulator

extension Sample {
  /// A feature whose requests, or whose requests for every accepted asset of another, are known.
  static func feature(
    _ name: String = "pictures", offer: OfferID = "acme/still/generate",
    category: MediaCategory = .imageGeneration, needs: Needs = Needs(),
    candidates: [OfferID]? = nil,
    requests: String = "1000", follows: (name: String, perAccepted: String)? = nil,
    takes: String = "1", failure: String = "0", mix: [RequestClass]? = nil
  ) -> Feature {
    let volume: Volume =
      if let follows {
        .follows(feature: follows.name, perAccepted: fixed(follows.perAccepted))
      } else {
        .requests(fixed(requests))
      }
    return feature(
      name, offer: offer, category: category, needs: needs, candidates: candidates,
      volume: volume, mix: mix ?? [RequestClass(share: .one, values: [])], takes: fixed(takes),
      failure: fixed(failure))
  }

  /// The alternatives of a scenario with the prices of ``day``.
  static func alternatives(
    _ scenario: Scenario, _ catalogue: Catalogue
  ) throws -> [FeatureAlternatives] {
    try AlternativesAnalysis(catalogue: catalogue, asOf: day).alternatives(of: scenario)
  }
}
