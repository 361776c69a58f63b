import BillingTypes
import PricingRules
import TestSupport
import Testing

@Suite("Old sources")
struct OldSourceTests {
  private static func read(_ day: String) -> Evidence {
    Evidence(
      source: "a page", read: Sample.day(day), dated: nil, says: nil, confidence: .high)
  }

  private static func dated(_ text: String) -> Evidence {
    Evidence(source: "a page", read: nil, dated: text, says: nil, confidence: .high)
  }

  private static func offer(_ evidence: [Evidence], own: [Evidence] = []) -> Offer {
    Sample.offer(
      charges: [
        Sample.charge("output_images", quantity: "images", Sample.price("0.1")),
        Sample.charge("requests", quantity: "1", Sample.price("0.1"), evidence: own),
      ], evidence: evidence)
  }

  // Sample.day is 2026-06-01, 90 days after 2026-03-03.
  @Test("Ninety days are not old, one more is")
  func limit() {
    #expect(Self.offer([Self.read("2026-03-03")]).oldSource(on: Sample.day) == nil)
    let old = Self.offer([Self.read("2026-03-02")]).oldSource(on: Sample.day)
    #expect(old?.read == Sample.day("2026-03-02"))
    #expect(old?.days == 91)
  }

  @Test("Of the sources of one figure the newest counts, of several figures the oldest of those")
  func sets() {
    let (old, older, new) = (
      Self.read("2026-02-01"), Self.read("2025-12-01"), Self.read("2026-05-01")
    )
    #expect(Self.offer([older, new, old]).oldSource(on: Sample.day) == nil)
    #expect(
      Self.offer([new], own: [old]).oldSource(on: Sample.day)?.read == Sample.day("2026-02-01"))
    #expect(
      Self.offer([older], own: [old]).oldSource(on: Sample.day)?.read == Sample.day("2025-12-01"))
  }

  @Test("A month is as old as its last day; a source without a day is not said to be old")
  func dates() {
    #expect(Self.offer([Self.dated("2026-03")]).oldSource(on: Sample.day) == nil)
    #expect(Self.offer([Self.dated("2026-02")]).oldSource(on: Sample.day)?.days == 93)
    #expect(Self.offer([Self.dated("long ago")]).oldSource(on: Sample.day) == nil)
    #expect(Self.offer([]).oldSource(on: Sample.day) == nil)
  }

  @Test(
    "A quote of a day on which its source is old says so once, with the code; earlier it does not")
  func quote() throws {
    let catalogue = Sample.catalogue(Self.offer([Self.read("2026-02-01")]))
    func old(_ day: Day) throws -> [QuoteWarning] {
      try Quoter(catalogue: catalogue, asOf: day).quote("acme/still/generate").warnings
        .filter { $0.code == .oldSource }
    }
    #expect(
      try old(Sample.day) == [
        .oldSource(OldSource(read: Sample.day("2026-02-01"), asOf: Sample.day))
      ])
    #expect(try old(Sample.day("2026-04-01")).isEmpty)
  }
}
