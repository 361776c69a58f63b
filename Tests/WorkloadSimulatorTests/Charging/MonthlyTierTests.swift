import BillingTypes
import PricingRules
import TestSupport
import Testing
import WorkloadSimulator

@Suite("Steps over the month")
struct MonthlyTierTests {
  static let steps: [(upTo: String?, amount: String)] = [("1000", "0.08"), (nil, "0.06")]

  /// Two features of one offer, and what each comes to in one month.
  static func costs(
    _ price: ChargePrice, _ first: String, _ second: String
  ) throws -> (total: Money, lines: [Money?]) {
    let offer = Sample.offer(
      charges: [Sample.charge("output_images", quantity: "images", price)])
    let features = [first, second].enumerated().map {
      Sample.feature("f\($0.offset)", volume: Sample.requests($0.element))
    }
    let forecast = try Sample.forecast(Sample.scenario(features), Sample.catalogue([offer]))
    #expect(forecast.completeness == .complete)
    return (forecast.total, forecast.lines.map(\.cost))
  }

  @Test(
    "Graduated: each unit at the price of its own step, counted over both features",
    arguments: [
      ("600", "400", "80"), ("601", "400", "80.06"), ("600", "900", "110"), ("0", "1500", "110"),
    ])
  func graduated(first: String, second: String, expected: String) throws {
    let (total, _) = try Self.costs(Sample.steps(.graduated, Self.steps), first, second)
    #expect(total == Sample.usd(expected))
  }

  @Test(
    "Volume: every unit at the price of the step that both features reach together",
    arguments: [("600", "400", "80"), ("601", "400", "60.06"), ("600", "900", "90")])
  func volume(first: String, second: String, expected: String) throws {
    let (total, _) = try Self.costs(Sample.steps(.volume, Self.steps), first, second)
    #expect(total == Sample.usd(expected))
  }

  @Test(
    "Cliff: one price for the step that both features reach together",
    arguments: [("600", "400", "50"), ("601", "400", "90"), ("600", "900", "90")])
  func cliff(first: String, second: String, expected: String) throws {
    let price = Sample.steps(.cliff, [("1000", "50"), ("5000", "90")])
    let (total, _) = try Self.costs(price, first, second)
    #expect(total == Sample.usd(expected))
  }

  @Test("Each feature pays in proportion to its units, and together they pay all of it")
  func shares() throws {
    let (total, lines) = try Self.costs(
      Sample.steps(.graduated, [("1000", "0.07"), (nil, "0.06")]), "500", "1000")
    #expect(total == Sample.usd("100"))
    let expected = [Sample.usd("33.333333333333"), Sample.usd("66.666666666667")]
    #expect(lines == expected)
  }

  @Test("Steps begin anew every month, and each month's demand is the one that counts")
  func everyMonth() throws {
    let offer = Sample.offer(
      charges: [
        Sample.charge("output_images", quantity: "images", Sample.steps(.graduated, Self.steps))
      ])
    let feature = Sample.feature(volume: Sample.requests("1000"), growth: Sample.fixed("50%"))
    let forecast = try Sample.forecast(
      Sample.scenario([feature], months: 3), Sample.catalogue([offer]))
    #expect(forecast.monthlyCosts == ["80", "110", "155"])
  }

  @Test("Only units that are billed climb the steps")
  func failures() throws {
    let offer = Sample.offer(
      charges: [
        Sample.charge("output_images", quantity: "images", Sample.steps(.volume, Self.steps))
      ], outcomes: [.failed: .notBilled])
    let feature = Sample.feature(volume: Sample.requests("1250"), failure: Sample.fixed("20%"))
    let forecast = try Sample.forecast(Sample.scenario([feature]), Sample.catalogue([offer]))
    #expect(forecast.total == Sample.usd("80"))
  }

