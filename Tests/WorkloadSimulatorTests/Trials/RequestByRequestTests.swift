import BillingTypes
import PricingRules
import TestSupport
import Testing
import WorkloadSimulator

/// The trials agree with a simulation of every single request, one case for each category.
@Suite("Trials against a simulation request by request")
struct RequestByRequestTests {
  struct Case: Sendable, CustomTestStringConvertible {
    let testDescription: String
    let feature: Feature
    let catalogue: Catalogue
    let plans: [PlanID]
    let use: @Sendable ([String: Double]) -> (pool: Double, money: Double)
    let settle: @Sendable (Double) -> Double
    var billsFailures = false
    var billsModeration = false
  }

  static let trials = 3000

  @Test("Mean and quantiles are those of the requests drawn one by one", arguments: cases)
  func agree(example: Case) throws {
    let scenario = Sample.scenario([example.feature], months: 3, plans: example.plans)
    let forecaster = Forecaster(catalogue: example.catalogue, asOf: Sample.day("2026-12-01"))
    let forecast = try forecaster.forecast(
      scenario, TrialOptions(trials: Self.trials, seed: 7))
    let summary = try #require(forecast.trials)
    let oracle = RequestByRequest(
      feature: example.feature, months: 3, use: example.use, settle: example.settle,
      billsFailures: example.billsFailures, billsModeration: example.billsModeration
    ).run(trials: Self.trials, seed: 11)
    for month in 0..<3 {
      expectSame(summary.months[month], oracle.map { $0[month] }, "month \(month)")
      let mean = try #require(
        Double(forecast.cost { $0.month == scenario.months[month] }.0.decimalText))
      expectMean(mean, oracle.map { $0[month] }, "lines of month \(month)")
    }
    expectSame(summary.total, oracle.map { $0.reduce(0, +) }, "total")
  }

  /// Four standard errors of the difference between two samples of as many trials.
  private static let bound = 4 * (2 / Double(trials)).squareRoot()

  private func expectMean(_ mean: Double, _ values: [Double], _ what: Comment) {
    let expected = values.reduce(0, +) / Double(values.count)
    let variance =
      values.reduce(0) { $0 + ($1 - expected) * ($1 - expected) } / Double(values.count)
    #expect(abs(mean - expected) <= Self.bound * variance.squareRoot(), what)
  }

  /// The share of the oracle's trials below a quantile is that of the quantile, ties counted half.
  private func expectSame(_ spread: Spread, _ values: [Double], _ what: Comment) {
    expectMean(spread.mean, values, what)
    for (share, value) in [(0.1, spread.p10), (0.5, spread.p50), (0.9, spread.p90)] {
      let slack = 1e-6 * max(1, value)
      let below = values.filter { $0 < value - slack }.count
      let equal = values.filter { abs($0 - value) <= slack }.count
      let allowed = Self.bound * (share * (1 - share)).squareRoot() * Double(values.count)
      let target = share * Double(values.count)
      #expect(Double(below) <= target + allowed, what)
      #expect(Double(below + equal) >= target - allowed, what)
    }
  }

  static let cases = [
    Case(
      testDescription: "image generation: graduated steps, a joint mix, failures that are free",
      feature: Sample.feature(
        volume: .requests(Sample.lognormal("20", "60")), growth: Sample.uniform("0", "0.2"),
        mix: [
          Sample.requests(share: "0.7", ["images": "1"]),
          Sample.requests(share: "0.3", ["images": "3"]),
        ], failure: Sample.fixed("0.1")),
      catalogue: Sample.catalogue([
        Sample.offer(
          charges: [
            Sample.charge(
              "output_images", quantity: "images",
              Sample.steps(.graduated, [("40", "0.10"), ("90", "0.06"), (nil, "0.02")]))
          ], outcomes: [.failed: .notBilled])
      ]), plans: [], use: { ($0["images"] ?? 1, 0) },
      settle: { quantity in
        min(quantity, 40) * 0.10 + min(max(quantity - 40, 0), 50) * 0.06
          + max(quantity - 90, 0) * 0.02
      }),
    Case(
      testDescription: "image editing: started megapixels, retries, moderation that is billed",
      feature: Feature(
        name: "edits", category: .imageEditing, needs: Needs(), offer: "acme/still/generate",
        candidates: nil, volume: .requests(Sample.lognormal("10", "200")),
        growth: Sample.fixed("0"), seasonality: [:],
        mix: [
          RequestClass(share: .one, values: [("images", .varying(Sample.uniform("1", "900")))])
        ], takesPerAccepted: Sample.fixed("1"), failureRate: Sample.uniform("0", "0.4"),
        moderationRate: Sample.fixed("0.05"), calls: CallPattern(retries: 2)),
      catalogue: Sample.catalogue([
        Sample.offer(
          category: .imageEditing,
          charges: [
            Sample.charge(
              "megapixels", quantity: "ceil(images / 300)", Sample.price("0.03"), unit: "megapixel")
          ], outcomes: [.failed: .billed, .moderatedOutput: .billed])
      ]), plans: [], use: { (0, (((($0["images"] ?? 1).rounded()) / 300).rounded(.up)) * 0.03) },
      settle: { _ in 0 }, billsFailures: true, billsModeration: true),
    Case(
      testDescription: "video generation: lengths snapped up, credits in packs",
      feature: Sample.feature(
        category: .videoGeneration, volume: .requests(Sample.lognormal("3", "12")),
        mix: [
          RequestClass(share: .one, values: [("images", .varying(Sample.uniform("2", "8")))])
        ]),
      catalogue: Sample.catalogue(
        [
          Sample.offer(
            category: .videoGeneration, parameters: [Sample.numbers("images", ["4", "6", "8"])],
            charges: [
              Sample.charge(
                "output_images", quantity: "images", Sample.price("5", in: .credit("acme/credit")))
            ])
        ], credits: [Sample.credit(packs: [("100", "9")])]), plans: [],
      use: { values in
        let seconds = values["images"] ?? 0
        return ((seconds <= 4 ? 4 : seconds <= 6 ? 6 : 8) * 5, 0)
      }, settle: { $0 * 0.09 }),
    Case(
      testDescription: "live avatar: started minutes, a plan with an allowance and overage",
      feature: Sample.feature(
        category: .liveAvatar, volume: .sessions(Sample.lognormal("15", "45")),
        mix: [
          RequestClass(share: .one, values: [("images", .varying(Sample.lognormal("40", "420")))])
        ]),
      catalogue: Sample.catalogue(
        [
          Sample.offer(
            category: .liveAvatar, parameters: [Sample.count("images", 0...36000)],
            charges: [
              Sample.charge(
                "session_minutes", quantity: "ceil(images / 60)",
                Sample.price("2", in: .credit("acme/credit")), unit: "minute")
            ])
        ],
        plans: [
          Sample.plan(
            fee: "20", includes: [("acme/credit", "150")],
            overage: [("acme/credit", .price(Sample.number("0.05")))])
        ], credits: [Sample.credit(default: .plan("acme/standard"))]), plans: ["acme/standard"],
      use: { (((($0["images"] ?? 0).rounded()) / 60).rounded(.up) * 2, 0) },
      settle: { 20 + max(0, $0 - 150) * 0.05 }),
  ]
}
