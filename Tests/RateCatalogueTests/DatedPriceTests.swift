import BillingTypes
import PricingRules
import RateCatalogue
import ReportGenerator
import TestSupport
import Testing

/// Prices have days: when they hold, and when they were known.
@Suite("Prices by day")
struct DatedPriceTests {
  static let veo: [(day: String, resolution: String, rate: String)] = [
    ("2025-10-15", "720p", "0.15"), ("2026-03-01", "720p", "0.15"), ("2026-03-01", "1080p", "0.15"),
    ("2026-03-01", "4k", "0.35"), ("2026-04-06", "720p", "0.15"), ("2026-04-07", "720p", "0.1"),
    ("2026-04-07", "1080p", "0.12"), ("2026-11-22", "720p", "0.1"), ("2026-11-22", "4k", "0.3"),
  ]

  @Test("A second of Veo 3.1 Fast costs what it cost on the day", arguments: veo)
  func veoByDay(day: String, resolution: String, rate: String) throws {
    let quote = try Repository.quoter(asOf: Repository.day(day))
      .quote("google/veo-3.1-fast/generate", ["seconds": "8", "resolution": resolution])
    let line = try #require(quote.lines.first)
    #expect(line.unitPrice.map { DecimalText.print($0) } == rate)
    #expect(line.amount?.units == (try DecimalText.parse(rate) * Rational(8)))
  }

  @Test("The day before an offer begins it is not sold")
  func notSoldBefore() throws {
    let quoter = try Repository.quoter(asOf: Repository.day("2025-10-14"))
    let error = #expect(throws: RequestError.self) {
      try quoter.quote("google/veo-3.1-fast/generate")
    }
    #expect(
      error?.description
        == "google/veo-3.1-fast/generate is not sold on 2025-10-14; it is sold from 2025-10-15, disputed"
    )
  }

  @Test(
    "A retired offer is priced on the days it was sold and refused from its end on",
    arguments: [("2026-03-30", true), ("2026-03-31", false), ("2026-11-22", false)])
  func retiredOffer(day: String, isSold: Bool) throws {
    let quoter = try Repository.quoter(asOf: Repository.day(day))
    let amount = try? quoter.quote("heygen/streaming/session", ["session_seconds": "30"]).amount
    #expect(amount?.decimalText == (isSold ? "0.05" : nil))
  }

  @Test(
    "Stability's announced change holds from its day",
    arguments: [("2025-07-31", "0.03"), ("2025-08-01", "0.05")])
  func inpaintByDay(day: String, amount: String) throws {
    let quote = try Repository.quoter(asOf: Repository.day(day))
      .quote("stability/stable-image/inpaint")
    #expect(quote.amount?.decimalText == amount)
  }

  static let history = """
    [{from: 2026-01-01, amount: 0.15},
     {from: 2026-04-07, amount: 0.10, known: {from: 2026-04-02}},
     {from: 2026-06-01, amount: 0.20, known: {from: 2026-05-01, to: 2026-05-20}}]
    """

  static let knowledge: [(day: String, knownAt: String?, amount: String?)] = [
    ("2026-03-01", nil, "1.2"), ("2026-04-06", nil, "1.2"), ("2026-04-07", nil, "0.8"),
    ("2026-04-07", "2026-04-01", "1.2"), ("2026-04-07", "2026-04-02", "0.8"),
    // the rise of June was announced on 1 May and called off on 20 May
    ("2026-06-01", nil, "0.8"), ("2026-06-01", "2026-04-30", "0.8"),
    ("2026-06-01", "2026-05-01", "1.6"), ("2026-06-01", "2026-05-19", "1.6"),
    ("2026-06-01", "2026-05-20", "0.8"),
    // before the first price was known there was none
    ("2026-06-01", "2025-12-31", nil),
  ]

  @Test(
    "A price counts from the day it holds, if it was known and not called off", arguments: knowledge
  )
  func priceByKnowledge(day: String, knownAt: String?, amount: String?) throws {
    let lines = Self.history.split(separator: "\n").joined(separator: " ")
    let card = try AcmeCard.replacing("price: rate[resolution]", with: "price: \(lines)")
    let quote = try Quoter(
      catalogue: AcmeCard.catalogue(card), asOf: Repository.day(day),
      knownAt: knownAt.map { Repository.day($0) }
    ).quote("acme/film/generate")
    #expect(quote.amount?.decimalText == amount)
    #expect(
      quote.missing.map(\.words)
        == (amount == nil
          ? [
            "video_seconds: no price is known for 2026-06-01; the first that is known is of 2026-01-01"
          ] : []))
  }
}

