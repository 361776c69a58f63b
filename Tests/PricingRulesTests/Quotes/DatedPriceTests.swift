import BillingTypes
import PricingRules
import ReportGenerator
import TestSupport
import Testing

/// Prices have dates: one of validity, which `asOf` picks, and one of knowledge, which `knownAt` picks.
@Suite("Dated prices")
struct DatedPriceTests {
  static func entry(
    _ from: String?, _ amount: String, known: String? = nil, calledOff: String? = nil
  ) -> DatedAmounts {
    DatedAmounts(
      from: from.map(Sample.day), knownFrom: known.map(Sample.day),
      calledOff: calledOff.map(Sample.day), amounts: [Sample.expression(amount)])
  }

  static let price = ChargePrice(
    model: .perUnit(per: .one),
    history: [
      entry("2025-10-01", "0.15"),
      entry("2026-04-07", "0.10", known: "2026-04-02"),
      // A rise that was announced, and called off before it came.
      entry("2026-09-01", "0.20", known: "2026-06-01", calledOff: "2026-08-01"),
    ], unit: .money)

  static func quote(_ day: String, knownAt: String? = nil) throws -> Quote {
    let offer = Sample.offer(
      validity: Validity(from: Sample.day("2025-01-01")),
      charges: [Sample.charge("requests", quantity: "1", price)])
    let quoter = Quoter(
      catalogue: Sample.catalogue(offer), asOf: Sample.day(day), knownAt: knownAt.map(Sample.day))
    return try quoter.quote(offer.id)
  }

  @Test(
    "A price holds from its first day until the next one starts",
    arguments: [
      ("2025-10-01", "0.15"), ("2026-04-06", "0.15"), ("2026-04-07", "0.1"),
      ("2026-08-31", "0.1"), ("2030-01-01", "0.1"),
    ])
  func asOf(day: String, amount: String) throws {
    #expect(try Self.quote(day).amount?.decimalText == amount)
  }

  @Test("Before the first price nothing is known, and the day it begins is named")
  func beforeTheFirst() throws {
    let quote = try Self.quote("2025-09-30")
    #expect(quote.completeness == .unknown)
    #expect(quote.amount == nil)
    #expect(
      quote.missing.map(\.words) == [
        "requests: no price is known for 2025-09-30; the first that is known is of 2025-10-01"
      ])
  }

  @Test(
    "A price that was not known yet does not count",
    arguments: [
      ("2026-05-01", "2026-04-01", "0.15"), ("2026-05-01", "2026-04-02", "0.1"),
      ("2025-12-01", "2025-10-01", "0.15"),
    ])
  func knownAt(day: String, known: String, amount: String) throws {
    #expect(try Self.quote(day, knownAt: known).amount?.decimalText == amount)
  }

  @Test("A price without a day of knowledge was known from its first day")
  func knownWithItsFirstDay() throws {
    let quote = try Self.quote("2025-12-01", knownAt: "2025-09-30")
    #expect(quote.completeness == .unknown)
  }

  @Test(
    "A price that was called off counts only for who did not know that",
    arguments: [
      (nil, "0.1"), ("2026-05-31", "0.1"), ("2026-06-01", "0.2"), ("2026-07-31", "0.2"),
      ("2026-08-01", "0.1"), ("2026-12-31", "0.1"),
    ] as [(String?, String)])
  func calledOff(known: String?, amount: String) throws {
    #expect(try Self.quote("2026-10-01", knownAt: known).amount?.decimalText == amount)
  }

  @Test("A price that always held needs no day")
  func undated() {
    let price = ChargePrice(
      model: .flat, history: [Self.entry(nil, "1"), Self.entry("2026-01-01", "2")], unit: .money)
    for (day, known, amount) in [
      ("1999-01-01", nil, "1"), ("2025-12-31", "1990-01-01", "1"), ("2026-01-01", nil, "2"),
      ("2026-01-01", "2025-12-31", "1"),
    ] as [(String, String?, String)] {
      let found = price.amounts(on: Sample.day(day), knownAt: known.map(Sample.day))
      #expect(found?.amounts.first??.description == amount)
    }
  }

  @Test("The next change after a day is the first that was known")
  func nextChange() {
    func next(_ day: String, _ known: String?) -> String? {
      Self.price.nextChange(after: Sample.day(day), knownAt: known.map(Sample.day))?
        .from?.description
    }
    #expect(next("2025-10-01", nil) == "2026-04-07")
    #expect(next("2026-04-06", nil) == "2026-04-07")
    #expect(next("2026-04-07", nil) == nil)
    #expect(next("2026-04-07", "2026-07-01") == "2026-09-01")
    #expect(next("2025-10-01", "2026-04-01") == nil)
  }

  @Test("A line's price id carries the day the price began, else the day the offer did")
  func priceID() throws {
    #expect(
      try Self.quote("2026-04-07").lines[0].skuPriceID
        == "acme/still/generate#requests#standard#2026-04-07")
    let offer = Sample.offer(
      validity: Validity(from: Sample.day("2025-01-01")),
      parameters: [Sample.choice("quality", ["low", "high"], default: "low")],
      charges: [Sample.charge("requests", quantity: "1", Sample.price("1"))],
      serviceTiers: [ServiceTier(name: "batch", multiplier: .one, latency: nil)])
    #expect(
      try Sample.quote(offer, ["quality": "high"]).lines[0].skuPriceID
        == "acme/still/generate#requests#high+standard#2025-01-01")
  }
}
