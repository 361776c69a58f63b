import BillingTypes
import PricingRules
import ReportGenerator
import TestSupport
import Testing
import WorkloadSimulator

@Suite("Which plan a charge falls under")
struct PlanChoiceTests {
  static let feature = Sample.feature(volume: Sample.requests("1500"))

  static func seconds(_ offerID: OfferID = "acme/still/generate") -> Offer {
    Sample.offer(
      offerID, charges: [Sample.charge("video_seconds", quantity: "images", Sample.price("0.2"))])
  }

  @Test("Without a plan in the scenario, credits fall under the card's default plan")
  func defaultPlan() throws {
    let plan = Sample.plan(
      fee: "100", includes: [(key: "acme/credit", quantity: "1000")],
      overage: [("acme/credit", .price(Sample.number("0.12")))])
    let catalogue = Sample.catalogue(
      [Sample.creditOffer(costs: "1")], plans: [plan],
      credits: [
        Sample.credit(packs: [("100", "50")], default: .plan("acme/standard"))
      ])
    let forecast = try Sample.forecast(Sample.scenario([Self.feature], months: 2), catalogue)
    #expect(forecast.monthlyCosts == ["160", "160"])
    #expect(forecast.lines.map(\.seller) == [.plan("acme/standard"), .plan("acme/standard")])
    #expect(
      forecast.warnings.map(\.words) == [
        "acme/credit is taken under acme/standard, the card's default; the scenario lists no plan "
          + "for it"
      ])
    let chosen = Sample.scenario([Self.feature], plans: ["acme/standard"])
    #expect(try Sample.forecast(chosen, catalogue).warnings == [])
  }

  @Test("A plan of the scenario goes before the default and before packs")
  func subscribedPlan() throws {
    let plans = [
      Sample.plan("acme/small", fee: "10", includes: [(key: "acme/credit", quantity: "10")]),
      Sample.plan(
        "acme/large", fee: "70", includes: [(key: "acme/credit", quantity: "2000")]),
    ]
    let catalogue = Sample.catalogue(
      [Sample.creditOffer(costs: "1")], plans: plans,
      credits: [Sample.credit(packs: [("100", "50")], default: .plan("acme/small"))])
    let forecast = try Sample.forecast(
      Sample.scenario([Self.feature], plans: ["acme/large"]), catalogue)
    #expect(forecast.total == Sample.usd("70"))
    #expect(forecast.lines.map(\.seller) == [.plan("acme/large")])
  }

  @Test("A plan that includes a meter covers the provider's charges by that meter")
  func meterAllowance() throws {
    let plan = Sample.plan(
      fee: "100", includes: [(key: "video_seconds", quantity: "1000")],
      overage: [("video_seconds", .price(Sample.number("0.15")))])
    let forecast = try Sample.forecast(
      Sample.scenario([Self.feature], plans: ["acme/standard"]),
      Sample.catalogue([Self.seconds()], plans: [plan]))
    #expect(forecast.total == Sample.usd("175"))
    #expect(forecast.lines.map(\.quantity) == [Rational(1500)])
    #expect(forecast.statements.map(\.key) == ["video_seconds"])
  }

  @Test("Another provider's plan for the same meter covers nothing, wherever it stands")
  func foreignMeterAllowance() throws {
    let plans = [
      Sample.plan(
        "acme/standard", fee: "100", includes: [(key: "video_seconds", quantity: "2000")]),
      Sample.plan("brand/plus", fee: "30", includes: [(key: "video_seconds", quantity: "2000")]),
    ]
    let catalogue = Sample.catalogue([Self.seconds()], plans: plans)
    for order: [PlanID] in [["acme/standard", "brand/plus"], ["brand/plus", "acme/standard"]] {
      let forecast = try Sample.forecast(Sample.scenario([Self.feature], plans: order), catalogue)
      #expect(forecast.cost { $0.feature == "pictures" }.0 == Sample.usd("100"))
      #expect(forecast.cost { $0.feature == nil }.0 == Sample.usd("30"))
    }
  }

  @Test("A plan that includes two things costs its fee once")
  func twoAllowances() throws {
    let plan = Sample.plan(
      fee: "100",
      includes: [(key: "acme/credit", quantity: "1000"), (key: "video_seconds", quantity: "1000")],
      overage: [
        ("acme/credit", .price(Sample.number("0.12"))),
        ("video_seconds", .price(Sample.number("0.15"))),
      ], minimumSpend: "150")
    let catalogue = Sample.catalogue(
      [Sample.creditOffer("acme/a/generate", costs: "1"), Self.seconds("acme/b/generate")],
      plans: [plan], credits: [Sample.credit()])
    func forecast(_ first: String, _ second: String) throws -> Forecast {
      let features = [
        Sample.feature("a", offer: "acme/a/generate", volume: Sample.requests(first)),
        Sample.feature("b", offer: "acme/b/generate", volume: Sample.requests(second)),
      ]
      return try Sample.forecast(Sample.scenario(features, plans: ["acme/standard"]), catalogue)
    }
    // 100 + 1,000 × 0.12 + 500 × 0.15
    #expect(try forecast("2000", "1500").total == Sample.usd("295"))
    // 100 + 100 × 0.12 is lifted to 150 as a whole
    #expect(try forecast("1100", "1000").total == Sample.usd("150"))
    #expect(try forecast("0", "1400").total == Sample.usd("160"))
    #expect(try forecast("0", "0").total == Sample.usd("150"))
    let statements = try forecast("1100", "1000").statements
    let fees = try Money.sum(statements.map(\.fee), in: .usd)
    let paid = try Money.sum(statements.map(\.paid), in: .usd)
    #expect(fees == Sample.usd("100"))
    #expect(paid == Sample.usd("150"))
  }

  @Test("A credit that no card sells has no price in money")
  func unsoldCredit() throws {
    let forecast = try Sample.forecast(
      Sample.scenario([Self.feature]), Sample.catalogue([Sample.creditOffer(costs: "2")]))
    #expect(forecast.lines.map(\.cost) == [nil])
    #expect(
      forecast.lines.map(\.missing.words)
        == ["output_images: what one 'acme/credit' costs is not known"])
    #expect(forecast.completeness == .unknown)
  }
}
