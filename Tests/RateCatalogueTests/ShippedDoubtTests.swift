import BillingTypes
import PricingRules
import TestSupport
import Testing

/// Figures of the shipped cards that sources tell in several ways.
@Suite("What the shipped cards are not sure of")
struct ShippedDoubtTests {
  static let figures:
    [(
      offer: OfferID, request: Request, plan: PlanID?, amount: String, floor: String,
      ceiling: String?
    )] = [
      (
        "fal/seedance-2.0/generate", ["resolution": "480p", "seconds": "5"], nil, "0.70308",
        "0.673", "0.70308"
      ),
      (
        "fal/seedance-2.0/generate", ["resolution": "480p", "seconds": "10"], nil, "1.40616",
        "1.346", "1.40616"
      ),
      ("fal/seedance-2.0/generate", ["seconds": "5"], nil, "1.512", "1.512", "1.517"),
      (
        "fal/seedance-2.0/generate", ["resolution": "4k", "seconds": "5"], nil, "7.776", "7.776",
        "7.776"
      ),
      (
        "fal/seedance-2.0/generate", ["resolution": "480p", "output_video_tokens": "50220"], nil,
        "0.70308", "0.70308", "0.70308"
      ),
      ("fal/sd3.5-medium/generate", [:], nil, "0.02", "0.02", "0.0398"),
      (
        "fal/sd3.5-medium/generate", ["width": "2048", "height": "2048"], nil, "0.08", "0.0398",
        "0.08"
      ),
      ("fal/sd3.5-large/generate", [:], nil, "0.065", "0.035", "0.065"),
      ("fal/sd3.5-large/generate", ["outcome": "failed"], nil, "0", "0", "0.065"),
      ("heygen/avatar-iv/generate", ["outcome": "failed"], nil, "0", "0", "4.002"),
      (
        "byteplus/seedance-2.0/generate", ["seconds": "5", "input_seconds": "5"], nil, "0.9288",
        "0.900936", nil
      ),
      ("byteplus/seedance-2.0/generate", ["seconds": "5"], nil, "0.756", "0.73332", "0.77868"),
      ("runway/gen4.5/web", ["seconds": "5"], nil, "1.152", "1.152", "2.4"),
      ("runway/gen4.5/generate", ["output_format": "hdr"], nil, "1.6", "1.6", "2.6"),
      ("runway/gen4.5/generate", ["outcome": "moderated_output"], nil, "0.6", "0.6", "0.6"),
      ("luma/ray3.2/generate", ["seconds": "5"], nil, "0.3", "0.3", "0.3"),
      ("luma/ray3.2/generate", ["seconds": "10"], nil, "0.9", "0.6", "0.9"),
      (
        "heygen/liveavatar-full/session", ["session_seconds": "300"], "heygen/liveavatar-scale",
        "0.948103792415", "0.791666666667", "0.948103792415"
      ),
      (
        "heygen/liveavatar-full/session", ["session_seconds": "300"], "heygen/liveavatar-pro",
        "0.980198019802", "0.980198019802", "0.980198019802"
      ),
      (
        "alibaba/wan-2.7/generate", ["seconds": "10", "resolution": "720p", "region": "singapore"],
        nil, "1", "1", "1"
      ),
      (
        "alibaba/wan-2.7/generate", ["seconds": "10", "region": "singapore"], nil, "1.5", "1.5",
        "1.5"
      ),
      (
        "alibaba/wan-2.7/generate", ["seconds": "10", "resolution": "720p"], nil, "0.86012",
        "0.86012", "0.86012"
      ),
      ("openai/gpt-image-2/generate", ["images": "4"], nil, "0.21192", "0.21102", "0.21192"),
    ]

  @Test("The likeliest reading is the amount, and the range holds the others", arguments: figures)
  func figure(
    offer: OfferID, request: Request, plan: PlanID?, amount: String, floor: String, ceiling: String?
  ) throws {
    let quote = try Repository.quoter().quote(offer, request, plan: plan)
    #expect(quote.amount?.decimalText == amount)
    #expect(quote.range.floor.decimalText == floor)
    #expect(quote.range.ceiling?.decimalText == ceiling)
    #expect((quote.completeness == .complete) == (floor == ceiling))
  }

  @Test("LiveAvatar Starter: one more credit costs 0.12 or 0.06 USD")
  func starter() throws {
    let plan = try #require(try Repository.catalogue().plan("heygen/liveavatar-starter"))
    #expect(
      plan.taking(.dearest).overage(of: "heygen/liveavatar-credit") == .price(Sample.number("0.12"))
    )
    #expect(
      plan.taking(.cheapest).overage(of: "heygen/liveavatar-credit")
        == .price(Sample.number("0.06")))
  }

  @Test(
    "Whether Veo is still sold is in dispute at Google, and that goes with its figures",
    arguments: ["google", "vertex"])
  func life(provider: String) throws {
    let quote = try Repository.quoter().quote("\(provider)/veo-3.1-fast/generate")
    #expect(quote.doubt.life == .disputed)
    #expect(quote.warnings.contains(.lifeDisputed))
  }

  @Test("A lite avatar says what is not included")
  func notIncluded() throws {
    let quote = try Repository.quoter().quote("heygen/liveavatar-lite/session")
    #expect(
      quote.doubt.notIncluded == ["speech recognition", "language model", "voice", "transport"])
    #expect(quote.warnings.contains(.notIncluded(quote.doubt.notIncluded)))
  }

  @Test("No undated price is certain in 2015: nothing to its amount and more, before all evidence")
  func longAgo() throws {
    let catalogue = try Repository.catalogue()
    let quoter = Quoter(catalogue: catalogue, asOf: Repository.day("2015-01-01"))
    let sold = catalogue.offers.filter { $0.validity.contains(quoter.asOf) }
    #expect(sold.count > 20)
    for offer in sold {
      let quote = try quoter.quote(offer.id)
      #expect(quote.completeness != .complete, "\(offer.id)")
      #expect(quote.range.ceiling == nil && quote.range.floor.picounits == 0, "\(offer.id)")
      let codes = quote.range.reasons.map(\.code)
      let says: [FactCode] = [.beforeEvidence, .priceUnknown, .creditWorthUnknown, .notReported]
      #expect(says.contains(where: codes.contains), "\(offer.id): \(codes)")
    }
  }
}