/// Steps that change one by one, of prices for a block.
@Suite("Dated steps")
struct DatedStepTests {
  @Test(
    "A step has its price of the day, the others go on, and all are for the block",
    arguments: [("2026-05-31", "1.1"), ("2026-06-01", "1.7"), ("2026-07-01", "2.2")])
  func steps(day: String, amount: String) throws {
    let card = try AcmeCard.replacing(
      "price: rate[resolution]",
      with: """
        per: 10
                tiers:
                  mode: graduated
                  steps:
                    - {up_to: 3, price: [{amount: 2}, {from: 2026-06-01, amount: 4}]}
                    - {price: [{amount: 1}, {from: 2026-07-01, amount: 2}]}
        """)
    let quote = try Quoter(catalogue: AcmeCard.catalogue(card), asOf: Repository.day(day))
      .quote("acme/film/generate")
    #expect(quote.amount?.decimalText == amount)
  }
}

/// Unknown is never zero.
@Suite("Unknown prices")
struct UnknownPriceTests {
  @Test(
    "A price nobody found is unknown, with the words of the card",
    arguments: [
      (
        "bedrock/luma-ray2/generate",
        "Amazon's price for Luma Ray 2 was not found; the storage that receives the film is billed as well"
      ),
      (
        "fal/wan-2.7/generate",
        "fal's price for Wan 2.7 was not found; a reseller's node, and its maker in Singapore, ask 0.10 USD a second at 720p and 0.15 at 1080p"
      ),
    ])
  func unknownIsUnknown(offer: OfferID, missing: String) throws {
    let quote = try Repository.quoter().quote(offer)
    #expect(quote.completeness == .unknown)
    #expect(quote.amount == nil)
    #expect(quote.missing.map(\.words) == [missing])
    #expect(quote.lines.allSatisfy { $0.amount == nil && $0.unitPrice == nil && $0.price == nil })
    #expect(quote.lines.map(\.missing?.words) == [missing])
  }

  @Test("Some of it known makes a lower bound, and says what is missing")
  func partIsPartial() throws {
    let quote = try Repository.quoter().quote("gmi-cloud/gpt-image-2/edit")
    #expect(quote.completeness == .partial)
    #expect(quote.amount?.decimalText == "0.008192")
    #expect(
      quote.missing.map(\.words) == [
        "GMI's price for the picture that comes out of an edit was not found"
      ])
  }

  @Test("An unknown cell of a table is unknown; its neighbour is not")
  func unknownCell() throws {
    let quoter = try Repository.quoter()
    let offer: OfferID = "gmi-cloud/veo-3.1-fast/generate"
    #expect(try quoter.quote(offer, ["audio": "true"]).amount?.decimalText == "0.8")
    let silent = try quoter.quote(offer, ["audio": "false"])
    #expect(silent.amount == nil)
    #expect(
      silent.missing.map(\.words) == [
        "GMI's rate card was not found; its article prices 720p with sound only"
      ])
  }

  @Test("No offer in the shipped cards is quoted at zero")
  func nothingIsFree() throws {
    let quoter = try Repository.quoter()
    for offer in quoter.catalogue.offers where offer.validity.contains(Repository.today) {
      let quote = try quoter.quote(offer.id)
      #expect(quote.amount?.picounits != 0, "\(offer.id)")
      #expect((quote.amount == nil) == (quote.completeness == .unknown), "\(offer.id)")
    }
  }
}
