import BillingTypes
import PricingRules
import TestSupport
import Testing

@Suite("What an amount can be")
struct BillRangeTests {
  static func range(
    _ floor: String, _ ceiling: String?, _ reasons: [FactCode] = []
  ) -> CodedRange {
    CodedRange(floor: Sample.usd(floor), ceiling: ceiling.map(Sample.usd), reasons: reasons)
  }

  @Test(
    "Complete is one figure, unknown is neither a figure nor a ceiling, all else is partial",
    arguments: [
      ("2", "2", true, Completeness.complete), ("2", "3", true, .partial),
      ("2", nil, true, .partial),
      ("0", "3", false, .partial), ("0", "0", false, .complete), ("0", nil, false, .unknown),
    ] as [(String, String?, Bool, Completeness)])
  func word(floor: String, ceiling: String?, hasAmount: Bool, expected: Completeness) {
    #expect(Self.range(floor, ceiling).completeness(hasAmount: hasAmount) == expected)
  }

  @Test(
    "A sum has the sum of the floors, of the ceilings where all have one, and every reason once")
  func sum() throws {
    let open = Self.range("1", "3", [.notReported, .estimateSpread])
    let known = CodedRange(Sample.usd("0.5"))
    #expect(try CodedRange.sum([], in: .usd) == CodedRange(Sample.usd("0")))
    #expect(
      try CodedRange.sum([open, known, open], in: .usd)
        == Self.range("2.5", "6.5", [.notReported, .estimateSpread]))
    #expect(
      try CodedRange.sum([known, Self.range("1", nil, [.priceUnknown]), open], in: .usd)
        == Self.range("2.5", nil, [.priceUnknown, .notReported, .estimateSpread]))
  }

  @Test("A reading that charges something else has a line of its own, so that lines hold the whole")
  func otherReading() throws {
    let offer = Sample.offer(
      disputes: [
        Dispute(
          name: "basis", readings: [.choice("by_megapixel"), .choice("by_picture")], says: "so")
      ],
      charges: [
        Sample.charge(
          "megapixels", quantity: "images", Sample.price("0.02"), when: "basis == by_megapixel"),
        Sample.charge(
          "output_images", quantity: "images", Sample.price("0.0398"), when: "basis == by_picture"),
      ])
    let quote = try Sample.quote(offer)
    #expect(quote.range.floor == Sample.usd("0.02"))
    #expect(quote.range.ceiling == Sample.usd("0.0398"))
    #expect(quote.lines.map(\.meter) == ["megapixels", "output_images"])
    #expect(quote.lines.map(\.amount) == [Sample.usd("0.02"), Sample.usd("0")])
    #expect(quote.lines.map(\.quantity) == [.one, .zero])
    #expect(quote.lines.map(\.range.ceiling) == [Sample.usd("0.02"), Sample.usd("0.0398")])
    #expect(quote.lines.map(\.completeness) == [.partial, .partial])
    #expect(quote.missing == [])
  }
}
