import BillingTypes
import CostAnalysis
import PricingRules
import TestSupport
import Testing
import WorkloadSimulator

/// The most that a call can cost.
@Suite("Ceilings of calls")
struct CallCeilingTests {
  static func ceiling(_ feature: Feature) throws -> CallCeiling {
    let catalogue = Sample.catalogue([Sample.imageOffer(price: "0.05")])
    return try #require(
      ScenarioAnalysis(Forecaster(catalogue: catalogue, asOf: Sample.day("2026-12-01")))
        .ceilings(of: Sample.scenario([feature])).first)
  }

  @Test(
    "A value that varies costs at most its largest, cut to what is legal",
    arguments: [
      (Sample.uniform("1", "8"), "0.4"), (Sample.fixed("3"), "0.15"),
      (Sample.lognormal("1", "5"), "50"), (Sample.uniform("1", "5000"), "50"),
    ])
  func perCall(distribution: Distribution, most: String) throws {
    let found = try Self.ceiling(
      Sample.feature(
        volume: Sample.requests("10"),
        mix: [
          Sample.requests(share: "0.5", ["images": "1"]),
          RequestClass(
            share: Sample.number("0.5"), values: [("images", .varying(distribution))]),
        ]))
    #expect(found.perCall == Sample.number(most))
    #expect(found.perMonth == nil)
  }

  @Test("A limit of requests makes a ceiling of the month, retries among it, that no trial passes")
  func perMonth() throws {
    let feature = Feature(
      name: "limited", category: .imageGeneration, needs: Needs(), offer: "acme/still/generate",
      candidates: nil, volume: .requests(Sample.lognormal("100", "300")),
      growth: Sample.fixed("0"), seasonality: [:], mix: [Sample.requests(["images": "2"])],
      takesPerAccepted: Sample.fixed("1"), failureRate: Sample.uniform("0", "0.5"),
      moderationRate: Sample.fixed("0"), path: VolumePath(atMostPerMonth: Rational(150)),
      calls: CallPattern(retries: 2))
    let ceiling = try Self.ceiling(feature)
    #expect(ceiling.perMonth == Sample.number("45"))
    let forecast = try Forecaster(
      catalogue: Sample.catalogue([
        Sample.imageOffer(price: "0.05", outcomes: [.failed: .billed])
      ]), asOf: Sample.day("2026-12-01")
    ).forecast(Sample.scenario([feature]), TrialOptions(trials: 3000))
    let spread = try #require(forecast.trials?.total)
    #expect(spread.p95 <= 45)
    #expect(spread.p95 > 20)
  }
}
