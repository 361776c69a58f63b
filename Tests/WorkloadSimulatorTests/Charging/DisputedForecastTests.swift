import BillingTypes
import PricingRules
import TestSupport
import Testing
import WorkloadSimulator

/// Forecasts of offers and plans that sources tell in several ways, and of prices before their evidence.
@Suite("Forecasts of what sources disagree on")
struct DisputedForecastTests {
  static func range(_ forecast: Forecast) throws -> [String] {
    let range = try forecast.range()
    return [
      range.floor.decimalText, forecast.total.decimalText, range.ceiling?.decimalText ?? "none",
      range.reasons.map(\.rawValue).joined(separator: " "),
    ]
  }

  static func usd(_ price: String, _ readings: [String]) -> Offer {
    Sample.offer(
      disputes: [
        Dispute(name: "basis", readings: readings.map { .number(Sample.number($0)) }, says: "so")
      ],
      charges: [Sample.charge("output_images", quantity: "images", Sample.price(price))],
      outcomes: [.succeeded: .billed, .failed: .unknown])
  }

  @Test(
    "The mean takes the first reading, the range holds them all",
    arguments: [
      ("basis", ["0.10", "0.30", "0.05"], "0", ["5", "10", "30", "sources_disagree"]),
      ("if(basis == 2, 0.10, 0.10)", ["1", "2"], "0", ["10", "10", "10", ""]),
      // 20 of 100 fail, which are billed or not
      ("basis", ["0.10", "0.20"], "0.2", ["8", "8", "20", "outcome_unknown sources_disagree"]),
    ] as [(String, [String], String, [String])])
  func readings(price: String, readings: [String], failure: String, expected: [String]) throws {
    let feature = Sample.feature(
      volume: Sample.requests("100"), failure: Sample.fixed(failure))
    let forecast = try Sample.forecast(
      Sample.scenario([feature]), Sample.catalogue([Self.usd(price, readings)]))
    #expect(try Self.range(forecast) == expected)
  }

  @Test("Two disputes are taken in every combination")
  func combinations() throws {
    func dispute(_ name: String, _ readings: [String]) -> Dispute {
      Dispute(name: name, readings: readings.map { .number(Sample.number($0)) }, says: name)
    }
    let offer = Sample.offer(
      disputes: [dispute("usd", ["1", "2"]), dispute("times", ["3", "5", "2"])],
      charges: [Sample.charge("output_images", quantity: "images", Sample.price("usd * times"))])
    let forecast = try Sample.forecast(
      Sample.scenario([Sample.feature(volume: Sample.requests("10"))]), Sample.catalogue([offer]))
    #expect(try Self.range(forecast) == ["20", "30", "100", "sources_disagree"])
  }

  @Test("A plan's allowance and its price of more are taken at both ends")
  func plan() throws {
    let plan = Plan(
      id: "acme/standard", name: "", fee: Rational(10), every: .month, billed: .month,
      includes: [("acme/credit", Rational(100))], overage: [("acme/credit", .price(.one))],
      minimumSpend: nil, expires: nil, validity: Validity(), evidence: [],
      otherIncludes: [("acme/credit", Rational(120))],
      otherOverage: [("acme/credit", Sample.number("0.5"))])
    let catalogue = Sample.catalogue(
      [Sample.creditOffer(costs: "1")], plans: [plan], credits: [Sample.credit()])
    let forecast = try Sample.forecast(
      Sample.scenario(
        [Sample.feature(volume: Sample.requests("140"))], plans: ["acme/standard"]), catalogue)
    // 40 beyond 100 at 1, or 20 beyond 120 at 0.5
    #expect(try Self.range(forecast) == ["20", "50", "50", "sources_disagree"])
  }

  @Test(
    "A month before the earliest evidence of an undated price has no ceiling, and may cost nothing",
    arguments: [
      ("2027-03-01", ["0", "20", "none", "before_evidence"]),
      ("2027-02-01", ["10", "20", "none", "before_evidence"]),
      ("2027-01-01", ["20", "20", "20", ""]),
    ])
  func beforeEvidence(read: String, expected: [String]) throws {
    let page = Evidence(
      source: "a page", read: Sample.day(read), dated: nil, says: nil, confidence: .high)
    let offer = Sample.offer(
      charges: [Sample.charge("output_images", quantity: "images", Sample.price("0.10"))],
      evidence: [page])
    let forecast = try Sample.forecast(
      Sample.scenario([Sample.feature(volume: Sample.requests("100"))], months: 2),
      Sample.catalogue([offer]))
    #expect(try Self.range(forecast) == expected)
    #expect(forecast.completeness == (expected[2] == "none" ? .partial : .complete))
  }
}
