import BillingTypes
import PricingRules
import ReportGenerator
import TestSupport
import Testing
import WorkloadSimulator

@Suite("Requests that fail or are stopped")
struct FailureBillingTests {
  /// 1,000 requests at 0.10, of which 2 % fail and 3 % are stopped.
  static func forecast(_ outcomes: [Outcome: OutcomeBilling]) throws -> Forecast {
    let catalogue = Sample.catalogue([Sample.imageOffer(price: "0.1", outcomes: outcomes)])
    let feature = Sample.feature(
      volume: Sample.requests("1000"), failure: Sample.fixed("2%"), moderation: Sample.fixed("3%"))
    return try Sample.forecast(Sample.scenario([feature]), catalogue)
  }

  @Test(
    "What is billed is paid, what is not billed is free",
    arguments: [
      (OutcomeBilling.billed, OutcomeBilling.billed, "100"), (.notBilled, .billed, "98"),
      (.billed, .notBilled, "97"), (.notBilled, .notBilled, "95"),
    ])
  func known(failed: OutcomeBilling, moderated: OutcomeBilling, expected: String) throws {
    let forecast = try Self.forecast([.failed: failed, .moderatedOutput: moderated])
    #expect(forecast.total.decimalText == expected)
    #expect(forecast.completeness == .complete)
    #expect(forecast.summaries.map(\.requests) == [Rational(1000)])
    #expect(forecast.summaries.map(\.accepted) == [Rational(950)])
  }

  @Test(
    "What may be billed is left out and said, so that the amount is a lower bound",
    arguments: [
      (OutcomeBilling.unknown, OutcomeBilling.billed, "98", "2"), (.billed, .unknown, "97", "3"),
      (.unknown, .unknown, "95", "5"), (.notBilled, .unknown, "95", "3"),
    ])
  func unknown(
    failed: OutcomeBilling, moderated: OutcomeBilling, expected: String, percent: String
  ) throws {
    let forecast = try Self.forecast([.failed: failed, .moderatedOutput: moderated])
    #expect(forecast.total.decimalText == expected)
    #expect(forecast.completeness == .partial)
    let reason =
      "whether \(percent) % of requests, which fail or are stopped, are billed is not known; "
      + "they are left out"
    #expect(forecast.lines.map(\.missing.words) == [reason])
    #expect(forecast.summaries.map { $0.missing.map(\.words) } == [[reason]])
    #expect(forecast.summaries.map(\.completeness) == [.partial])
  }

  @Test("What a card does not say of an outcome is not known, and no success is left out")
  func silence() throws {
    #expect(try Self.forecast([:]).total.decimalText == "95")
    #expect(try Self.forecast([:]).completeness == .partial)
  }

  @Test("Where nothing fails, nothing is unknown")
  func noFailures() throws {
    let feature = Sample.feature(volume: Sample.requests("1000"))
    let forecast = try Sample.forecast(
      Sample.scenario([feature]), Sample.catalogue([Sample.imageOffer(price: "0.1")]))
    #expect(forecast.completeness == .complete)
  }

  @Test("A price that is not known leaves its line without a cost, never with zero")
  func unknownPrice() throws {
    let offer = Sample.offer(charges: [
      Sample.charge("output_images", quantity: "images", Sample.price("unknown")),
      Sample.charge(
        "input_text_tokens", quantity: "60", Sample.price("unknown"),
        missing: "the page names no price for text"),
      Sample.charge("megapixels", quantity: "images", Sample.price("0.02")),
    ])
    let feature = Sample.feature(volume: Sample.requests("100"))
    let forecast = try Sample.forecast(Sample.scenario([feature]), Sample.catalogue([offer]))
    #expect(forecast.lines.map(\.cost) == [nil, nil, Sample.usd("2")])
    #expect(
      forecast.lines.map(\.missing.words)
        == ["output_images: the price is not known", "the page names no price for text", ""])
    #expect(forecast.lines.map(\.unitPrice) == [nil, nil, Sample.number("0.02")])
    #expect(forecast.completeness == .partial)
    #expect(forecast.total == Sample.usd("2"))
    #expect(forecast.summaries.map(\.completeness) == [.partial])
  }

  @Test("Where no price is known, the whole is unknown")
  func nothingKnown() throws {
    let feature = Sample.feature(volume: Sample.requests("100"))
    let forecast = try Sample.forecast(
      Sample.scenario([feature]), Sample.catalogue([Sample.imageOffer(price: "unknown")]))
    #expect(forecast.completeness == .unknown)
    #expect(forecast.summaries.map(\.completeness) == [.unknown])
    #expect(forecast.cost { _ in true }.1 == .unknown)
  }

  @Test("Nothing of an unknown price is nothing: a month without requests is complete")
  func noRequests() throws {
    let feature = Sample.feature(volume: Sample.requests("100"), seasonality: [1: .zero])
    let forecast = try Sample.forecast(
      Sample.scenario([feature], months: 2), Sample.catalogue([Sample.imageOffer(price: "unknown")])
    )
    #expect(forecast.summaries.map(\.completeness) == [.complete, .unknown])
    #expect(forecast.lines.map(\.cost) == [Sample.usd("0"), nil])
    let (_, january) = forecast.cost { $0.month.monthOfYear == 1 }
    #expect(january == .complete)
    #expect(forecast.completeness == .unknown)
  }

  @Test("Requests of which none is billed cost nothing, whatever the price would be")
  func nothingBilled() throws {
    let catalogue = Sample.catalogue([
      Sample.imageOffer(price: "unknown", outcomes: [.failed: .notBilled])
    ])
    let feature = Sample.feature(volume: Sample.requests("100"), failure: Sample.fixed("100%"))
    let forecast = try Sample.forecast(Sample.scenario([feature]), catalogue)
    #expect(forecast.total == Sample.usd("0"))
    #expect(forecast.completeness == .complete)
  }

  @Test("A lower bound of nothing is no amount, though there is a ceiling")
  func lowerBoundOfNothing() throws {
    let catalogue = Sample.catalogue([Sample.imageOffer(price: "1")])
    let feature = Sample.feature(volume: Sample.requests("100"), failure: Sample.fixed("100%"))
    let forecast = try Sample.forecast(Sample.scenario([feature]), catalogue)
    #expect(forecast.completeness == .partial)
    #expect(forecast.summaries.map(\.completeness) == [.partial])
    #expect(forecast.whole.amount == nil)
    #expect(forecast.whole.range.ceiling == Sample.usd("100"))
  }

  @Test("A price in doubt is a lower bound where it is charged, and none where it is not")
  func doubt() throws {
    func forecast(_ images: String) throws -> Forecast {
      let offer = Sample.offer(charges: [
        Sample.charge(
          "output_images", quantity: "max(0, images - 1)", Sample.price("0.1"),
          doubt: "sources disagree on the unit")
      ])
      let feature = Sample.feature(
        volume: Sample.requests("100"), mix: [Sample.requests(["images": images])])
      return try Sample.forecast(Sample.scenario([feature]), Sample.catalogue([offer]))
    }
    let doubted = try forecast("3")
    #expect(doubted.total == Sample.usd("20"))
    #expect(doubted.completeness == .partial)
    #expect(doubted.lines.map(\.missing.words) == ["sources disagree on the unit"])
    #expect(try forecast("1").completeness == .complete)
  }
}
