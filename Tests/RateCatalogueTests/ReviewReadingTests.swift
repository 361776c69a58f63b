import PricingRules
import RateCatalogue
import TestSupport
import Testing

/// That somebody looked at a change, as cards write it.
@Suite("Reviews in cards")
struct ReviewReadingTests {
  private static let words = "{day: 2026-11-30, says: \"a cut by ten, as announced\"}"
  private static let review = Review(
    day: Sample.day("2026-11-30"), says: "a cut by ten, as announced")

  @Test("A card, an offer and a dated price have reviews, one or a list")
  func places() throws {
    let text = try AcmeCard.replacing("plans:\n", with: "reviewed: [\(Self.words)]\nplans:\n")
      .replacing("    charges:\n", with: "    reviewed: \(Self.words)\n    charges:\n")
      .replacing(
        "price: rate[resolution]",
        with:
          "price: [{from: 2025-06-01, amount: 1}, {from: 2026-01-01, amount: 0.1, reviewed: \(Self.words)}]"
      )
    let catalogue = try AcmeCard.catalogue(text)
    #expect(catalogue.card("acme")?.reviewed == [Self.review])
    let offer = try #require(catalogue.offer("acme/film/generate"))
    #expect(offer.reviewed == [Self.review])
    #expect(offer.charges[0].price.history.map(\.reviewed) == [[], [Self.review]])
  }

  @Test(
    "A review without its day or its sentence is refused",
    arguments: [
      ("{says: b}", "'day' is missing"), ("{day: 2026-11-30}", "'says' is missing"),
      ("{day: today, says: b}", "'today' is not a day; write one as 2026-11-22"),
      ("yes", "expected a map, found text"),
      ("{day: 2026-11-30, says: b, by: me}", "unknown key 'by'; did you mean 'day'?"),
    ])
  func refused(review: String, message: String) throws {
    let text = try AcmeCard.replacing(
      "    charges:\n", with: "    reviewed: \(review)\n    charges:\n")
    #expect {
      _ = try AcmeCard.catalogue(text)
    } throws: { error in
      "\(error)".contains(message)
    }
  }
}
