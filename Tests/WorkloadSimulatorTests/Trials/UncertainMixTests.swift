import BillingTypes
import PricingRules
import TestSupport
import Testing

@testable import WorkloadSimulator

/// Shares of a mix and factors of months that nobody knows, and numbers that are rough ones.
@Suite("Uncertain shares, seasons and rough numbers")
struct UncertainMixTests {
  private static let catalogue = Sample.catalogue([Sample.imageOffer(price: "0.1")])

  private static func forecast(
    _ features: [Feature], months: Int = 1, trials: Int = 20_000, seed: UInt64 = 1
  ) throws -> Forecast {
    try Forecaster(catalogue: catalogue, asOf: Sample.day("2026-12-01"))
      .forecast(Sample.scenario(features, months: months), TrialOptions(trials: trials, seed: seed))
  }

  /// A mix of four pictures and of one, the share of the first between 20 % and 60 %.
  private static let mix = [
    RequestClass(
      share: Sample.number("0.4"), values: [("images", .text("4"))],
      uncertainShare: Sample.uniform("0.2", "0.6")),
    RequestClass(share: Sample.number("0.6"), values: [("images", .text("1"))], isRest: true),
  ]

  @Test("A month follows the share of its mix, whatever else is drawn", arguments: [1, 2, 3])
  func shares(seed: UInt64) throws {
    let feature = Sample.feature(
      volume: Sample.requests("100000"), mix: Self.mix, calls: CallPattern(overdispersion: .zero))
    let forecast = try Self.forecast([feature], seed: seed)
    let month = try #require(forecast.trials?.months.first)
    // 100,000 × 0.1 × (1 + 3 s), s uniform from 0.2 to 0.6: the mix that is drawn beside it varies by a thousandth.
    #expect(abs(forecast.total.units.approximation / 22_000 - 1) < 1e-4)
    #expect(abs(month.p10 / 17_200 - 1) < 0.003)
    #expect(abs(month.p50 / 22_000 - 1) < 0.003)
    #expect(abs(month.p90 / 26_800 - 1) < 0.003)
  }

  @Test("More than the known shares leave is scaled down to that")
  func tooMuch() throws {
    let mix = [
      RequestClass(
        share: Sample.number("0.5"), values: [("images", .text("4"))],
        uncertainShare: Sample.uniform("0.2", "0.8")),
      RequestClass(share: Sample.number("0.4"), values: [("images", .text("2"))]),
      RequestClass(share: Sample.number("0.1"), values: [("images", .text("1"))], isRest: true),
    ]
    let feature = Sample.feature(
      volume: Sample.requests("100000"), mix: mix, calls: CallPattern(overdispersion: .zero))
    let month = try #require(try Self.forecast([feature]).trials?.months.first)
    // At most 60 % of four pictures beside 40 % of two.
    #expect(abs(month.p90 / 32_000 - 1) < 0.01)
    // s = 0.26: 0.26 × 4 + 0.4 × 2 + 0.34 × 1
    #expect(abs(month.p10 / 21_800 - 1) < 0.01)
  }

  @Test("A month's factor is drawn once and holds every year", arguments: [false, true])
  func seasons(isCounted: Bool) throws {
    let calls = CallPattern(overdispersion: isCounted ? .one : .zero)
    let plain = Sample.feature(volume: Sample.requests("100000"), calls: calls)
    let feature = Feature(
      name: "pictures", category: plain.category, needs: plain.needs, offer: plain.offer,
      candidates: nil, volume: plain.volume, growth: plain.growth,
      seasonality: [2: Sample.uniform("1", "3"), 3: Sample.fixed("0.5")], mix: plain.mix,
      takesPerAccepted: Sample.fixed("1"), failureRate: Sample.fixed("0"),
      moderationRate: Sample.fixed("0"), calls: calls)
    let forecast = try Self.forecast([feature], months: 15)
    let months = try #require(forecast.trials?.months)
    let expected: [(Int, Double, Double)] = [
      (0, 10_000, 10_000), (1, 12_000, 28_000), (2, 5000, 5000), (3, 10_000, 10_000),
      (13, 12_000, 28_000), (14, 5000, 5000),
    ]
    for (month, p10, p90) in expected {
      #expect(abs(months[month].p10 / p10 - 1) < 0.02, "\(month)")
      #expect(abs(months[month].p90 / p90 - 1) < 0.02, "\(month)")
    }
    // Both Februaries are the same one: twelve months of 10,000, half of it twice, and twice 20,000.
    #expect(abs(forecast.total.units.approximation / 160_000 - 1) < 1e-4)
    let total = try #require(forecast.trials?.total)
    #expect(abs(total.p90 - 176_000) < 700)
    #expect(feature.inputs.map(\.name).contains("pictures.seasonality.2"))
  }

  @Test("A rough number keeps its mean, and is off by what is assumed")
  func about() throws {
    let about = try #require(About(Rational(10_000), deviation: Sample.number("0.25")))
    let feature = Sample.feature(
      volume: .requests(.about(about)), calls: CallPattern(overdispersion: .zero))
    let forecast = try Self.forecast([feature])
    #expect(abs(forecast.total.units.approximation / 1000 - 1) < 1e-4)
    let total = try #require(forecast.trials?.total)
    // exp(± 1.2816 σ - σ²/2), σ² = ln 1.0625
    #expect(abs(total.p10 / 706.2 - 1) < 0.005)
    #expect(abs(total.p90 / 1332.9 - 1) < 0.005)
    #expect(
      forecast.assumptions == [
        .rough(["pictures.requests_per_month"], deviation: Sample.number("0.25"))
      ])
  }

  @Test("A rough number is refused where nothing is assumed of such numbers")
  func notAssumed() throws {
    let about = try #require(About(Rational(10_000), deviation: nil))
    let feature = Sample.feature(volume: .requests(.about(about)))
    let error = #expect(throws: ForecastError.self) { try Self.forecast([feature], trials: 10) }
    #expect(error?.problem == .roughNotAssumed("pictures.requests_per_month"))
  }

  @Test(
    "A rough value that every request has costs what the legal number costs that it comes to",
    arguments: ["1.5", "3", "3.25", "4"])
  func roughValue(number: String) throws {
    let about = try #require(About(Sample.number(number), deviation: Sample.number("0.25")))
    let values = try #require(Around(.about(about), spread: nil))
    let feature = Sample.feature(
      volume: Sample.requests("200"),
      mix: [RequestClass(share: .one, values: [("images", .varying(.around(values)))])],
      calls: CallPattern(overdispersion: .zero))
    let forecast = try Self.forecast([feature])
    // 200 × 0.1 for each picture: the lognormal's masses around whole numbers.
    var mean = 0.0
    for count in 1...10 {
      let low = count == 1 ? 0 : about.probability(upTo: Double(count) - 0.5)
      let high = count == 10 ? 1 : about.probability(upTo: Double(count) + 0.5)
      mean += Double(count) * (high - low)
    }
    #expect(abs(forecast.total.units.approximation / (20 * mean) - 1) < 3e-3)
    // A month costs as much as one of them: nothing lies between.
    let total = try #require(forecast.trials?.total)
    for quantile in [total.p5, total.p10, total.p50, total.p90, total.p95] {
      let pictures = quantile / 20
      #expect(abs(pictures - pictures.rounded()) < 0.02, "\(quantile)")
    }
  }
}
