import BillingTypes
import PricingRules
import TestSupport
import Testing

@testable import WorkloadSimulator

/// Months that lie around what is expected of them.
@Suite("Monthly variation")
struct MonthlyVariationTests {
  private static let variation = MonthlyVariation(
    deviation: Sample.number("0.25"), persistence: Sample.number("0.5"))

  private static func scenario(_ choice: VariationChoice, months: Int = 6) -> Scenario {
    let features = [
      // Many calls of one price, a plan-like cap, and a follower: three ways through the trials.
      Sample.feature("plain", volume: Sample.requests("200000")),
      Sample.feature(
        "known", volume: Sample.requests("50000"), calls: CallPattern(overdispersion: .zero)),
      Sample.feature(
        "after", volume: .follows(feature: "known", perAccepted: Sample.fixed("0.5"))),
    ]
    return Scenario(
      name: "months", story: "", currency: .usd, start: Sample.day("2027-01-01").month,
      monthCount: months, asOf: nil, features: features, shared: [], subscriptions: [],
      overhead: Overhead(), budget: Budget(), monthlyVariation: choice)
  }

  private static let catalogue = Sample.catalogue([Sample.imageOffer(price: "0.1")])

  private static func forecast(
    _ choice: VariationChoice, seed: UInt64 = 1, assumptions: Assumptions? = nil
  ) throws -> Forecast {
    let catalogue = Catalogue(
      cards: Self.catalogue.cards, vocabulary: Self.catalogue.vocabulary, assumptions: assumptions)
    return try Forecaster(catalogue: catalogue, asOf: Sample.day("2026-12-01"))
      .forecast(scenario(choice), TrialOptions(trials: 4000, seed: seed))
  }

  @Test("It moves no mean, and every month of every feature by as much", arguments: [1, 2, 3])
  func spread(seed: UInt64) throws {
    let still = try Self.forecast(.none, seed: seed)
    let moved = try Self.forecast(.stated(Self.variation), seed: seed)
    for (one, other) in zip(still.summaries, moved.summaries) {
      let ratio = other.cost.units.approximation / one.cost.units.approximation
      #expect(abs(ratio - 1) < 1e-3, "\(one.feature) \(one.month) \(ratio)")
    }
    // A lognormal of mean one and deviation 0.25 has its p90 at exp(1.2816 σ - σ²/2), σ² = ln 1.0625.
    let (p10, p90) = (0.7062, 1.3329)
    for month in try #require(moved.trials?.months) {
      #expect(abs(month.p10 / month.mean / p10 - 1) < 0.02)
      #expect(abs(month.p90 / month.mean / p90 - 1) < 0.02)
    }
  }

  @Test("A month has half of what the month before had")
  func persistence() throws {
    let table = try InputTable(Self.scenario(.none), estimates: [])
    let source = InputSource(
      table: table, trials: 20_000, seed: 5, variation: (Self.variation, 4))
    let variation = try #require(source.variation)
    var factors = [Double](repeating: 1, count: 20_000)
    var months: [[Double]] = []
    for month in 0..<4 {
      for (trial, change) in variation.changes[month].values.enumerated() {
        factors[trial] *= change
      }
      #expect(abs(factors.reduce(0, +) / 20_000 - 1) < 1e-12)
      months.append(factors.map { Mathematics.logarithm($0) })
    }
    func correlation(_ a: [Double], _ b: [Double]) -> Double {
      let (ma, mb) = (a.reduce(0, +) / 20_000, b.reduce(0, +) / 20_000)
      var (ab, aa, bb) = (0.0, 0.0, 0.0)
      for (x, y) in zip(a, b) {
        ab += (x - ma) * (y - mb)
        aa += (x - ma) * (x - ma)
        bb += (y - mb) * (y - mb)
      }
      return ab / (aa * bb).squareRoot()
    }
    #expect(abs(correlation(months[0], months[1]) - 0.5) < 0.03)
    #expect(abs(correlation(months[1], months[3]) - 0.25) < 0.03)
  }

  @Test("What a scenario does not say is assumed, and 'none' is none")
  func assumed() throws {
    let assumptions = Assumptions(monthlyVariation: Self.variation)
    let unstated = try Self.forecast(.unstated, assumptions: assumptions)
    #expect(unstated.scenario.monthlyVariation == .assumed(Self.variation))
    #expect(unstated.trials?.total == (try Self.forecast(.stated(Self.variation)).trials?.total))
    let none = try Self.forecast(.none, assumptions: assumptions)
    #expect(none.trials?.total == (try Self.forecast(.unstated).trials?.total))
  }

  @Test(
    "Unknown billing beside an allowance reaches up to what everything billed costs",
    arguments: [0, 3000])
  func unknownUnderPlan(trials: Int) throws {
    func forecast(_ failed: OutcomeBilling) throws -> Forecast {
      let feature = Feature(
        name: "calls", category: .imageGeneration, needs: Needs(), offer: "acme/credits/generate",
        candidates: nil, volume: Sample.requests("1000"), growth: .fixed(.zero), seasonality: [:],
        mix: [RequestClass(share: .one, values: [])], takesPerAccepted: .fixed(.one),
        failureRate: Sample.fixed("0.3"), moderationRate: .fixed(.zero), billing: [.failed: failed])
      let scenario = Scenario(
        name: "plan", story: "", currency: .usd, start: Sample.day("2027-01-01").month,
        monthCount: 1, asOf: nil, features: [feature], shared: [],
        subscriptions: [Subscription("acme/standard")],
        overhead: Overhead(), budget: Budget(), monthlyVariation: .stated(Self.variation))
      let catalogue = Sample.catalogue(
        [Sample.creditOffer("acme/credits/generate", costs: "1")],
        plans: [
          Sample.plan(
            fee: "40", includes: [(key: "acme/credit", quantity: "900")],
            overage: [(key: "acme/credit", price: .price(Sample.number("0.12")))])
        ], credits: [Sample.credit()])
      return try Forecaster(catalogue: catalogue, asOf: Sample.day("2026-12-01"))
        .forecast(scenario, TrialOptions(trials: trials, seed: 4))
    }
    let open = try forecast(.unknown)
    let (free, billed) = (try forecast(.notBilled), try forecast(.billed))
    // Of 700 on average hardly any month passes the allowance, of 1,000 half of them.
    #expect(open.total == free.total)
    #expect(try open.range().floor == free.total)
    #expect(try open.range().ceiling == billed.total)
    #expect(billed.total.picounits > free.total.picounits)
    #expect(open.completeness == .partial)
  }
}
