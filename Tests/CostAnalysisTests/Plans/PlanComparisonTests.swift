import BillingTypes
import CostAnalysis
import PricingRules
import Settlement
import TestSupport
import Testing
import WorkloadSimulator

@Suite("The same months under a provider's plans")
struct PlanComparisonTests {
  static func price(_ text: String) -> [(key: String, price: Plan.Overage)] {
    [("acme/credit", .price(Sample.number(text)))]
  }

  static let plans = [
    Sample.plan(
      "acme/small", fee: "10", includes: [("acme/credit", "100")], overage: price("0.2")),
    Sample.plan(
      "acme/large", fee: "50", includes: [("acme/credit", "1000")], overage: price("0.08")),
    Sample.plan(
      "acme/fixed", fee: "12", includes: [("acme/credit", "120")],
      overage: [("acme/credit", .none)]),
    Sample.plan("acme/open", fee: "5", includes: [("acme/credit", "20")]),
    Sample.plan(
      "acme/later", fee: "1", includes: [("acme/credit", "5000")],
      validity: Validity(from: Sample.day("2029-01-01"))),
    Sample.plan("acme/films", fee: "9", includes: [("video_seconds", "100")]),
  ]

  static func catalogue(_ source: Credit.DefaultSource = .pack) -> Catalogue {
    Sample.catalogue(
      [
        Sample.creditOffer(costs: "1"),
        Sample.imageOffer("other/still/generate", price: "0.05"),
      ], plans: plans, credits: [Sample.credit(packs: [("100", "30")], default: source)])
  }

  static func study(
    _ volume: Volume, plan: PlanID? = "acme/small", trials: Int,
    source: Credit.DefaultSource = .pack
  ) throws -> StudiedForecast {
    let scenario = Sample.scenario(
      [
        Sample.feature("pictures", volume: volume),
        Sample.feature(
          "others", offer: "other/still/generate", volume: .requests(Sample.lognormal("100", "900"))
        ),
      ], months: 3, shared: [Sample.lognormal("0.8", "1.25")], plans: plan.map { [$0] } ?? [])
    return try ScenarioAnalysis(
      Forecaster(catalogue: catalogue(source), asOf: Sample.day("2026-12-01"))
    ).forecast(scenario, TrialOptions(trials: trials, seed: 7))
  }

