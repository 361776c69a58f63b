import BillingTypes
import PricingRules
import TestSupport
import Testing

@testable import WorkloadSimulator

/// Means and spreads of trials whose law is known.
///
/// Where the law is normal in the limit the standard deviation is taken from p10 and p90, which lie
/// 2.5631 of them apart; of 8,000 trials that is known to about two percent.
@Suite("Trials against laws that are known")
struct TrialMomentTests {
  static let trials = 8000

  static func run(
    _ features: [Feature], months: Int = 1, shared: [Distribution] = [],
    outcomes: [Outcome: OutcomeBilling] = [:]
  ) throws -> TrialSummary {
    let catalogue = Sample.catalogue([Sample.imageOffer(price: "1", outcomes: outcomes)])
    let forecast = try Forecaster(catalogue: catalogue, asOf: Sample.day("2026-12-01")).forecast(
      Sample.scenario(features, months: months, shared: shared),
      TrialOptions(trials: trials, seed: 21))
    return try #require(forecast.trials)
  }

  static func expect(
    _ spread: Spread, mean: Double, variance: Double,
    _ location: SourceLocation = #_sourceLocation
  ) {
    let error = (variance / Double(trials)).squareRoot()
    #expect(abs(spread.mean - mean) < 4 * error, sourceLocation: location)
    let deviation = (spread.p90 - spread.p10) / (2 * Mathematics.normalP90)
    #expect(abs(deviation / variance.squareRoot() - 1) < 0.05, sourceLocation: location)
  }

  static let mix = [
    Sample.requests(share: "0.7", ["images": "1"]),
    Sample.requests(share: "0.3", ["images": "3"]),
  ]

  @Test("A Poisson count of requests of 1 and 3 has the mean λ E X and the variance λ E X²")
  func compound() throws {
    let feature = Sample.feature(volume: Sample.requests("10000"), mix: Self.mix)
    let spread = try Self.run([feature]).months[0]
    Self.expect(spread, mean: 10_000 * 1.6, variance: 10_000 * 3.4)
  }

  @Test("An over-dispersed count adds (D - 1) λ (E X)² to the variance")
  func overdispersed() throws {
    let feature = Sample.feature(
      volume: Sample.requests("10000"), mix: Self.mix,
      calls: CallPattern(overdispersion: Rational(12)))
    let spread = try Self.run([feature]).months[0]
    Self.expect(spread, mean: 16_000, variance: 10_000 * (3.4 + 11 * 1.6 * 1.6))
  }

  @Test("Months and features of one another's knowing nothing add their variances")
  func independent() throws {
    let features = ["a", "b"].map {
      Sample.feature($0, volume: Sample.requests("5000"), mix: Self.mix)
    }
    let total = try Self.run(features, months: 6).total
    Self.expect(total, mean: 60_000 * 1.6, variance: 60_000 * 3.4)
  }

  @Test("Calls that fail for free are thinned out of the count")
  func thinning() throws {
    let feature = Sample.feature(volume: Sample.requests("8000"), failure: Sample.fixed("25%"))
    let spread = try Self.run([feature], outcomes: [.failed: .notBilled]).months[0]
    Self.expect(spread, mean: 6000, variance: 6000)
  }

  @Test("Calls that are sent again are a geometric number, cut off after the retries")
  func retries() throws {
    let feature = Sample.feature(
      volume: Sample.requests("8000"), failure: Sample.fixed("50%"), calls: CallPattern(retries: 2))
    let spread = try Self.run([feature], outcomes: [.failed: .billed]).months[0]
    // One call with ½, two with ¼, three with ¼: mean 1.75, mean square 3.75.
    Self.expect(spread, mean: 8000 * 1.75, variance: 8000 * 3.75)
  }

  @Test("A volume, a shared factor and a lasting change that are lognormal multiply to a lognormal")
  func lognormalProduct() throws {
    let step = VolumePath.StepChange(
      from: Sample.day("2027-01-01").month, factor: Sample.lognormal("0.9", "1.8"))
    let feature = Sample.feature(
      volume: .requests(Sample.lognormal("80000", "200000")), path: VolumePath(steps: [step]),
      calls: CallPattern(overdispersion: .zero))
    let spread = try Self.run([feature], shared: [Sample.lognormal("0.5", "2")]).months[0]
    let pairs = [(80_000.0, 200_000.0), (0.9, 1.8), (0.5, 2)]
    let logs = pairs.map { (Mathematics.logarithm($0.0), Mathematics.logarithm($0.1)) }
    let middle = logs.reduce(0) { $0 + ($1.0 + $1.1) / 2 }
    let variance = logs.reduce(0) { sum, pair in
      let deviation = (pair.1 - pair.0) / (2 * Mathematics.normalP90)
      return sum + deviation * deviation
    }
    let deviation = variance.squareRoot()
    let shares: [(value: Double, score: Double)] = [
      (spread.p5, -1.6448536269514722), (spread.p10, -Mathematics.normalP90), (spread.p50, 0),
      (spread.p90, Mathematics.normalP90), (spread.p95, 1.6448536269514722),
    ]
    for (value, score) in shares {
      #expect(abs((Mathematics.logarithm(value) - middle) / deviation - score) < 0.06)
    }
    let mean = Mathematics.exponential(middle + variance / 2)
    #expect(abs(spread.mean / mean - 1) < 0.03)
  }

  @Test("Small counts have the quantiles of their own law: Poisson of mean 4")
  func smallCounts() throws {
    let spread = try Self.run([Sample.feature(volume: Sample.requests("4"))]).months[0]
    // Up to 0: 0.018, 1: 0.092, 2: 0.238, 4: 0.629, 6: 0.889, 7: 0.949, 8: 0.979. The p95 is between
    // two values, 7 and 8, of which either may come out.
    #expect([spread.p5, spread.p10, spread.p50, spread.p90] == [1, 2, 4, 7])
    #expect([7, 8].contains(spread.p95))
  }
}
