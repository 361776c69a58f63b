import BillingTypes
import CostAnalysis
import Foundation
import PricingRules
import RateCatalogue
import TestSupport
import Testing
import WorkloadSimulator

/// Scenarios with values that were found by counting call by call, in another program.
@Suite("Forecasts against counted values")
struct ForecastCaseTests {
  private static let folder = Repository.root.appendingPathComponent("Tests/Cases/forecasts")

  /// The invented cards of the cases.
  private static let invented = Result<Catalogue, any Error> {
    try CatalogueFiles(
      DataFolder.locate(
        rates: folder.appendingPathComponent("data").path, environment: [:], currentFolder: folder,
        executable: nil)
    ).catalogue()
  }

  private static func forecast(
    _ name: String, shipped: Bool = false, _ options: TrialOptions
  ) throws -> StudiedForecast {
    let file = folder.appendingPathComponent("\(name).yaml")
    let scenario = try DataFile(path: file.path).scenario()
    let catalogue = try shipped ? Repository.catalogue() : invented.get()
    return try ScenarioAnalysis(
      Forecaster(catalogue: catalogue, asOf: scenario.asOf ?? Repository.today)
    ).forecast(scenario, options)
  }

  @Test(
    "The cost of one call is an exact sum, or a mean over as many points as it takes",
    arguments: [0, 10_000].prefix(Thoroughness.count(2, few: 0)))
  func oneCall(trials: Int) throws {
    let forecast = try Self.forecast("p3", TrialOptions(trials: trials)).forecast
    // Counted means with four standard errors.
    let counted: [(feature: String, mean: Double, error: Double)] = [
      ("a", 87_799, 11), ("b", 196_562, 85), ("b2", 54_499, 1), ("c", 930_553, 176),
      ("d", 1_018_113, 120), ("e", 206_405, 71), ("f", 547_963, 70), ("g", 213_872, 28),
    ]
    for (feature, mean, error) in counted {
      let cost = try #require(forecast.summaries.first { $0.feature == feature }).cost
      #expect(abs(cost.units.approximation - mean) < 4 * error, "\(feature): \(cost)")
    }
    // Grids of one whole number are sums; what has several varying values says how sure it is.
    #expect(!forecast.callErrors.contains { $0.feature == "b2" })
    #expect(forecast.callErrors.allSatisfy { $0.relative < 0.003 })
  }

  @Test("No quantile lies above a ceiling, which has the estimate's spread in it")
  func ceiling() throws {
    let studied = try Self.forecast("ceil", TrialOptions(trials: 4000))
    let ceiling = try #require(studied.ceilings.first?.perMonth)
    let spread = try #require(studied.forecast.trials?.total)
    #expect(spread.p95 <= ceiling.approximation)
    #expect(spread.p95 > 223 && spread.p5 > 115)
    #expect(abs(spread.mean - 164.16) < 0.01)
  }

  @Test("Prices that may change leave no ceiling, of calls or of costs")
  func priceRisk() throws {
    let studied = try Self.forecast(
      "pr", shipped: true, TrialOptions(trials: 500, hasPriceRisk: true))
    #expect(studied.ceilings.allSatisfy { $0.perCall == nil && $0.gap == .priceRisk })
    #expect(studied.forecast.whole.range.ceiling == nil)
    #expect(studied.forecast.whole.range.reasons.contains(.priceRisk))
    let last = try #require(studied.forecast.trials?.months.last)
    #expect(last.p10 < 529.8 && last.p90 > 529.8)
    let certain = try Self.forecast("pr", shipped: true, TrialOptions(trials: 500))
    #expect(certain.ceilings.allSatisfy { $0.perMonth != nil })
  }

  @Test(
    "A yearly plan is accrued month by month, and paid when it is invoiced", arguments: [0, 1000])
  func yearlyPlan(trials: Int) throws {
    let forecast = try Self.forecast("late", shipped: true, TrialOptions(trials: trials)).forecast
    let plan = forecast.statements.filter { $0.seller.provider == "runway" }
    #expect(plan.count == 14)
    #expect(plan.allSatisfy { $0.accrued == Sample.usd("12") })
    for (place, statement) in plan.enumerated() {
      #expect(statement.paid == Sample.usd(place % 12 == 0 ? "144" : "0"), "month \(place)")
    }
  }

