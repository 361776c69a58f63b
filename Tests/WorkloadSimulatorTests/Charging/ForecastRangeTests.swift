import BillingTypes
import PricingRules
import TestSupport
import Testing
import WorkloadSimulator

@Suite("What an expected cost can be")
struct ForecastRangeTests {
  /// 1,000 requests at 0.10, of which 2 % fail and 3 % are stopped.
  static func forecast(_ outcomes: [Outcome: OutcomeBilling]) throws -> Forecast {
    let feature = Sample.feature(
      volume: Sample.requests("1000"), failure: Sample.fixed("2%"), moderation: Sample.fixed("3%"))
    return try Sample.forecast(
      Sample.scenario([feature]),
      Sample.catalogue([Sample.imageOffer(price: "0.1", outcomes: outcomes)]))
  }

  static func ends(_ range: ForecastRange) -> [String] {
    [range.floor.decimalText, range.ceiling?.decimalText ?? "none"]
      + range.reasons.map(\.rawValue)
  }

  @Test(
    "Outcomes that nobody knows of are nothing to all of their requests",
    arguments: [
      (OutcomeBilling.billed, OutcomeBilling.billed, ["100", "100"]),
      (.notBilled, .billed, ["98", "98"]),
      (.unknown, .billed, ["98", "100", "outcome_unknown"]),
      (.notBilled, .unknown, ["95", "98", "outcome_unknown"]),
      (.unknown, .unknown, ["95", "100", "outcome_unknown"]),
    ])
  func outcomes(failed: OutcomeBilling, moderated: OutcomeBilling, expected: [String]) throws {
    let forecast = try Self.forecast([.failed: failed, .moderatedOutput: moderated])
    #expect(Self.ends(try forecast.range()) == expected)
    #expect(forecast.summaries.map { Self.ends($0.range) } == [expected])
  }

  @Test("An estimate's spread reaches as far as real bills did, and moves no mean")
  func spread() throws {
    let estimate = Derivation(
      name: "output_images", expression: Sample.expression("images * 2"), isMeter: true,
      confidence: .low,
      spread: EstimateSpread(low: Sample.number("0.9"), high: Sample.number("1.25")))
    let offer = Sample.offer(
      derivations: [estimate], charges: [Sample.charge("output_images", Sample.price("0.1"))])
    let forecast = try Sample.forecast(
      Sample.scenario([Sample.feature(volume: Sample.requests("100"))]), Sample.catalogue([offer]))
    #expect(forecast.total.decimalText == "20")
    #expect(Self.ends(try forecast.range()) == ["18", "25", "estimate_spread"])
  }

  @Test("A price that nobody found, or that sources disagree on, leaves no ceiling")
  func noCeiling() throws {
    let unknown = Sample.offer(charges: [
      Sample.charge("output_images", quantity: "images", Sample.price("0.1")),
      Sample.charge("requests", quantity: "1", Sample.price("unknown")),
    ])
    let scenario = Sample.scenario([Sample.feature(volume: Sample.requests("100"))])
    let forecast = try Sample.forecast(scenario, Sample.catalogue([unknown]))
    #expect(Self.ends(try forecast.range()) == ["10", "none", "price_unknown"])
    let doubtful = Sample.offer(charges: [
      Charge(
        meter: "output_images", unit: "image", quantity: Sample.expression("images"),
        price: Sample.price("0.1"), doubt: "sources disagree")
    ])
    let other = try Sample.forecast(scenario, Sample.catalogue([doubtful]))
    #expect(Self.ends(try other.range()) == ["10", "none", "sources_disagree"])
  }

  @Test("A forecast lies between its floor and its ceiling, month by month, and so do their sums")
  func order() throws {
    let forecast = try Self.forecast([.failed: .unknown, .moderatedOutput: .unknown])
    for month in forecast.summaries {
      #expect(month.range.floor.picounits <= month.cost.picounits)
      #expect(month.cost.picounits <= month.range.ceiling?.picounits ?? .max)
    }
  }
}