  @Test("Two offers climb steps of their own, and so do two charges of one meter")
  func separateSteps() throws {
    let offers = ["acme/a/generate", "acme/b/generate"].map { id in
      Sample.offer(
        id,
        charges: [
          Sample.charge("output_images", quantity: "images", Sample.steps(.graduated, Self.steps))
        ])
    }
    let features = offers.map {
      Sample.feature("\($0.model)\($0.id)", offer: $0.id, volume: Sample.requests("1000"))
    }
    let forecast = try Sample.forecast(Sample.scenario(features), Sample.catalogue(offers))
    #expect(forecast.total == Sample.usd("160"))

    let twice = Sample.offer(
      parameters: [Sample.choice("quality", ["low", "high"])],
      charges: [
        Sample.charge(
          "output_images", quantity: "1",
          Sample.steps(.graduated, [("400", "0.1"), (nil, "0.05")]),
          when: "quality == low"),
        Sample.charge(
          "output_images", quantity: "1", Sample.steps(.graduated, [("400", "1"), (nil, "0.5")]),
          when: "quality == high"),
      ])
    let mix = [
      Sample.requests(share: "0.5", ["quality": "low"]),
      Sample.requests(share: "0.5", ["quality": "high"]),
    ]
    let feature = Sample.feature(volume: Sample.requests("1000"), mix: mix)
    let both = try Sample.forecast(Sample.scenario([feature]), Sample.catalogue([twice]))
    #expect(both.lines.map(\.cost) == [Sample.usd("45"), Sample.usd("450")])
  }

  @Test("Steps that change follow the same days as every other price")
  func datedSteps() throws {
    func entry(_ amounts: [String], from: String? = nil, known: String? = nil) -> DatedAmounts {
      DatedAmounts(
        from: from.map(Sample.day), knownFrom: known.map(Sample.day), calledOff: nil,
        amounts: amounts.map(Sample.expression))
    }
    let price = ChargePrice(
      model: .tiered(.graduated, over: .month, upTo: [Rational(1000), nil]),
      history: [
        entry(["0.08", "0.06"]), entry(["0.07", "0.05"], from: "2027-02-01", known: "2026-12-15"),
      ], unit: .money)
    let offer = Sample.offer(
      charges: [Sample.charge("output_images", quantity: "images", price)])
    let scenario = Sample.scenario(
      [Sample.feature(volume: Sample.requests("1500"))], months: 2)
    func costs(_ asOf: String, _ knownAt: String? = nil) throws -> [String] {
      try Sample.forecast(scenario, Sample.catalogue([offer]), asOf: asOf, knownAt: knownAt)
        .monthlyCosts
    }
    #expect(try costs("2026-12-15") == ["110", "95"])
    #expect(try costs("2026-12-14") == ["110", "110"])
    #expect(try costs("2027-02-01") == ["95", "95"])
  }

  @Test("A step that nobody knows makes the charge unknown")
  func unknownStep() throws {
    let offer = Sample.offer(
      charges: [
        Sample.charge(
          "output_images", quantity: "images",
          Sample.steps(.graduated, [("1000", "0.08"), (nil, "unknown")]))
      ])
    let feature = Sample.feature(volume: Sample.requests("1500"))
    let forecast = try Sample.forecast(Sample.scenario([feature]), Sample.catalogue([offer]))
    #expect(forecast.lines.map(\.cost) == [nil])
    #expect(forecast.completeness == .unknown)
  }

  @Test(
    "Where more may cost less, unknown outcomes open a month downwards",
    arguments: [("20", "18", "18", "20"), ("21", "18.9", "18", "20")])
  func openVolume(count: String, good: String, least: String, most: String) throws {
    let offer = Sample.offer(
      charges: [
        Sample.charge(
          "output_images", quantity: "images",
          Sample.steps(.volume, [("10", "2"), ("20", "1"), (nil, "0.9")]))
      ], outcomes: [.failed: .unknown])
    let feature = Sample.feature(volume: Sample.requests(count), failure: Sample.fixed("10%"))
    let forecast = try Sample.forecast(Sample.scenario([feature]), Sample.catalogue([offer]))
    #expect(forecast.total == Sample.usd(good))
    let range = try forecast.range()
    #expect(range.floor == Sample.usd(least))
    #expect(range.ceiling == Sample.usd(most))
    #expect(forecast.completeness == .partial)
  }
}
