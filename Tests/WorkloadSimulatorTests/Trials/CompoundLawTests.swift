import BillingTypes
import PricingRules
import TestSupport
import Testing

@testable import WorkloadSimulator

/// The law that draws a month's use at once has the moments of requests drawn one by one.
@Suite("What the calls of a month use together")
struct CompoundLawTests {
  /// Money per image, with one to nine images a call, each as likely, or always the same.
  static func scenario(_ requests: String, varying: Bool, credits: Bool) -> (Scenario, Catalogue) {
    let varied = RequestClass(
      share: .one,
      values: [("images", varying ? .varying(Sample.uniform("0.5", "9.5")) : .text("3"))])
    let feature = Sample.feature(
      offer: credits ? "acme/credits/generate" : "acme/still/generate",
      volume: Sample.requests(requests), mix: [varied], takes: Sample.fixed("1.6"),
      failure: Sample.fixed("0.1"), moderation: Sample.fixed("0.05"))
    let outcomes: [Outcome: OutcomeBilling] = [.failed: .notBilled, .moderatedOutput: .billed]
    let catalogue = Sample.catalogue(
      [
        Sample.imageOffer(price: "0.5", outcomes: outcomes),
        Sample.offer(
          "acme/credits/generate",
          charges: [
            Sample.charge(
              "output_images", quantity: "images",
              Sample.price("1", in: .credit("acme/credit")))
          ], outcomes: outcomes),
      ], credits: [Sample.credit(packs: [("2", "1")])])
    return (Sample.scenario([feature], months: 3), catalogue)
  }

  /// Costs of the first month and of all three, and assets kept in all, by trial.
  static func draw(
    _ requests: String, varying: Bool, credits: Bool = false, one: Bool = false,
    trials: Int = 40_000
  ) throws -> (month: [Double], whole: [Double], assets: [Double]) {
    let (scenario, catalogue) = Self.scenario(requests, varying: varying, credits: credits)
    let prepared = try Forecaster(catalogue: catalogue, asOf: Sample.day("2026-12-01"))
      .prepare(scenario, TrialOptions(trials: trials, seed: 8))
    let members = try #require(prepared.run.groups.first)
    let group = TrialGroup(
      members, source: prepared.run.source, scenario: scenario, risk: nil, countsRequests: one)
    #expect((group.laws[0] == nil) == one)
    group.prepare(0..<trials)
    var first: [Double] = []
    for month in 0..<3 {
      group.advance(to: month, 0..<trials)
      let plan = MonthPlan(members, month: month, scenario: scenario, beginnings: [:])
      let (costs, sums) = ([Column(trials)], Column(plan.sumCount))
      let money = MonthMoney(
        direct: Column(trials), accrued: Column(trials), paid: Column(trials))
      // The values of a column live as long as the column.
      withExtendedLifetime((costs, sums, money)) {
        TrialMonth(
          group: group, plan: plan, trials: 0..<trials, costs: costs, sums: sums.values,
          money: money
        ).run()
        if month == 0 { first = Array(costs[0].values) }
      }
    }
    group.settle(0..<trials)
    return withExtendedLifetime(group) {
      (first, Array(group.costs[0].values), Array(group.kept[0].assets.values))
    }
  }

  private func mean(_ values: [Double]) -> Double {
    values.reduce(0, +) / Double(values.count)
  }

  /// The mean of the products of what two quantities lie from their means.
  private func moment(_ left: [Double], _ right: [Double], power: Int = 1) -> Double {
    let (a, b) = (mean(left), mean(right))
    return mean(
      zip(left, right).map { pair in
        (0..<power).reduce(pair.0 - a) { product, _ in product * (pair.1 - b) }
      })
  }

