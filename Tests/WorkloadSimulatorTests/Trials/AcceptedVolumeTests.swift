import BillingTypes
import PricingRules
import TestSupport
import Testing

@testable import WorkloadSimulator

/// Volumes that count what is kept, and features that follow requests.
@Suite("Volumes of kept assets")
struct AcceptedVolumeTests {
  private static let catalogue = Sample.catalogue([
    Sample.imageOffer(
      price: "0.5", outcomes: [.failed: .notBilled, .moderatedOutput: .billed])
  ])

  private static func pictures(
    takes: Distribution, failure: Distribution = .fixed(.zero),
    moderation: Distribution = .fixed(.zero)
  ) -> Feature {
    Sample.feature(
      "pictures", volume: .accepted(Sample.fixed("1000")), takes: takes, failure: failure,
      moderation: moderation)
  }

  private static func forecast(_ features: [Feature], trials: Int) throws -> Forecast {
    try Forecaster(catalogue: catalogue, asOf: Sample.day("2026-12-01"))
      .forecast(Sample.scenario(features, months: 1), TrialOptions(trials: trials, seed: 3))
  }

  @Test(
    "As many are kept as are asked for, whatever that takes", arguments: [0, 4000],
    [
      // 1,000 kept of 0.50 USD a billed call.
      (takes: Sample.fixed("1"), failure: "0", moderation: "0", cost: 500.0),
      (takes: Sample.fixed("3"), failure: "0", moderation: "0", cost: 1500.0),
      (takes: Sample.uniform("1", "5"), failure: "0", moderation: "0", cost: 1500.0),
      // Of 1,250 requests a quarter fail and are free; those withheld are billed.
      (takes: Sample.fixed("1"), failure: "0.2", moderation: "0", cost: 500.0),
      (takes: Sample.fixed("1"), failure: "0", moderation: "0.2", cost: 625.0),
    ])
  func kept(
    trials: Int, row: (takes: Distribution, failure: String, moderation: String, cost: Double)
  ) throws {
    let forecast = try Self.forecast(
      [
        Self.pictures(
          takes: row.takes, failure: Sample.fixed(row.failure),
          moderation: Sample.fixed(row.moderation))
      ], trials: trials)
    let summary = try #require(forecast.summaries.first)
    #expect(abs(summary.cost.units.approximation - row.cost) < 1e-6 * row.cost)
    #expect(abs(summary.accepted.approximation - 1000) < 0.01)
  }

  @Test("For the same kept assets, more takes never cost less", arguments: 1...8)
  func moreTakes(seed: UInt64) throws {
    var random = SplitMix64(seed: seed)
    func share() -> Distribution { Sample.fixed("0.\(random.below(4))\(random.below(10))") }
    let (failure, moderation) = (share(), share())
    let perAccepted = Sample.fixed("0.\(1 + random.below(9))")
    var last = 0.0
    for takes in ["1", "1.5", "2", "4"] {
      let follower = Sample.feature(
        "edits", volume: .follows(feature: "pictures", perAccepted: perAccepted))
      let features = [
        Self.pictures(takes: Sample.fixed(takes), failure: failure, moderation: moderation),
        follower,
      ]
      let cost = try Self.forecast(features, trials: 0).whole.amount?.units.approximation ?? 0
      #expect(cost >= last, "\(takes) takes")
      last = cost
    }
  }

  @Test("What follows requests does not ask what is kept", arguments: [0, 4000])
  func followsRequests(trials: Int) throws {
    let pictures = Self.pictures(takes: Sample.fixed("2"), failure: Sample.fixed("0.2"))
    let checks = Sample.feature(
      "checks", volume: .followsRequests(feature: "pictures", perRequest: Sample.fixed("3")))
    let forecast = try Self.forecast([pictures, checks], trials: trials)
    let alone = try Self.forecast([pictures], trials: trials)
    // 1,000 kept take 2,500 requests; three checks each.
    let cost = try #require(forecast.summaries.last).cost.units.approximation
    #expect(abs(cost - 7500 * 0.5) < 0.5)
    #expect(
      abs(
        try #require(forecast.summaries.first).cost.units.approximation
          - #require(alone.summaries.first).cost.units.approximation) < 1e-6)
    guard let spread = forecast.trials?.features[1].months[0] else { return }
    // Three checks for each of a Poisson number of requests, and a Poisson number of those.
    let deviation = 0.5 * (9 * 2500.0 + 7500).squareRoot()
    #expect(abs((spread.p90 - spread.p10) / 2.5631 - deviation) < 0.05 * deviation)
  }
}