  @Test(
    "More takes for the same kept pictures cost more", arguments: [0, 2000],
    [("tk1", "29834.784"), ("tk2", "55265.184"), ("tk3", "80695.584")])
  func takes(trials: Int, row: (scenario: String, total: String)) throws {
    // 25,430.40 USD for each take, and edits of what is kept for 4,404.384.
    let forecast = try Self.forecast(row.scenario, shipped: true, TrialOptions(trials: trials))
      .forecast
    #expect(forecast.whole.amount == Sample.usd(row.total))
  }

  @Test("Without trials, an allowance that bends the bill is counted with what varies")
  func trueExpectation() throws {
    let forecast = try Self.forecast("D2", TrialOptions(trials: 0)).forecast
    // 250.90 with a standard error of 0.07; the mean usage alone would cost 200.
    let amount = try #require(forecast.whole.amount)
    #expect(abs(amount.units.approximation - 250.90) < 3)
    #expect(forecast.trials == nil)
    let seeded = try Self.forecast("D2", TrialOptions(trials: 0, seed: 9)).forecast
    #expect(seeded.whole.amount == forecast.whole.amount)
  }

  @Test("What the caller no longer waits for is billed, and sent again", arguments: [0, 2000])
  func timeouts(trials: Int) throws {
    let forecast = try Self.forecast("timeouts", shipped: true, TrialOptions(trials: trials))
      .forecast
    // 120 clips of 0.96, four fifths of which come to something.
    #expect(forecast.whole.amount == Sample.usd("115.2"))
    #expect(forecast.summaries[0].requests == Rational(100))
    #expect(forecast.summaries[0].calls == Rational(120))
    #expect(forecast.summaries[0].accepted == Rational(96))
    #expect(forecast.completeness == .complete)
  }

  @Test("An uncertain mean of what requests ask for moves the whole month", arguments: [1, 2, 3])
  func uncertainMean(seed: UInt64) throws {
    let forecast = try Self.forecast(
      "av", shipped: true, TrialOptions(trials: 4000, seed: seed)
    ).forecast
    let month = try #require(forecast.trials?.months.first)
    #expect(month.p90 > 2 * month.p10)
    // Counted session by session: 29,302, 32,885, 49,190 and 74,917 credits of 100 dollars for 1,010.
    let credit = 100.0 / 1010
    for (found, counted) in [
      (month.p5, 29_302), (month.p10, 32_885), (month.p50, 49_190), (month.p90, 74_917),
    ] {
      #expect(abs(found / credit / Double(counted) - 1) < 0.05, "\(found / credit) \(counted)")
    }
    let expected = try Self.forecast("av", shipped: true, TrialOptions(trials: 0)).forecast
    let amount = try #require(expected.whole.amount)
    #expect(abs(amount.units.approximation / month.mean - 1) < 0.002)
  }

  @Test(
    "Drivers have the shares that were counted, for any seed",
    arguments: 1...Thoroughness.count(10, few: 1))
  func drivers(seed: Int) throws {
    let counted: [(scenario: String, input: String, first: Double, total: Double)] = [
      ("D1", "traffic", 0.200, 0.294), ("D1", "c.per_accepted", 0.314, 0.480),
      ("D1", "a.requests_per_month", 0.188, 0.301),
      ("D1", "acme/retouch/edit input_image_tokens", 0.061, 0.105),
      ("D1", "a.growth_per_month", 0.024, 0.047),
      ("D2", "t.sessions_per_month", 0.567, 0.815), ("D2", "traffic", 0.151, 0.388),
      ("D2", "t.growth_per_month", 0.003, 0.020), ("D2", "t.failure_rate", 0.007, 0.036),
    ]
    // A few trials tell less; all of them are held to three points and their own error.
    let trials = Thoroughness.count(100_000, few: 20_000)
    let slack = Double(Thoroughness.count(1, few: 3))
    for name in ["D1", "D2"] {
      let drivers = try Self.forecast(
        name, TrialOptions(trials: trials, seed: UInt64(seed), workers: 2)
      ).drivers
      for one in counted where one.scenario == name {
        let found = drivers.first { $0.name == one.input }
        let (first, total) = (found?.firstOrder ?? 0, found?.total ?? 0)
        #expect(
          abs(first - one.first) <= 0.03 + slack * (found?.firstOrderError ?? 0.01),
          "\(name) \(one.input) \(first)")
        #expect(
          abs(total - one.total) <= 0.03 + slack * (found?.totalError ?? 0.01),
          "\(name) \(one.input) \(total)")
      }
      let chance = drivers.first { $0.name == "chance" }
      #expect((chance?.total ?? 0) < 0.03)
    }
  }
}
