import BillingTypes
import PricingRules
import TestSupport
import Testing

@testable import WorkloadSimulator

/// What quantiles can be by what nobody knows.
@Suite("Both ends of quantiles")
struct TrialEndTests {
  private static func forecast(
    _ outcomes: [Outcome: OutcomeBilling], spread: EstimateSpread? = nil
  ) throws -> Forecast {
    let offer = Sample.offer(
      derivations: spread.map {
        [Sample.estimate("output_images", "images", spread: $0)]
      } ?? [],
      charges: [
        Sample.charge(
          "output_images", quantity: spread == nil ? "images" : "output_images",
          Sample.price("0.1"))
      ],
      outcomes: outcomes)
    let feature = Sample.feature(
      volume: .requests(Sample.lognormal("5000", "20000")), failure: Sample.fixed("0.2"))
    return try Forecaster(
      catalogue: Sample.catalogue([offer]), asOf: Sample.day("2026-12-01")
    ).forecast(Sample.scenario([feature], months: 2), TrialOptions(trials: 2000))
  }

  private static func ends(_ forecast: Forecast) throws -> SpreadRange {
    try #require(
      forecast.spreadRange(isBounded: forecast.whole.range.ceiling != nil, { $0.total }))
  }

  @Test("Where nobody knows whether failures are billed, the ends are those of both answers")
  func outcomes() throws {
    let open = try Self.forecast([.failed: .unknown])
    let free = try #require(try Self.forecast([.failed: .notBilled]).trials?.total)
    let paid = try #require(try Self.forecast([.failed: .billed]).trials?.total)
    let ends = try Self.ends(open)
    let ceiling = try #require(ends.ceiling)
    for quantile in [\Spread.p10, \.p50, \.p90] {
      #expect(ends.floor[keyPath: quantile] == free[keyPath: quantile])
      #expect(ceiling[keyPath: quantile] == paid[keyPath: quantile])
    }
  }

  @Test("Where all is known both ends are the figures themselves")
  func known() throws {
    let forecast = try Self.forecast([.failed: .billed])
    let (ends, own) = (try Self.ends(forecast), try #require(forecast.trials?.total))
    #expect(ends.floor == own)
    #expect(ends.ceiling == own)
  }

  @Test("An estimate's spread moves every quantile to its bounds")
  func spread() throws {
    let spread = EstimateSpread(low: Sample.number("0.5"), high: Sample.number("1.5"))
    let plain = try #require(try Self.forecast([.failed: .billed]).trials?.total)
    let ends = try Self.ends(try Self.forecast([.failed: .billed], spread: spread))
    let ceiling = try #require(ends.ceiling)
    for quantile in [\Spread.p10, \.p50, \.p90] {
      #expect(abs(ends.floor[keyPath: quantile] / plain[keyPath: quantile] - 0.5) < 0.005)
      #expect(abs(ceiling[keyPath: quantile] / plain[keyPath: quantile] - 1.5) < 0.015)
    }
  }
}
