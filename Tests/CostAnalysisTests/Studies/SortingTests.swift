import BillingTypes
import CostAnalysis
import PricingRules
import TestSupport
import Testing
import WorkloadSimulator

/// The order in which a scenario says things is no information.
@Suite("Sorting what a scenario says")
struct SortingTests {
  static let mix = [
    Sample.requests(share: "0.7", ["images": "1"]),
    RequestClass(
      share: Sample.number("0.2"),
      values: [
        ("images", .varying(Sample.uniform("2", "5"))),
        ("width", .varying(Sample.lognormal("50", "200"))),
      ]),
    Sample.requests(share: "0.1", ["images": "8"]),
  ]
  static let steps = [
    VolumePath.StepChange(
      from: Sample.day("2027-02-01").month, factor: Sample.lognormal("1.1", "1.6")),
    VolumePath.StepChange(
      from: Sample.day("2027-03-01").month, factor: Sample.uniform("0.5", "1")),
  ]
  static let parts: [(share: String, distribution: Distribution)] = [
    ("0.5", Sample.lognormal("80", "200")), ("0.3", Sample.fixed("120")),
    ("0.2", Sample.uniform("500", "900")),
  ]
  static let shared = [
    SharedFactor(name: "traffic", distribution: Sample.lognormal("0.8", "1.25")),
    SharedFactor(name: "viral", distribution: Sample.samples("1", "1", "3"), moves: ["a"]),
  ]

  /// What may stand in any order.
  enum Part: CaseIterable {
    case nothing, features, mix, values, steps, parts, samples, shared, plans
  }

  static func run(reversing part: Part) throws -> StudiedForecast {
    func order<Value>(_ values: [Value], _ own: Part) -> [Value] {
      part == own ? values.reversed() : values
    }
    let parts = order(Self.parts, .parts)
    let samples = order(["60", "90", "200"], .samples)
    let features = [
      Sample.feature(
        "a", volume: .requests(Sample.mixture(parts[0], parts[1], parts[2])),
        mix: order(mix, .mix).map {
          RequestClass(share: $0.share, values: order($0.values, .values))
        }, failure: Sample.fixed("0.1"),
        path: VolumePath(steps: order(steps, .steps))),
      Sample.feature(
        "b", offer: "acme/credits/generate",
        volume: .requests(Sample.samples(samples[0], samples[1], samples[2])),
        takes: Sample.uniform("1", "3")),
      Sample.feature("c", offer: "acme/credits/generate", volume: Sample.requests("50")),
    ]
    let scenario = Scenario(
      name: "any order", story: "", currency: .usd, start: Sample.day("2027-01-01").month,
      monthCount: 4, asOf: nil, features: order(features, .features),
      shared: order(shared, .shared),
      subscriptions: order([Subscription("acme/standard"), Subscription("acme/idle")], .plans),
      overhead: Overhead(), budget: Budget(month: Rational(150)))
    let catalogue = Sample.catalogue(
      [
        Sample.offer(
          parameters: [Sample.count("images"), Sample.count("width", default: 100)],
          charges: [
            Sample.charge(
              "output_images", quantity: "images * (100 + width)", Sample.price("0.00025"))
          ], outcomes: [.failed: .notBilled]),
        Sample.creditOffer("acme/credits/generate", costs: "2"),
      ],
      plans: [
        Sample.plan(
          fee: "10", includes: [("acme/credit", "300")],
          overage: [("acme/credit", .price(Sample.number("0.04")))]),
        Sample.plan("acme/idle", fee: "3", includes: [("video_seconds", "60")]),
      ], credits: [Sample.credit(default: .plan("acme/standard"))])
    return try ScenarioAnalysis(Forecaster(catalogue: catalogue, asOf: Sample.day("2026-12-01")))
      .forecast(scenario, TrialOptions(trials: 1200, seed: 3))
  }

  @Test(
    "Changes neither an amount, nor a chance, nor what drives the spread",
    arguments: Part.allCases.dropFirst())
  func sorting(part: Part) throws {
    let (plainly, otherwise) = (try Self.run(reversing: .nothing), try Self.run(reversing: part))
    let plain = try #require(plainly.forecast.trials)
    let other = try #require(otherwise.forecast.trials)
    #expect(other.total == plain.total)
    #expect(other.months == plain.months)
    #expect(other.paid == plain.paid)
    #expect(other.overMonthlyBudget == plain.overMonthlyBudget)
    #expect(
      otherwise.drivers.sorted { $0.name < $1.name }
        == plainly.drivers.sorted { $0.name < $1.name })
    for feature in plain.features {
      let own = try #require(other.features.first { $0.feature == feature.feature })
      #expect(own.months == feature.months)
      #expect(own.perAccepted == feature.perAccepted)
    }
  }
}
