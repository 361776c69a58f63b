package import BillingTypes
package import PricingRules
package import WorkloadSimulator

extension Sample {
  /// A feature that is known in every number where nothing else is said.
  package static func feature(
    _ name: String = "pictures", offer: OfferID = "acme/still/generate",
    category: MediaCategory = .imageGeneration, needs: Needs = Needs(),
    candidates: [OfferID]? = nil, volume: Volume, growth: Distribution = fixed("0"),
    seasonality: [Int: Rational] = [:],
    mix: [RequestClass] = [RequestClass(share: .one, values: [])],
    takes: Distribution = fixed("1"), failure: Distribution = fixed("0"),
    moderation: Distribution = fixed("0"), path: VolumePath = VolumePath(),
    calls: CallPattern = CallPattern(), arrivals: ArrivalProfile? = nil, patience: Patience? = nil
  ) -> Feature {
    Feature(
      name: name, category: category, needs: needs, offer: offer, candidates: candidates,
      volume: volume, growth: growth, seasonality: seasonality.mapValues { .fixed($0) }, mix: mix,
      takesPerAccepted: takes,
      failureRate: failure, moderationRate: moderation, path: path, calls: calls,
      arrivals: arrivals, patience: patience)
  }

  /// A scenario of one month where nothing else is said.
  package static func scenario(
    _ features: [Feature], start: String = "2027-01", months: Int = 1,
    shared: [Distribution] = [], plans: [PlanID] = [], subscriptions: [Subscription] = [],
    purchases: [PackPurchase] = []
  ) -> Scenario {
    Scenario(
      name: "small", story: "", currency: .usd, start: day(start + "-01").month,
      monthCount: months, asOf: nil, features: features,
      shared: shared.enumerated().map {
        SharedFactor(name: "factor \($0.offset)", distribution: $0.element)
      }, subscriptions: plans.map { Subscription($0) } + subscriptions, overhead: Overhead(),
      budget: Budget(), purchases: purchases)
  }

  /// So many requests a month.
  package static func requests(_ text: String) -> Volume { .requests(fixed(text)) }

  /// A class of requests that say the same every time.
  package static func requests(share: String = "1", _ values: [String: String]) -> RequestClass {
    RequestClass(
      share: number(share),
      values: values.sorted { $0.key < $1.key }.map { (name: $0.key, value: .text($0.value)) })
  }

  /// The forecast of a scenario with the prices of a day before it starts.
  package static func forecast(
    _ scenario: Scenario, _ catalogue: Catalogue, asOf: String = "2026-12-01",
    knownAt: String? = nil
  ) throws -> Forecast {
    try Forecaster(catalogue: catalogue, asOf: day(asOf), knownAt: knownAt.map(day))
      .expected(scenario)
  }
}

extension Forecast {
  /// The known cost of every month as exact decimal text.
  package var monthlyCosts: [String] {
    scenario.months.map { month in cost { $0.month == month }.0.decimalText }
  }
}
