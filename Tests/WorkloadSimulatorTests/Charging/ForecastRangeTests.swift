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

  static func ends(_ range: CodedRange) -> [String] {
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

  @Test(
    "Requests that ended so that nobody knows whether they are billed are nothing to all of them",
    arguments: [
      (OutcomeBilling.billed, "0.1", ["100", "100", "100"]),
      (.notBilled, "0.1", ["90", "90", "90"]),
      (.unknown, "0.1", ["90", "90", "100", "outcome_unknown"]),
      (.unknown, "1", ["0", "0", "100", "outcome_unknown"]),
    ])
  func endedRequests(billing: OutcomeBilling, share: String, expected: [String]) throws {
    let others = share == "1" ? [] : [Sample.requests(share: "0.9", [:])]
    let feature = Sample.feature(
      volume: Sample.requests("1000"),
      mix: others + [Sample.requests(share: share, ["outcome": "failed"])])
    let forecast = try Sample.forecast(
      Sample.scenario([feature]),
      Sample.catalogue([Sample.imageOffer(price: "0.1", outcomes: [.failed: billing])]))
    #expect([forecast.total.decimalText] + Self.ends(try forecast.range()) == expected)
    #expect(forecast.completeness == (billing == .unknown ? .partial : .complete))
    // In trials the classes are drawn, so that the mean is another; its ends are as far away.
    let simulated = try Forecaster(
      catalogue: Sample.catalogue([Sample.imageOffer(price: "0.1", outcomes: [.failed: billing])]),
      asOf: Sample.day("2026-12-01")
    ).forecast(Sample.scenario([feature]), TrialOptions(trials: 50))
    let (range, whole) = (try simulated.range(), try forecast.range())
    #expect(range.floor == simulated.total)
    #expect(
      try range.ceiling.map { try $0 - range.floor } == whole.ceiling.map { try $0 - whole.floor })
    #expect(simulated.completeness == forecast.completeness)
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
    #expect(forecast.completeness == .partial)
    #expect(forecast.summaries.map(\.completeness) == [.partial])
    #expect(forecast.cost { $0.meter == "output_images" }.1 == .partial)
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
