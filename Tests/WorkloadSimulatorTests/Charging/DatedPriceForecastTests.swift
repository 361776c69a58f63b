import BillingTypes
import PricingRules
import ReportGenerator
import TestSupport
import Testing
import WorkloadSimulator

@Suite("Prices and offers that change during a scenario")
struct DatedPriceForecastTests {
  static func costs(
    _ history: [DatedAmounts], asOf: String = "2026-12-01", knownAt: String? = nil
  ) throws -> [String] {
    let offer = Sample.offer(charges: [
      Sample.charge("output_images", quantity: "images", Sample.price(history))
    ])
    let feature = Sample.feature(volume: Sample.requests("100"))
    let forecast = try Sample.forecast(
      Sample.scenario([feature], months: 4), Sample.catalogue([offer]), asOf: asOf,
      knownAt: knownAt)
    return forecast.monthlyCosts
  }

  @Test(
    "A change applies from its month on, if it was known on the day of the prices",
    arguments: [
      ("2026-12-01", nil, ["10", "10", "8", "8"]), ("2026-11-30", nil, ["10", "10", "10", "10"]),
      ("2026-11-30", "2026-12-01", ["10", "10", "8", "8"]),
      ("2026-12-01", "2026-11-30", ["10", "10", "10", "10"]),
      ("2027-03-15", nil, ["8", "8", "8", "8"]), ("2027-02-15", nil, ["10", "10", "8", "8"]),
      ("2027-03-15", "2026-11-30", ["10", "10", "10", "10"]),
    ])
  func knownChange(asOf: String, knownAt: String?, expected: [String]) throws {
    let history = [
      Sample.amount("0.10", from: "2025-10-01"),
      Sample.amount("0.08", from: "2027-03-01", known: "2026-12-01"),
    ]
    #expect(try Self.costs(history, asOf: asOf, knownAt: knownAt) == expected)
  }

  @Test("A change of which nobody says when it became known is known from its first day")
  func unannouncedChange() throws {
    let history = [Sample.amount("0.10"), Sample.amount("0.08", from: "2027-03-01")]
    #expect(try Self.costs(history) == ["10", "10", "10", "10"])
    #expect(try Self.costs(history, knownAt: "2027-03-01") == ["10", "10", "8", "8"])
  }

  @Test(
    "A change that was called off counts only for who had not heard of that",
    arguments: [("2026-12-31", ["10", "10", "8", "8"]), ("2027-01-01", ["10", "10", "10", "10"])])
  func calledOff(knownAt: String, expected: [String]) throws {
    let history = [
      Sample.amount("0.10"),
      Sample.amount("0.08", from: "2027-03-01", known: "2026-12-01", calledOff: "2027-01-01"),
    ]
    #expect(try Self.costs(history, knownAt: knownAt) == expected)
  }

  @Test("A change inside a month does not apply before its month, and does by the next")
  func midMonth() throws {
    let history = [
      Sample.amount("0.10"), Sample.amount("0.08", from: "2027-02-15", known: "2026-12-01"),
    ]
    let costs = try Self.costs(history)
    #expect(costs[0] == "10")
    #expect(costs[2...] == ["8", "8"])
  }

  @Test("Prices of a day inside the scenario hold for the months before it too")
  func asOfInsideScenario() throws {
    let history = [Sample.amount("0.10"), Sample.amount("0.08", from: "2027-02-10")]
    #expect(try Self.costs(history, asOf: "2027-02-10") == ["8", "8", "8", "8"])
    #expect(try Self.costs(history, asOf: "2027-02-09") == ["10", "10", "10", "10"])
  }

  @Test("A line names the day its price began")
  func priceFrom() throws {
    let offer = Sample.offer(charges: [
      Sample.charge(
        "output_images", quantity: "images",
        Sample.price([
          Sample.amount("0.10"), Sample.amount("0.08", from: "2027-02-01", known: "2026-12-01"),
        ]))
    ])
    let feature = Sample.feature(volume: Sample.requests("100"))
    let forecast = try Sample.forecast(
      Sample.scenario([feature], months: 2), Sample.catalogue([offer]))
    #expect(forecast.lines.map(\.priceFrom) == [nil, Sample.day("2027-02-01")])
  }

  @Test("Months before the first price have a quantity and no cost")
  func priceBeginsLater() throws {
    let offer = Sample.offer(charges: [
      Sample.charge(
        "output_images", quantity: "images",
        Sample.price([Sample.amount("0.10", from: "2027-02-01", known: "2026-12-01")]))
    ])
    let feature = Sample.feature(volume: Sample.requests("100"))
    let forecast = try Sample.forecast(
      Sample.scenario([feature], months: 2), Sample.catalogue([offer]))
    #expect(forecast.lines.map(\.cost) == [nil, Sample.usd("10")])
    #expect(forecast.lines.map(\.quantity) == [Rational(100), Rational(100)])
    #expect(forecast.summaries.map(\.completeness) == [.unknown, .complete])
    #expect(forecast.completeness == .partial)
  }

  @Test("An offer that ends during the scenario leaves the months after it unknown, and says why")
  func offerEnds() throws {
    let offer = Sample.offer(
      validity: Validity(to: Sample.day("2027-03-01")),
      charges: [Sample.charge("output_images", quantity: "images", Sample.price("0.10"))])
    let feature = Sample.feature(volume: Sample.requests("100"))
    let forecast = try Sample.forecast(
      Sample.scenario([feature], months: 4), Sample.catalogue([offer]))
    #expect(forecast.lines.map(\.cost) == [Sample.usd("10"), Sample.usd("10"), nil, nil])
    #expect(
      forecast.lines.map(\.missing.words) == [
        "", "",
        "acme/still/generate is not sold on 2027-03-01; it is sold until 2027-03-01",
        "acme/still/generate is not sold on 2027-04-01; it is sold until 2027-03-01",
      ])
    #expect(forecast.summaries.map(\.completeness) == [.complete, .complete, .unknown, .unknown])
    #expect(forecast.completeness == .partial)
    #expect(forecast.total == Sample.usd("20"))
  }

  @Test("An offer that has ended is no loss in months in which nobody asks")
  func nobodyAsks() throws {
    let offer = Sample.offer(
      validity: Validity(to: Sample.day("2027-02-01")),
      charges: [Sample.charge("output_images", quantity: "images", Sample.price("0.10"))])
    let feature = Sample.feature(volume: Sample.requests("100"), seasonality: [2: .zero])
    let forecast = try Sample.forecast(
      Sample.scenario([feature], months: 2), Sample.catalogue([offer]))
    #expect(forecast.completeness == .complete)
    #expect(forecast.monthlyCosts == ["10", "0"])
  }
}
