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

  /// Two readings of one charge, which count different things in units of their own.
  static func twoCharges(in unit: PriceUnit = .money) -> Offer {
    Sample.offer(
      disputes: [
        Dispute(
          name: "basis", readings: [.choice("by_megapixel"), .choice("by_picture")], says: "so")
      ],
      charges: [
        Sample.charge(
          "megapixels", quantity: "images", Sample.price("0.02"), when: "basis == by_megapixel"),
        Sample.charge(
          "output_images", quantity: "images", Sample.price("0.0398", in: unit),
          when: "basis == by_picture"),
      ])
  }

  @Test("Readings of one charge are alternatives for the whole, and each line has ends of its own")
  func alternatives() throws {
    let forecast = try Sample.forecast(
      Sample.scenario([Sample.feature(volume: Sample.requests("100"))], months: 2),
      Sample.catalogue([Self.twoCharges()]))
    #expect(try Self.range(forecast) == ["4", "4", "7.96", "sources_disagree"])
    #expect(forecast.completeness == .partial)
    #expect(
      forecast.summaries.map { [$0.range.floor, $0.range.ceiling] }
        == [[Sample.usd("2"), Sample.usd("3.98")], [Sample.usd("2"), Sample.usd("3.98")]])
    let lines = forecast.lines.prefix(2).map { line in
      let range = forecast.expected(of: line).range
      return [
        line.meter, line.cost?.decimalText, range.floor.decimalText, range.ceiling?.decimalText,
      ]
    }
    #expect(lines == [["megapixels", "2", "0", "2"], ["output_images", "0", "0", "3.98"]])
  }

  @Test("Readings that are paid in different units are not weighed against each other")
  func differentUnits() throws {
    let catalogue = Sample.catalogue(
      [Self.twoCharges(in: .credit("acme/credit"))],
      credits: [Sample.credit(packs: [(credits: "1", price: "1")])])
    let forecast = try Sample.forecast(
      Sample.scenario([Sample.feature(volume: Sample.requests("100"))]), catalogue)
    #expect(try Self.range(forecast) == ["0", "2", "5.98", "sources_disagree"])
  }

  @Test("A dispute that moves nothing is no reason")
  func idleDispute() throws {
    let offer = Sample.offer(
      disputes: [
        Dispute(name: "basis", readings: [.number(.one), .number(Rational(2))], says: "so")
      ],
      charges: [
        Sample.charge(
          "output_images", quantity: "images", Sample.price("if(basis == 1, 0.1, 0.1)"))
      ], outcomes: [.failed: .unknown])
    let feature = Sample.feature(volume: Sample.requests("100"), failure: Sample.fixed("10%"))
    let forecast = try Sample.forecast(Sample.scenario([feature]), Sample.catalogue([offer]))
    #expect(try Self.range(forecast) == ["9", "9", "10", "outcome_unknown"])
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
