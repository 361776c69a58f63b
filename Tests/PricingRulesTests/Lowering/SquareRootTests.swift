import BillingTypes
import TestSupport
import Testing

@testable import PricingRules

/// Square roots of whole offers: what is refused, and what ranges come to.
@Suite("Square roots in rules")
struct SquareRootTests {
  static func offer(_ formula: String, upTo most: Int = 1_000_000_000) -> Offer {
    Sample.offer(
      parameters: [Sample.count("images", 0...most)],
      charges: [Sample.charge("megapixels", quantity: formula, Sample.price("1"))])
  }

  static func compiled(_ formula: String) throws -> CompiledOffer {
    try CompiledOffer(offer(formula), currency: .usd, on: Sample.day)
  }

  @Test("A number that may be below zero is refused, with what keeps it above")
  func negative() throws {
    let error = try #require(throws: PricingError.self) { try Self.compiled("isqrt(images - 5)") }
    #expect(
      error.description.contains(
        "the number of 'isqrt' may be negative; 'max(0, …)' keeps it from 0 up"))
    _ = try Self.compiled("isqrt(max(0, images - 5))")
  }

  @Test("What 64 bits may not hold is left to 128: columns and SQL refuse it")
  func width() throws {
    // The largest is a square, and its neighbour's square does not fit.
    let large = Self.offer("isqrt(images)", upTo: 9_000_000_000_000_000_000)
    var codes = WordCodes()
    var setting = LoweringSetting(requestsTo: large)
    setting.givesBounds = false
    #expect(throws: Never.self) {
      _ = try LoweredOffer(
        large, currency: .usd, on: Sample.day, setting: setting, codes: &codes)
    }
    setting.width = .narrow
    setting.given = ["images"]
    let refusal = try #require(throws: LoweringRefusal.self) {
      _ = try LoweredOffer(
        large, currency: .usd, on: Sample.day, setting: setting, codes: &codes)
    }
    #expect(refusal.description.contains("may not fit 64 bits"))
  }

  @Test(
    "A range goes from the root of its least to that of its most, and no further",
    arguments: [(0, 0, "0", "0"), (3, 15, "1", "3"), (4, 16, "2", "4"), (15, 17, "3", "4")])
  func ranges(least: Int, most: Int, floor: String, ceiling: String) throws {
    let asked = InputState.notReported(within: .number(Rational(least)...Rational(most)))
    let range = try #require(try Self.compiled("isqrt(images)").range(of: ["images": asked]))
    #expect([range.floor.decimalText, range.ceiling?.decimalText] == [floor, ceiling])
  }
}
