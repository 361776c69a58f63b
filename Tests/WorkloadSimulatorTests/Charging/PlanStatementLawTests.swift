import BillingTypes
import PricingRules
import Settlement
import TestSupport
import Testing

@testable import WorkloadSimulator

/// Laws of what plans come to, over random plans: in trials as without.
@Suite("What plans accrue and are paid")
struct PlanStatementLawTests {
  /// A plan, a volume that begins now or later, and how much is used.
  static func forecast(seed: Int, trials: Int) throws -> Forecast {
    var random = SplitMix64(seed: UInt64(seed))
    let isYearly = random.below(2) == 0
    let overage: [(key: String, price: Plan.Overage)] =
      random.below(4) == 0 ? [] : [("acme/credit", .price(Sample.number("0.07")))]
    let plan = Sample.plan(
      fee: random.pick(["100", "12", "0", "37.5"]), every: isYearly ? .year : .month,
      billed: random.pick([nil, isYearly ? nil : .year]),
      includes: [("acme/credit", random.pick(["50", "625", "7"]))], overage: overage,
      minimumSpend: random.pick([nil, nil, "40"]))
    let catalogue = Sample.catalogue(
      [Sample.creditOffer(costs: "2")], plans: [plan], credits: [Sample.credit()])
    let launch = VolumePath.Launch(
      month: Sample.day(random.pick(["2027-01-01", "2027-03-01", "2027-06-01"])).month,
      rampMonths: 1, from: .one)
    let feature = Sample.feature(
      volume: .requests(
        random.pick([
          Sample.lognormal("2", "40"), Sample.fixed("3"), Sample.lognormal("100", "900"),
        ])),
      path: VolumePath(launch: launch))
    return try Forecaster(catalogue: catalogue, asOf: Sample.day("2026-12-01")).forecast(
      Sample.scenario([feature], months: 14, plans: ["acme/standard"]),
      TrialOptions(trials: trials, seed: 5))
  }

  @Test(
    "Rows balance, nothing is paid back, and lines and months add up to what plans accrue",
    arguments: 0..<Thoroughness.count(60, few: 25), [0, 300])
  func balance(seed: Int, trials: Int) throws {
    let forecast = try Self.forecast(seed: seed, trials: trials)
    let slack = Int128(10_000)
    func near(_ a: Int128, _ b: Int128) -> Bool { abs(a - b) <= slack }
    for statement in forecast.statements {
      let parts =
        statement.fee.picounits + statement.overage.picounits + statement.trueUp.picounits
      #expect(near(statement.accrued.picounits, parts), "\(statement)")
      #expect(
        statement.paid.picounits >= 0
          && statement.accrued.picounits + slack >= statement.fee.picounits)
    }
    for month in forecast.scenario.months {
      let accrued = forecast.statements.filter { $0.month == month }.map(\.accrued.picounits)
      let lines = forecast.lines.filter { $0.month == month }.compactMap { $0.cost?.picounits }
      #expect(near(accrued.reduce(0, +), lines.reduce(0, +)), "\(month)")
    }
    let fees = forecast.statements.map(\.fee.picounits)
    #expect((fees.max() ?? 0) - (fees.min() ?? 0) <= slack, "a fee is the same every month")
    guard let summary = forecast.trials else { return }
    for (index, month) in forecast.scenario.months.enumerated() {
      let accrued = forecast.statements.filter { $0.month == month }
        .reduce(0) { $0 + $1.accrued.units.approximation }
      // The mean of the lines has less noise than that of the trials, which is one of a few hundred.
      let spread = summary.months[index]
      #expect(abs(accrued - spread.mean) <= 0.2 * max(1, spread.p95 - spread.p5), "\(month)")
    }
  }
}
