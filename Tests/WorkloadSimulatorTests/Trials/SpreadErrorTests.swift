import BillingTypes
import PricingRules
import TestSupport
import Testing

@testable import WorkloadSimulator

/// How sure a forecast says that its own figures are.
@Suite("Errors of means and quantiles")
struct SpreadErrorTests {
  @Test(
    "An order takes every position once, and every set of trials every coarse part",
    arguments: [1, 7, 100, 300, 1000, 2000, 10_000, 4096])
  func sets(count: Int) {
    let order = TrialOrder(count: count, RandomStream(seed: 3, name: "a"))
    let positions = (0..<count).map { order.position(of: $0) }
    #expect(positions.sorted() == Array(0..<count))
    let sets = TrialOrder.setCount(count)
    let size = count / sets
    for set in 0..<sets {
      let parts = positions[set * size..<(set + 1) * size].map { $0 / sets }
      #expect(Set(parts).count == size)
    }
    var visited: [Int] = []
    order.visit(count / 3..<count) { visited.append($1) }
    #expect(visited == Array(positions[(count / 3)...]))
  }

  @Test(
    "How many trials fall into sets",
    arguments: [(10_000, 20), (1000, 20), (32_768, 16), (63, 1), (1001, 1)])
  func setCounts(count: Int, sets: Int) {
    #expect(TrialOrder.setCount(count) == sets)
  }

  private static func forecast(seed: UInt64, trials: Int) throws -> Forecast {
    let features = [
      Sample.feature(
        "a", volume: .requests(Sample.lognormal("1000", "9000")),
        growth: Sample.normal("0.01", "0.08")),
      Sample.feature(
        "b", volume: .requests(Sample.lognormal("20", "60")), takes: Sample.uniform("1", "4")),
    ]
    return try Forecaster(
      catalogue: Sample.catalogue([Sample.imageOffer(price: "0.1")]), asOf: Sample.day("2026-12-01")
    ).forecast(
      Sample.scenario(features, months: 4, shared: [Sample.lognormal("0.6", "1.5")]),
      TrialOptions(trials: trials, seed: seed))
  }

  @Test("Stated errors are those that other seeds show")
  func coverage() throws {
    let seeds = 60
    let totals = try (1...seeds).map {
      try #require(try Self.forecast(seed: UInt64($0), trials: 1000).trials?.total)
    }
    let means = try (1...seeds).map {
      try Self.forecast(seed: UInt64($0), trials: 1000).total.units.approximation
    }
    func deviation(_ values: [Double]) -> Double {
      let mean = values.reduce(0, +) / Double(values.count)
      return (values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(values.count - 1))
        .squareRoot()
    }
    func stated(_ error: KeyPath<SpreadErrors, Double>) -> Double {
      (totals.reduce(0) { $0 + $1.errors[keyPath: error] * $1.errors[keyPath: error] }
        / Double(seeds)).squareRoot()
    }
    let mean = stated(\.mean) / deviation(means)
    #expect(mean > 0.7 && mean < 1.6, "\(mean)")
    for (error, value) in [(\SpreadErrors.p10, \Spread.p10), (\.p50, \.p50), (\.p90, \.p90)] {
      // The trials' order makes quantiles surer than a binomial count would be.
      let ratio = stated(error) / deviation(totals.map { $0[keyPath: value] })
      #expect(ratio > 0.75 && ratio < 2.5, "\(ratio)")
    }
  }

  @Test("What is known has no error, and what is drawn has one that falls with the trials")
  func known() throws {
    let feature = Sample.feature(volume: Sample.requests("1000"))
    let forecast = try Forecaster(
      catalogue: Sample.catalogue([Sample.imageOffer(price: "0.1")]), asOf: Sample.day("2026-12-01")
    ).forecast(Sample.scenario([feature]), TrialOptions(trials: 1000))
    let total = try #require(forecast.trials?.total)
    // Counts vary, but their mean is known.
    #expect(total.errors.mean == 0)
    #expect(total.errors.p50 > 0)
    let few = try #require(try Self.forecast(seed: 1, trials: 500).trials?.total.errors)
    let many = try #require(try Self.forecast(seed: 1, trials: 50_000).trials?.total.errors)
    #expect(many.mean < few.mean / 4)
    #expect(many.p90 < few.p90 / 4)
  }
}