  @Test("Each plan has what the months come to under it, by hand")
  func hand() throws {
    let catalogue = Self.catalogue()
    let scenario = Sample.scenario(
      [
        Sample.feature(
          volume: Sample.requests("150"), calls: CallPattern(overdispersion: .zero))
      ], months: 2, plans: ["acme/small"])
    let studied = try ScenarioAnalysis(
      Forecaster(catalogue: catalogue, asOf: Sample.day("2026-12-01"))
    ).forecast(scenario, TrialOptions(trials: 20, seed: 1))
    let comparison = try #require(studied.planComparisons.first)
    #expect(studied.planComparisons.count == 1)
    #expect(comparison.provider == "acme")
    #expect(comparison.keys == ["acme/credit"])
    #expect(comparison.features == ["pictures"])
    // Small: 10 and 50 at 0.20. Packs of 100 for 30: 0.30 each. Large: 850 of 1,000 end unused of 50.
    func row(_ choice: PlanComparison.Choice) -> PlanComparison.Row? {
      comparison.rows.first { $0.choice == choice }
    }
    #expect(comparison.rows.count == 5)
    #expect(comparison.rows[0].choice == .plan("acme/small"))
    #expect(comparison.rows[0].isPlanned && !comparison.rows[0].isAssumed)
    #expect(comparison.rows[0].cost?.mean == Sample.usd("40"))
    #expect(comparison.rows[0].cost?.breakage == Sample.usd("0"))
    let large = try #require(row(.plan("acme/large"))?.cost)
    #expect(large.mean == Sample.usd("100"))
    #expect(large.breakage == Sample.usd("85"))
    #expect(large.difference == Sample.usd("60"))
    #expect(large.p90 == 100)
    #expect(row(.none)?.cost?.mean == Sample.usd("90"))
    // What cannot serve has a reason and no figure.
    let excess = Sample.number("30")
    #expect(row(.plan("acme/fixed"))?.cost == nil)
    #expect(
      row(.plan("acme/fixed"))?.gap
        == .settlement(
          .overageNotSold(
            plan: "acme/fixed", key: "acme/credit", included: Rational(120), excess: excess)))
    #expect(row(.plan("acme/open"))?.gap?.code == .overageUnknown)
  }

  @Test(
    "The planned row is the forecast's own total, and others are whole forecasts of their own",
    arguments: [0, 400])
  func law(trials: Int) throws {
    let volume = Volume.requests(Sample.lognormal("40", "160"))
    let studied = try Self.study(volume, trials: trials)
    let comparison = try #require(studied.planComparisons.first)
    let planned = try #require(comparison.rows.first)
    #expect(planned.isPlanned)
    #expect(planned.cost?.mean == studied.forecast.total)
    #expect(planned.cost?.p90 == studied.forecast.trials?.total.p90)
    #expect(planned.cost?.difference?.picounits == 0)
    let large = try #require(comparison.rows.first { $0.choice == .plan("acme/large") }?.cost)
    let whole = try Self.study(volume, plan: "acme/large", trials: trials).forecast
    #expect(abs(large.mean.picounits - whole.total.picounits) <= 1_000)
    if let p90 = whole.trials?.total.p90 {
      #expect(abs((large.p90 ?? 0) - p90) <= 1e-6)
    }
    // Held the other way round, the difference is the opposite.
    let back = try #require(
      Self.study(volume, plan: "acme/large", trials: trials).planComparisons.first?.rows
        .first { $0.choice == .plan("acme/small") }?.cost)
    let (there, here) = (try #require(large.difference), try #require(back.difference))
    #expect(abs(here.picounits + there.picounits) <= 1_000)
  }

  @Test("Plans that change are told with their months, a plan that comes again twice")
  func changes() throws {
    let months = ["2027-01-01", "2027-02-01", "2027-03-01"].map { Sample.day($0).month }
    let scenario = Sample.scenario(
      [Sample.feature("pictures", volume: Sample.requests("150"))], months: 3
    ).keeping(
      subscriptions: [
        Subscription("acme/small", from: nil, to: months[0]),
        Subscription("acme/large", from: months[1], to: months[1]),
        Subscription("acme/small", from: months[2], to: nil),
      ], purchases: [])
    let studied = try ScenarioAnalysis(
      Forecaster(catalogue: Self.catalogue(), asOf: Sample.day("2026-12-01"))
    ).forecast(scenario, TrialOptions(trials: 0))
    let planned = try #require(studied.planComparisons.first?.rows.first)
    #expect(
      planned.choice
        == .several([
          .init(plan: "acme/small", from: months[0], to: months[0]),
          .init(plan: "acme/large", from: months[1], to: months[1]),
          .init(plan: "acme/small", from: months[2], to: months[2]),
        ]))
  }

  @Test("Under a plan that cannot serve there is no figure, and nothing to hold others against")
  func unserved() throws {
    let studied = try Self.study(.requests(Sample.fixed("450")), plan: "acme/fixed", trials: 0)
    let comparison = try #require(studied.planComparisons.first)
    let large = try #require(comparison.rows.first { $0.choice == .plan("acme/large") }?.cost)
    #expect(large.difference == nil)
    #expect(large.spread == nil)
  }

  @Test("A plan that nobody chose is the planned one, and said to be assumed")
  func silent() throws {
    let studied = try Self.study(
      Sample.requests("60"), plan: nil, trials: 50, source: .plan("acme/small"))
    let rows = try #require(studied.planComparisons.first?.rows)
    #expect(rows[0].choice == .plan("acme/small"))
    #expect(rows[0].isPlanned && rows[0].isAssumed)
    #expect(!rows.contains { $0.choice == .none })
    #expect(
      studied.forecast.assumptions.contains(
        .defaultPlan(key: "acme/credit", plan: "acme/small")))
  }

  @Test("Without a plan that a feature could be under there is nothing to compare")
  func nothing() throws {
    let scenario = Sample.scenario([
      Sample.feature(offer: "other/still/generate", volume: Sample.requests("10"))
    ])
    let studied = try ScenarioAnalysis(
      Forecaster(catalogue: Self.catalogue(), asOf: Sample.day("2026-12-01"))
    ).forecast(scenario, TrialOptions(trials: 0))
    #expect(studied.planComparisons.isEmpty)
  }
}
