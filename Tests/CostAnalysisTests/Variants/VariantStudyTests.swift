import BillingTypes
import CostAnalysis
import PricingRules
import TestSupport
import Testing
import WorkloadSimulator

@Suite("Variants of a scenario")
struct VariantStudyTests {
  static let catalogue = Sample.catalogue(
    Sample.imageOffer(price: "0.05"), Sample.imageOffer("acme/other/generate", price: "0.02"))

  static func scenario(
    offer: OfferID = "acme/still/generate", requests: (String, String) = ("20000", "60000"),
    budget: Budget = Budget()
  ) -> Scenario {
    let plain = Sample.scenario(
      [
        Sample.feature(
          offer: offer, volume: .requests(Sample.lognormal(requests.0, requests.1)),
          takes: Sample.uniform("1", "3")),
        Sample.feature("other", offer: "acme/other/generate", volume: Sample.requests("1000")),
      ], months: 3, shared: [Sample.lognormal("0.8", "1.25")])
    return Scenario(
      name: plain.name, story: "", currency: .usd, start: plain.start, monthCount: 3, asOf: nil,
      features: plain.features, shared: plain.shared, subscriptions: [], overhead: Overhead(),
      budget: budget)
  }

  static func results(
    _ variants: [Scenario], of base: Scenario = scenario(), trials: Int = 500
  ) throws -> (base: Forecast, results: [VariantResult]) {
    let studied = try ScenarioAnalysis(
      Forecaster(catalogue: catalogue, asOf: Sample.day("2026-12-01"))
    )
    .forecast(
      base, TrialOptions(trials: trials, seed: 7),
      variants: variants.enumerated().map {
        ScenarioVariant(name: "v\($0.offset)", changes: [], scenario: $0.element)
      })
    return (studied.forecast, studied.variants)
  }

  @Test(
    "A variant that changes nothing differs by exactly zero, in every trial", arguments: [0, 500])
  func nothing(trials: Int) throws {
    let result = try #require(Self.results([Self.scenario()], trials: trials).results.first)
    #expect(result.difference.picounits == 0)
    #expect(result.certainty == .exact)
    #expect(result.flips.isEmpty)
    if let spread = result.spread {
      #expect(
        [spread.mean, spread.p5, spread.p10, spread.p50, spread.p90, spread.p95] == [
          0, 0, 0, 0, 0, 0,
        ])
    } else {
      #expect(trials == 0)
    }
  }

  @Test(
    "Of the same draws a cheaper offer saves in every trial, and by the same share of what the feature costs"
  )
  func offer() throws {
    let (base, results) = try Self.results([Self.scenario(offer: "acme/other/generate")])
    let result = try #require(results.first)
    let pictures = base.cost { $0.feature == "pictures" }.0
    // 0.05 becomes 0.02: three fifths are saved.
    let saved = try pictures.units * Rational(-3, over: 5)
    #expect(abs(result.difference.units.approximation - saved.approximation) < 0.01)
    let spread = try #require(result.spread)
    #expect(spread.p95 < 0)
    let own = try #require(base.trials?.features.first { $0.feature == "pictures" }?.total)
    #expect(abs(spread.p10 + own.p90 * 0.6) < 0.01 * own.p90)
    #expect(
      result.flips == [
        .offer(feature: "pictures", from: "acme/still/generate", to: "acme/other/generate")
      ])
  }

  @Test("The difference spreads less than both totals do, as they see the same traffic")
  func paired() throws {
    let (base, results) = try Self.results([Self.scenario(requests: ("20200", "60600"))])
    let result = try #require(results.first)
    let (spread, whole) = try (#require(result.spread), #require(base.trials?.total))
    #expect(spread.p90 - spread.p10 < (whole.p90 - whole.p10) / 20)
    #expect(spread.p5 > 0)
  }

  @Test(
    "At contracted prices the same draws cost exactly what was agreed of the list, month by month and in every trial"
  )
  func contracted() throws {
    func studied(_ agreements: [Terms.Agreement]) throws -> StudiedForecast {
      try ScenarioAnalysis(Forecaster(catalogue: Self.catalogue, asOf: Sample.day("2026-12-01")))
        .forecast(
          Self.scenario(), TrialOptions(trials: 300, seed: 7), terms: Terms(agreements))
    }
    #expect(try studied([]).contracted == nil)
    let zero = try #require(studied([.init(scope: .all, discount: .zero)]).contracted)
    #expect(zero.difference.picounits == 0)
    #expect(zero.spread?.p90 == 0)
    let half = try studied([.init(scope: .provider("acme"), discount: Sample.number("0.5"))])
    let contracted = try #require(half.contracted)
    let twice = try contracted.forecast.total.times(Rational(2))
    #expect(abs(try (twice - half.forecast.total).units.approximation) < 0.001)
    let (list, own) = try (
      #require(half.forecast.trials?.total), #require(contracted.forecast.trials?.total)
    )
    #expect(abs(own.p90 * 2 - list.p90) < 0.001)
  }

  @Test(
    "Another offer is the cheapest where fewer may be chosen, and not where it is only asked more often",
    arguments: [
      (Sample.feature(candidates: ["acme/still/generate"]), true),
      (Sample.feature(candidates: ["acme/still/generate", "acme/other/generate"]), false),
      (Sample.feature(requests: "7"), false),
    ])
  func cheapest(feature: Feature, flips: Bool) throws {
    let (_, results) = try Self.results(
      [Sample.scenario([feature], months: 3)], of: Sample.scenario([Sample.feature()], months: 3),
      trials: 0)
    #expect(
      results.first?.flips
        == (flips
          ? [.cheapest(feature: "pictures", from: "acme/other/generate", to: "acme/still/generate")]
          : []))
  }

  @Test("A budget that is passed in the one and kept in the other flips")
  func budget() throws {
    let budget = Budget(month: Rational(1500), year: Rational(4500))
    let (_, results) = try Self.results(
      [Self.scenario(offer: "acme/other/generate", budget: budget)],
      of: Self.scenario(budget: budget))
    let flips = try #require(results.first?.flips)
    #expect(flips.contains(.monthlyBudget(from: 3, to: 0)))
    #expect(flips.contains(.yearlyBudget(isPassed: false)))
  }
}
