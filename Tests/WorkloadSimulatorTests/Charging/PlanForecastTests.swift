import BillingTypes
import PricingRules
import ReportGenerator
import TestSupport
import Testing
import WorkloadSimulator

@Suite("Plans in a forecast")
struct PlanForecastTests {
  /// One month of images at one credit each, under a plan of 100.00 for 1,000 credits.
  static func forecast(
    images: String, overage: [(key: String, price: Plan.Overage)] = [],
    minimumSpend: String? = nil, months: Int = 1, fee: String = "100",
    every: Plan.Interval = .month, billed: Plan.Interval? = nil, included: String = "1000"
  ) throws -> Forecast {
    let plan = Sample.plan(
      fee: fee, every: every, billed: billed,
      includes: [(key: "acme/credit", quantity: included)], overage: overage,
      minimumSpend: minimumSpend)
    let catalogue = Sample.catalogue(
      [Sample.creditOffer(costs: "1")], plans: [plan], credits: [Sample.credit()])
    let feature = Sample.feature(volume: Sample.requests(images))
    return try Sample.forecast(
      Sample.scenario([feature], months: months, plans: ["acme/standard"]), catalogue)
  }

  @Test(
    "The fee covers the allowance; each credit beyond it costs the overage price",
    arguments: [
      ("1", "100", "0"), ("999", "100", "0"), ("1000", "100", "0"), ("1001", "100.12", "0.12"),
      ("1500", "160", "60"),
    ])
  func overage(images: String, cost: String, overage: String) throws {
    let forecast = try Self.forecast(
      images: images, overage: [("acme/credit", .price(Sample.number("0.12")))])
    #expect(forecast.total == Sample.usd(cost))
    #expect(forecast.completeness == .complete)
    let statement = try #require(forecast.statements.first)
    #expect(forecast.statements.count == 1)
    #expect(statement.seller == .plan("acme/standard"))
    #expect(statement.key == "acme/credit")
    #expect(statement.used == Sample.number(images))
    #expect(statement.included == Rational(1000))
    #expect(statement.fee == Sample.usd("100"))
    #expect(statement.overage == Sample.usd(overage))
    #expect(statement.trueUp == Sample.usd("0"))
    #expect(statement.accrued == Sample.usd(cost))
    #expect(statement.paid == Sample.usd(cost))
    #expect(statement.missing == nil)
    #expect(forecast.lines.map(\.seller) == [.plan("acme/standard")])
    #expect(forecast.lines.map(\.feature) == ["pictures"])
  }

  @Test(
    "What a plan cannot or may not sell beyond its allowance is said, not priced",
    arguments: [
      (
        [("acme/credit", Plan.Overage.none)],
        "plan acme/standard includes 1000 acme/credit; 500 more are needed and cannot be bought in it"
      ),
      (
        [("acme/credit", .unknown)],
        "plan acme/standard includes 1000 acme/credit; what 500 more cost is not known"
      ),
      ([], "plan acme/standard includes 1000 acme/credit; what 500 more cost is not known"),
    ])
  func noOverage(overage: [(String, Plan.Overage)], reason: String) throws {
    let forecast = try Self.forecast(
      images: "1500", overage: overage.map { (key: $0.0, price: $0.1) })
    #expect(forecast.total == Sample.usd("100"))
    #expect(forecast.completeness == .partial)
    #expect(forecast.lines.map(\.missing.words) == [reason])
    #expect(forecast.statements.map(\.missing?.words) == [reason])
    let inside = try Self.forecast(
      images: "1000", overage: overage.map { (key: $0.0, price: $0.1) })
    #expect(inside.completeness == .complete)
  }

  @Test("A fee billed yearly is paid in the first month of each year and accrued every month")
  func billedYearly() throws {
    let forecast = try Self.forecast(
      images: "1500", overage: [("acme/credit", .price(Sample.number("0.12")))], months: 14,
      billed: .year)
    #expect(forecast.statements.map(\.accrued) == [Money](repeating: Sample.usd("160"), count: 14))
    let paid = (0..<14).map { Sample.usd($0 % 12 == 0 ? "1260" : "60") }
    #expect(forecast.statements.map(\.paid) == paid)
    #expect(forecast.total == Sample.usd("2240"))
  }

