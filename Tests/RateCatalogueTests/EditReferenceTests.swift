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

  @Test(
    "Pictures of different sizes cost the tokens that were measured of each, together",
    arguments: [
      ("1179x2556+512x512", "2506"), ("1179x2556,512x512,64x64", "2522"), ("64x64+64x64", "32"),
      ("512x512", "1024"), ("6000x4000+256x256+1179x2556+64x64", "3290"),
    ])
  func list(sizes: String, tokens: String) throws {
    let quote = try Self.quote(["quality": "low", "reference_sizes": sizes])
    let line = try #require(quote.lines.first { $0.meter == "input_image_tokens" })
    #expect(line.quantity == Sample.number(tokens))
    #expect(quote.range.isSingle && quote.completeness == .complete)
    let count = Rational(sizes.split { ",+".contains($0) }.count)
    #expect(quote.request["reference_images"] == .number(count))
  }

  @Test("A list is the same as its pictures one by one, and those beyond it have the size of all")
  func oneByOne() throws {
    let list = try Self.quote(["reference_sizes": "1179x2556+512x512", "reference_images": "4"])
    let single = try Self.quote([
      "reference_images": "4", "reference_width_1": "1179", "reference_height_1": "2556",
      "reference_width_2": "512", "reference_height_2": "512",
    ])
    #expect(list.amount == single.amount)
    let line = try #require(list.lines.first { $0.meter == "input_image_tokens" })
    #expect(line.quantity == Rational(1482 + 1024 + 2 * 1024))
  }

  @Test("The explanation has each picture's part, and one of those that are alike")
  func explanation() throws {
    let quote = try Self.quote(["reference_sizes": "1179x2556+512x512+512x512"])
    let line = try #require(quote.lines.first { $0.meter == "input_image_tokens" })
    #expect(line.steps.last?.substituted == "1 * (1482 + 1024 + 1024)")
    let tokens = line.steps.filter { $0.name.hasPrefix("reference_tokens") }
    #expect(tokens.map(\.name) == ["reference_tokens_1", "reference_tokens_2"])
    #expect(tokens.map(\.value) == [Rational(1482), Rational(1024)])
    let alike = try Self.quote(["reference_images": "3"])
    let plain = try #require(alike.lines.first { $0.meter == "input_image_tokens" })
    #expect(plain.steps.last?.substituted == "1 * (3 * 1024)")
    #expect(plain.steps.contains { $0.name == "reference_tokens" })
  }

  @Test("Several pictures out pay for the list once, or for each of them")
  func listForEach() throws {
    let quote = try Self.quote([
      "quality": "low", "images": "2", "reference_sizes": "1179x2556+512x512",
    ])
    let line = try #require(quote.lines.first { $0.meter == "input_image_tokens" })
    #expect(line.range.floor.decimalText == "0.020048")
    #expect(line.range.ceiling?.decimalText == "0.040096")
  }

  @Test("A list of sizes is refused by its own name where the offer has none")
  func noListThere() throws {
    let error = try #require(throws: RequestError.self) {
      try Self.quote(["reference_sizes": "512x512"], "luma/ray-flash-2/generate")
    }
    guard case .unknownParameter("reference_sizes", _, _, _, _) = error else {
      Issue.record("found \(error)")
      return
    }
  }

  @Test("A list of sizes has an end", arguments: [257, 100_000])
  func longList(count: Int) throws {
    let error = try #require(throws: RequestError.self) {
      try Self.quote([
        "reference_sizes": Array(repeating: "9x9", count: count).joined(separator: "+")
      ])
    }
    #expect(error.description.utf8.count < 250)
    #expect(error.description.hasSuffix("such as 1024x768+512x512, 256 at most"))
  }

  @Test(
    "What is no list, and a picture that is not there, are refused by name",
    arguments: [
      (
        ["reference_sizes": "512x512+big"],
        "reference_sizes: '512x512+big' is not a list of sizes; write width and height of each, such as 1024x768+512x512, 256 at most"
      ),
      (
        ["reference_sizes": "512x20000"],
        "openai/gpt-image-2/edit: reference_height_1: '20000' is not legal; legal are whole numbers from 1 to 16384 px"
      ),
      (
        ["reference_images": "2", "reference_width_3": "64"],
        "openai/gpt-image-2/edit: reference_width_3: there is no such one; 'reference_images' is 2"
      ),
      (
        ["reference_width_17": "64"],
        "openai/gpt-image-2/edit: reference_width_17: there is no such one; 'reference_images' is 16 at most"
      ),
    ] as [([String: String], String)])
  func refusals(values: [String: String], words: String) throws {
    let request = Request(values.sorted { $0.key < $1.key }.map { ($0.key, $0.value) })
    let error = try #require(throws: RequestError.self) { try Self.quote(request) }
    #expect(error.description == words)
  }

  @Test("Random requests come to what their pictures come to by themselves")
  func randomLists() throws {
    var random = SplitMix64(seed: 31)
    let quoter = Quoter(catalogue: try Repository.catalogue(), asOf: Repository.today)
    func tokens(_ request: Request) throws -> Rational {
      try quoter.quote(Self.id, request).quantity(of: "input_image_tokens") ?? .zero
    }
    for _ in 0..<40 {
      let sizes = (0...random.below(6)).map { _ in
        (1 + random.below(16384), 1 + random.below([64, 1024, 16384][random.below(3)]))
      }
      let together = try tokens([
        "reference_sizes": sizes.map { "\($0)x\($1)" }.joined(separator: "+")
      ])
      var sum = Rational.zero
      for (width, height) in sizes {
        sum =
          try sum
          + tokens(["reference_width": "\(width)", "reference_height": "\(height)"])
      }
      #expect(together == sum, "\(sizes)")
    }
  }
}
