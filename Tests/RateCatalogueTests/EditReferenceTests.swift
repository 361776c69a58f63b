import BillingTypes
import PricingRules
import TestSupport
import Testing

/// What pictures sent in cost at gpt-image-2's edits; the measured sizes are worked examples of the card.
@Suite("Pictures sent in to edits")
struct EditReferenceTests {
  static let id: OfferID = "openai/gpt-image-2/edit"

  static func quote(_ request: Request, _ offer: OfferID = id) throws -> Quote {
    try Quoter(catalogue: Repository.catalogue(), asOf: Repository.today).quote(offer, request)
  }

  @Test("A small picture is enlarged at most twice: 256 tokens, not 1024")
  func smallReference() throws {
    let quote = try Self.quote([
      "quality": "low", "reference_width": "256", "reference_height": "256", "prompt_tokens": "60",
    ])
    #expect(quote.amount?.decimalText == "0.008228")
    let line = try #require(quote.lines.first { $0.meter == "input_image_tokens" })
    #expect(line.quantity == Rational(256) && line.amount?.decimalText == "0.002048")
    #expect(quote.range.isSingle && quote.completeness == .complete)
  }

  @Test(
    "Several pictures out: what is sent in is billed for each, or once; a single one opens nothing")
  func severalOut() throws {
    let request: Request = ["quality": "low", "reference_images": "1", "prompt_tokens": "60"]
    var four = request
    four["images"] = "4"
    let quote = try Self.quote(four)
    #expect(quote.amount?.decimalText == "0.057488")
    #expect(quote.range.floor.decimalText == "0.032012")
    #expect(quote.range.ceiling?.decimalText == "0.057488")
    #expect(quote.completeness == .partial)
    #expect(Set(quote.range.reasons.map(\.code)) == [.sourcesDisagree])
    #expect(try Self.quote(request).range.isSingle)
    let gmi = try Self.quote(["images": "4", "quality": "low"], "gmi-cloud/gpt-image-2/edit")
    let line = try #require(gmi.lines.first { $0.meter == "input_image_tokens" })
    #expect(line.range.floor.decimalText == "0.008192")
    #expect(line.range.ceiling?.decimalText == "0.032768")
  }

  @Test(
    "Which side is the longer one does not matter, and no picture has more than 1536 tokens",
    arguments: [(16384, 1), (16384, 16384), (1024, 1025), (1700, 999), (513, 170), (2, 1023)])
  func sides(width: Int, height: Int) throws {
    func tokens(_ width: Int, _ height: Int) throws -> Rational? {
      let request: Request = ["reference_width": "\(width)", "reference_height": "\(height)"]
      return try Self.quote(request).lines.first { $0.meter == "input_image_tokens" }?.quantity
    }
    let found = try #require(try tokens(width, height))
    #expect(try tokens(height, width) == found)
    #expect(found >= .one && found <= Rational(1536))
  }

  @Test(
    "Sides that nobody reported: from the token of the smallest picture to the 1536 of the largest")
  func unreportedSides() throws {
    let states: [String: InputState] = [
      "quality": .given(.choice("low")), "reference_width": .notReported(within: nil),
      "reference_height": .notReported(within: nil),
    ]
    // 196 tokens out and 60 in the prompt are 0.00618; one token in is 0.000008.
    #expect(try RangeExampleTests.ends(Self.id, states) == ["0.006188", "0.018468"])
  }
}
