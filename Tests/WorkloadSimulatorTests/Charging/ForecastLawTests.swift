import BillingTypes
import PricingRules
import TestSupport
import Testing
import WorkloadSimulator

@Suite("Laws of every forecast")
struct ForecastLawTests {
  static let seeds = 0..<60

  static func scenario(_ seed: Int) -> Scenario {
    var scenarios = PooledScenarios(seed: UInt64(seed))
    return scenarios.scenario()
  }

  /// What a line says, without the position it stands at.
  static func key(_ line: ForecastLine) -> String {
    "\(line.month) \(line.feature ?? "-") \(line.offer ?? "-") \(line.meter) \(line.seller?.description ?? "-") "
      + "\(line.quantity) \(line.cost?.decimalText ?? "unknown")"
  }

  @Test("The order of the features changes no number", arguments: seeds)
  func orderOfFeatures(seed: Int) throws {
    let scenario = Self.scenario(seed)
    let forecast = try Sample.forecast(scenario, PooledScenarios.catalogue)
    var random = SplitMix64(seed: UInt64(seed) + 1000)
    for features in [scenario.features.reversed(), scenario.features.shuffled(using: &random)] {
      let other = try Sample.forecast(
        Sample.scenario(features, months: 3, plans: scenario.plans), PooledScenarios.catalogue)
      #expect(other.total == forecast.total)
      #expect(other.lines.map(Self.key).sorted() == forecast.lines.map(Self.key).sorted())
    }
  }

  @Test(
    "The lines add up to the total, to the months, and to the features exactly", arguments: seeds)
  func sums(seed: Int) throws {
    let forecast = try Sample.forecast(Self.scenario(seed), PooledScenarios.catalogue)
    #expect(try Money.sum(forecast.lines.compactMap(\.cost), in: .usd) == forecast.total)
    let months = forecast.scenario.months.map { month in forecast.cost { $0.month == month }.0 }
    #expect(try Money.sum(months, in: .usd) == forecast.total)
    for summary in forecast.summaries {
      let (cost, completeness) = forecast.cost {
        $0.month == summary.month && $0.feature == summary.feature
      }
      #expect(summary.cost == cost)
      #expect(summary.completeness == completeness)
    }
    let features = try Money.sum(forecast.summaries.map(\.cost), in: .usd)
    #expect(try features + forecast.cost { $0.feature == nil }.0 == forecast.total)
  }

  @Test("The lines of a plan or a pack add up to what its statements come to", arguments: seeds)
  func poolsAddUp(seed: Int) throws {
    let forecast = try Sample.forecast(Self.scenario(seed), PooledScenarios.catalogue)
    for month in forecast.scenario.months {
      for seller in [CreditSeller.plan("acme/standard"), .packs("acme/token")] {
        let lines = forecast.cost { $0.month == month && $0.seller == seller }.0
        let statements = forecast.statements.filter { $0.month == month && $0.seller == seller }
        #expect(try Money.sum(statements.map(\.accrued), in: .usd) == lines)
        for statement in statements {
          #expect(
            try Money.sum([statement.fee, statement.overage, statement.trueUp], in: .usd)
              == (seller == .packs("acme/token") ? .zero(in: .usd) : statement.accrued))
        }
      }
    }
  }

  @Test("Steps shared by features cost what their quantity together costs", arguments: seeds)
  func stepsAddUp(seed: Int) throws {
    let forecast = try Sample.forecast(Self.scenario(seed), PooledScenarios.catalogue)
    for month in forecast.scenario.months {
      let lines = forecast.lines.filter {
        $0.month == month && $0.offer == "acme/d/generate" && $0.meter == "output_images"
      }
      var rest = try lines.reduce(Rational.zero) { try $0 + $1.quantity }
      var expected = Rational.zero
      for (size, price) in [("900", "0.07"), ("1100", "0.05")] {
        let step = min(rest, Sample.number(size))
        expected = try expected + step * Sample.number(price)
        rest = try rest - step
      }
      expected = try expected + rest * Sample.number("0.03")
      let cost = try Money.sum(lines.compactMap(\.cost), in: .usd)
      #expect(try cost == Money(rounding: expected, in: .usd))
    }
  }

  @Test("The same inputs give the same forecast", arguments: [3, 7])
  func deterministic(seed: Int) throws {
    let keys = try (0..<5).map { _ in
      try Sample.forecast(Self.scenario(seed), PooledScenarios.catalogue).lines.map(Self.key)
    }
    #expect(Set(keys).count == 1)
  }

  @Test("A feature that is added moves no other feature's requests", arguments: seeds)
  func addedFeature(seed: Int) throws {
    let scenario = Self.scenario(seed)
    let fewer = Sample.scenario(Array(scenario.features.dropLast()), months: 3)
    let all = try DemandModel(scenario).expected()
    for demand in try DemandModel(fewer).expected() {
      #expect(all.contains(demand))
    }
  }
}