  /// Few requests are drawn one by one, many from the limit; with 40 some months are either.
  @Test(
    "Costs and kept assets have the moments of a compound Poisson sum, and their covariance",
    arguments: [
      ("12", true, false), ("12", false, false), ("40", true, false), ("42", false, false),
      ("5000", true, false), ("5000", false, false), ("12", true, true), ("60", true, true),
      ("5000", true, true),
    ])
  func moments(requests: String, varying: Bool, credits: Bool) throws {
    let drawn = try Self.draw(requests, varying: varying, credits: credits)
    let size = Double(drawn.month.count)
    let count = try #require(Double(requests))
    // Of a call: E X, E X², E X³ in money; of a request: the billed and the kept share.
    let images = varying ? Array(1...9).map(Double.init) : [3]
    let (x, xx, xxx) = (
      mean(images) * 0.5, mean(images.map { $0 * $0 }) * 0.25,
      mean(images.map { $0 * $0 * $0 }) * 0.125
    )
    let (billed, kept) = (0.9, 0.85 / 1.6)
    let variance = count * billed * xx
    #expect(abs(mean(drawn.month) - count * billed * x) < 4.5 * (variance / size).squareRoot())
    let excess = 3 + 1 / (count * billed)
    #expect(
      abs(moment(drawn.month, drawn.month) / variance - 1) < 5 * (excess / size).squareRoot())
    #expect(
      abs(moment(drawn.whole, drawn.whole) / (3 * variance) - 1) < 5 * (excess / size).squareRoot())
    let skewness = xxx / (xx * xx * xx * count * billed).squareRoot()
    #expect(
      abs(
        moment(drawn.month, drawn.month, power: 2) / (variance * variance.squareRoot()) - skewness)
        < 5 * (15 / size).squareRoot() + 0.03)
    let assets = 3 * count * kept
    #expect(abs(mean(drawn.assets) - assets) < 4.5 * (assets / size).squareRoot())
    #expect(
      abs(moment(drawn.assets, drawn.assets) / assets - 1) < 5 * (excess / size).squareRoot() + 0.01
    )
    let deviations = (3 * variance * assets).squareRoot()
    #expect(
      abs(moment(drawn.whole, drawn.assets) - 3 * count * kept * x) / deviations
        < 5 * (2 / size).squareRoot())
    #expect(drawn.assets.allSatisfy { $0 >= 0 && $0 == $0.rounded() })
  }

  @Test(
    "A draw at once has the distribution of draws one by one", arguments: ["15", "45", "3000"])
  func distribution(requests: String) throws {
    let size = 20_000
    let once = try Self.draw(requests, varying: true, trials: size)
    let each = try Self.draw(requests, varying: true, one: true, trials: size)
    for (left, right) in [(once.month, each.month), (once.assets, each.assets)] {
      let sorted = right.sorted()
      for share in [0.05, 0.25, 0.5, 0.75, 0.95] {
        let value = sorted[Int(share * Double(size))]
        let below = left.filter { $0 < value - 1e-5 }.count
        let upTo = left.filter { $0 <= value + 1e-5 }.count
        let allowed =
          4.5 * (2 * share * (1 - share) * Double(size)).squareRoot() + 0.004 * Double(size)
        #expect(Double(below) <= share * Double(size) + allowed)
        #expect(Double(upTo) >= share * Double(size) - allowed)
      }
    }
  }

  @Test("Calls that all use the same are drawn as a whole number of them")
  func wholeCalls() throws {
    for requests in ["20", "100", "4000"] {
      let drawn = try Self.draw(requests, varying: false, trials: 1000)
      #expect(drawn.month.allSatisfy { ($0 / 1.5).rounded() * 1.5 == $0 })
      #expect(Set(drawn.month).count > 10)
    }
  }

  @Test("Features that follow others and those with uncertain rates are drawn count by count")
  func exceptions() throws {
    func laws(_ features: [Feature]) throws -> [Bool] {
      let scenario = Sample.scenario(features)
      let (_, catalogue) = Self.scenario("1", varying: false, credits: false)
      let prepared = try Forecaster(catalogue: catalogue, asOf: Sample.day("2026-12-01"))
        .prepare(scenario, TrialOptions(trials: 10))
      return prepared.run.groups.flatMap { members in
        TrialGroup(members, source: prepared.run.source, scenario: scenario, risk: nil).laws
          .map { $0 != nil }
      }
    }
    let plain = Sample.feature("a", volume: Sample.requests("100"))
    let follower = Sample.feature(
      "b", volume: .follows(feature: "a", perAccepted: Sample.fixed("2")))
    #expect(try laws([plain]) == [true])
    #expect(try laws([plain, follower]) == [true, false])
    #expect(
      try laws([
        Sample.feature(volume: Sample.requests("100"), failure: Sample.uniform("0", "0.2"))
      ]) == [false])
  }

  @Test(
    "A feature that follows changes no number of the one it follows, and has its law",
    arguments: ["8", "40", "3000"])
  func followers(requests: String) throws {
    let (scenario, catalogue) = Self.scenario(requests, varying: true, credits: false)
    let forecaster = Forecaster(catalogue: catalogue, asOf: Sample.day("2026-12-01"))
    let options = TrialOptions(trials: 20_001, seed: 4)
    let alone = try #require(try forecaster.forecast(scenario, options).trials).features[0]
    let follower = Sample.feature(
      "b", offer: "acme/still/generate",
      volume: .follows(feature: "pictures", perAccepted: Sample.fixed("2")))
    let both = try #require(
      try forecaster.forecast(
        Sample.scenario(scenario.features + [follower], months: 3), options
      ).trials)
    #expect(both.features[0].months == alone.months)
    #expect(both.features[0].perAccepted == alone.perAccepted)
    // Half a dollar each, twice as many as kept: with k kept a month the mean is k and the variance
    // that of their own count, 2 k, and of the kept ones, 4 k, by a quarter.
    let kept = try #require(Double(requests)) * 0.85 / 1.6
    let spread = both.features[1].months[0]
    let deviation = (1.5 * kept).squareRoot()
    #expect(abs(spread.mean - kept) < 4.5 * deviation / 20_000.0.squareRoot())
    if kept > 1000 {
      #expect(abs((spread.p90 - spread.p10) / (2 * 1.28155 * deviation) - 1) < 0.03)
    }
  }

  @Test("Prices that may change move no draw")
  func priceRisk() throws {
    let (scenario, catalogue) = Self.scenario("60", varying: true, credits: false)
    let forecaster = Forecaster(catalogue: catalogue, asOf: Sample.day("2026-12-01"))
    let plain = try forecaster.forecast(scenario, TrialOptions(trials: 501))
    let risky = try forecaster.forecast(
      scenario, TrialOptions(trials: 501, hasPriceRisk: true))
    // The cards saw no change, so that none is drawn.
    #expect(plain.trials?.total == risky.trials?.total)
    #expect(plain.trials?.features[0].perAccepted == risky.trials?.features[0].perAccepted)
    #expect(plain.total == risky.total)
  }

  @Test("A month's trace finds the counts of an odd trial, and of the last")
  func traceOfOddTrials() throws {
    let (scenario, catalogue) = Self.scenario("50", varying: true, credits: true)
    let prepared = try Forecaster(catalogue: catalogue, asOf: Sample.day("2026-12-01"))
      .prepare(scenario, TrialOptions(trials: 7))
    let counts = (0..<7).map { prepared.requests(inMonth: 2, trial: $0)[0].count }
    #expect(Set(counts).count > 1)
    #expect(counts.allSatisfy { (20..<90).contains($0) })
  }
}
