import BillingTypes
import CostAnalysis
import PricingRules
import WorkloadSimulator

extension Sample {
  static func fixed(_ text: String) -> Distribution { .fixed(number(text)) }

  static func feature(
    _ name: String = "pictures", offer: String = "acme/still/generate",
    category: MediaCategory = .imageGeneration, needs: Needs = Needs(), candidates: [String]? = nil,
    requests: String = "1000", follows: (name: String, perAccepted: String)? = nil,
    takes: String = "1", failure: String = "0", mix: [RequestClass]? = nil
  ) -> Feature {
    let volume: Volume
    if let follows {
      volume = .follows(feature: follows.name, perAccepted: fixed(follows.perAccepted))
    } else {
      volume = .requests(fixed(requests))
    }
    return Feature(
      name: name, category: category, needs: needs, offer: offer, candidates: candidates,
      volume: volume, growth: fixed("0"), seasonality: [:],
      mix: mix ?? [RequestClass(share: .one, values: [])], takesPerAccepted: fixed(takes),
      failureRate: fixed(failure), moderationRate: fixed("0"), line: 7)
  }

  /// A class of requests that say the same every time.
  static func requests(share: String = "1", _ values: [String: String]) -> RequestClass {
    RequestClass(
      share: number(share),
      values: values.sorted { $0.key < $1.key }.map { (name: $0.key, value: .text($0.value)) })
  }

  static func scenario(
    _ features: [Feature], months: Int = 1, plans: [String] = []
  ) -> Scenario {
    Scenario(
      name: "small", story: "", currency: .usd, start: day("2026-07-01").month,
      monthCount: months, asOf: nil, features: features, shared: [], plans: plans,
      overhead: Overhead(), budget: Budget())
  }

  /// The alternatives of a scenario with the prices of ``day``.
  static func alternatives(
    _ scenario: Scenario, _ catalogue: Catalogue
  ) throws -> [FeatureAlternatives] {
    try AlternativesAnalysis(catalogue: catalogue, asOf: day).alternatives(of: scenario)
  }
}