  @Test("A plan by the year spreads its fee and its allowance over twelve months")
  func yearlyPlan() throws {
    let forecast = try Self.forecast(
      images: "1500", overage: [("acme/credit", .price(Sample.number("0.12")))], months: 2,
      fee: "1200", every: .year, included: "12000")
    #expect(forecast.statements.map(\.fee) == [Sample.usd("100"), Sample.usd("100")])
    #expect(forecast.statements.map(\.included) == [Rational(1000), Rational(1000)])
    #expect(forecast.statements.map(\.accrued) == [Sample.usd("160"), Sample.usd("160")])
    #expect(forecast.statements.map(\.paid) == [Sample.usd("1260"), Sample.usd("60")])
  }

  @Test("A yearly fee that twelve does not divide is paid in full and accrued to the picounit")
  func unevenYearlyFee() throws {
    let forecast = try Self.forecast(
      images: "10", months: 12, fee: "100", every: .year, included: "12000")
    #expect(forecast.statements.map(\.paid).first == Sample.usd("100"))
    #expect(forecast.statements.map(\.accrued).first == Sample.usd("8.333333333333"))
  }

  @Test(
    "The true-up lifts a month to the minimum spend, fee and overage counted",
    arguments: [
      ("500", "150", "50"), ("1500", "160", "0"), ("1250", "150", "20"), ("1416", "150", "0.08"),
    ])
  func minimumSpend(images: String, cost: String, trueUp: String) throws {
    let forecast = try Self.forecast(
      images: images, overage: [("acme/credit", .price(Sample.number("0.12")))],
      minimumSpend: "150")
    #expect(forecast.total == Sample.usd(cost))
    #expect(forecast.statements.map(\.trueUp) == [Sample.usd(trueUp)])
  }

  @Test("A plan that nothing uses costs its fee, on a line of its own")
  func unusedPlan() throws {
    let catalogue = Sample.catalogue(
      [Sample.imageOffer(price: "0.1")],
      plans: [
        Sample.plan(fee: "12", billed: .year, includes: [(key: "acme/credit", quantity: "600")])
      ], credits: [Sample.credit()])
    let feature = Sample.feature(volume: Sample.requests("100"))
    let forecast = try Sample.forecast(
      Sample.scenario([feature], months: 2, plans: ["acme/standard"]), catalogue)
    #expect(forecast.total == Sample.usd("44"))
    #expect(forecast.completeness == .complete)
    let fees = forecast.lines.filter { $0.feature == nil }
    #expect(fees.map(\.meter) == ["plan_fee", "plan_fee"])
    #expect(fees.map(\.seller) == [.plan("acme/standard"), .plan("acme/standard")])
    #expect(fees.map(\.provider) == ["acme", "acme"])
    #expect(fees.map(\.quantity) == [.one, .one])
    #expect(fees.compactMap(\.cost) == [Sample.usd("12"), Sample.usd("12")])
    #expect(forecast.statements.map(\.paid) == [Sample.usd("144"), Sample.usd("0")])
    #expect(forecast.summaries.map(\.cost) == [Sample.usd("10"), Sample.usd("10")])
  }

  @Test("A month in which the feature asks for nothing still costs the plan's fee")
  func idleMonth() throws {
    let forecast = try Self.forecast(images: "0")
    #expect(forecast.total == Sample.usd("100"))
    #expect(forecast.lines.filter { $0.feature == nil }.compactMap(\.cost) == [Sample.usd("100")])
    #expect(forecast.completeness == .complete)
  }

  @Test("Two features share one allowance in proportion to the credits they take")
  func sharedAllowance() throws {
    let plan = Sample.plan(
      fee: "100", includes: [(key: "acme/credit", quantity: "1000")],
      overage: [("acme/credit", .price(Sample.number("0.12")))])
    let offers = [
      Sample.creditOffer("acme/a/generate", costs: "1"),
      Sample.creditOffer("acme/b/generate", costs: "4"),
    ]
    let catalogue = Sample.catalogue(offers, plans: [plan], credits: [Sample.credit()])
    let features = [
      Sample.feature("a", offer: "acme/a/generate", volume: Sample.requests("500")),
      Sample.feature("b", offer: "acme/b/generate", volume: Sample.requests("375")),
    ]
    let forecast = try Sample.forecast(
      Sample.scenario(features, plans: ["acme/standard"]), catalogue)
    // 500 + 1,500 credits: the fee and 1,000 × 0.12, a quarter and three quarters of it.
    #expect(forecast.lines.compactMap(\.cost) == [Sample.usd("55"), Sample.usd("165")])
    #expect(forecast.statements.map(\.used) == [Rational(2000)])
  }
}
