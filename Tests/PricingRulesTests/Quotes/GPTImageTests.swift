import BillingTypes
import PricingRules
import TestSupport
import Testing

/// The token rule of gpt-image-2 as data/rates/openai.yaml writes it, against the published amounts
/// and against the same rule in plain integers.
@Suite("gpt-image-2")
struct GPTImageTests {
  static func side(_ name: String) -> Parameter {
    Parameter(
      name: name, domain: .integer(lower: 16, upper: 3840, step: 16),
      defaultValue: .number(Rational(1024)), unit: "px")
  }

  static let offer = Sample.offer(
    "openai/gpt-image-2/generate",
    parameters: [
      Sample.choice("quality", ["low", "medium", "high"], default: "medium"), side("width"),
      side("height"), Sample.count("images"), Sample.count("partial_images", default: 0),
    ],
    requirements: [
      Requirement(
        condition: Sample.expression("max(width, height) <= 3 * min(width, height)"),
        explanation: "the longer side may be at most three times the shorter one"),
      Requirement(
        condition: Sample.expression("width * height >= 655360 and width * height <= 8294400"),
        explanation: "width times height must be from 655360 pixels (1024x640) to 8294400 pixels"),
    ],
    tables: ["grid": Sample.table([(["low"], "16"), (["medium"], "48"), (["high"], "96")])],
    derivations: [
      Sample.estimate(
        "short_side",
        "round_half_even(grid[quality] * min(width, height) / max(width, height))", isMeter: false),
      Sample.estimate(
        "picture_tokens",
        "ceil(grid[quality] * short_side * (2000000 + width * height) / 4000000)", isMeter: false),
      Sample.estimate("output_image_tokens", "images * (picture_tokens + 100 * partial_images)"),
    ],
    charges: [
      Sample.charge(
        "output_image_tokens", Sample.price("30.00", model: .perUnit(per: Rational(1_000_000))),
        unit: "token")
    ],
    serviceTiers: [ServiceTier(name: "batch", multiplier: Sample.number("0.5"), latency: "24 h")])

  static func quote(_ request: Request) throws -> Quote {
    let card = RateCard(
      provider: "openai", name: "OpenAI", relation: .direct, currency: .usd, offers: [offer],
      plans: [], credits: [])
    let catalogue = Catalogue(cards: [card], vocabulary: .empty)
    return try Quoter(catalogue: catalogue, asOf: Sample.day).quote(offer.id, request)
  }

  /// The tokens of a picture in plain integers, without the expression language.
  static func tokens(grid: Int, width: Int, height: Int) -> Int {
    let (long, short) = (max(width, height), min(width, height))
    let (product, twice) = (grid * short, 2 * (grid * short % long))
    var shortSide = product / long
    if twice > long || (twice == long && shortSide % 2 == 1) { shortSide += 1 }
    return (grid * shortSide * (2_000_000 + width * height) + 3_999_999) / 4_000_000
  }

  @Test(
    "The published amounts come out exactly",
    arguments: [
      ("low", "1024x1024", 196, "0.00588"),
      ("medium", "1024x1024", 1756, "0.05268"),
      ("high", "1024x1024", 7024, "0.21072"),
      ("low", "1536x1024", 158, "0.00474"),
      ("medium", "1024x1536", 1372, "0.04116"),
      ("high", "1536x1024", 5488, "0.16464"),
      ("high", "2048x2048", 14272, "0.42816"),
      ("high", "3840x2160", 13342, "0.40026"),
      // A tie: 16 × 672 ÷ 1024 is 10.5, which half-even makes 10; half-up would give 119 tokens.
      ("low", "1024x672", 108, "0.00324"),
      ("low", "672x1024", 108, "0.00324"),
    ])
  func published(quality: String, size: String, tokens: Int, amount: String) throws {
    let quote = try Self.quote(["quality": quality, "size": size])
    #expect(quote.lines[0].quantity == Rational(tokens))
    #expect(quote.amount?.decimalText == amount)
    #expect(quote.completeness == .complete)
  }

  @Test("Pictures, previews and a batch multiply as published")
  func multiples() throws {
    let ten = try Self.quote(["images": "10"])
    #expect(ten.amount?.decimalText == "0.5268")
    let previews = try Self.quote(["quality": "low", "partial_images": "3"])
    #expect(previews.amount?.decimalText == "0.01488")
    let batch = try Self.quote(["quality": "high", "service_tier": "batch"])
    #expect(batch.amount?.decimalText == "0.10536")
  }

  @Test(
    "Every legal size on a grid of 64 pixels agrees with plain integers, every other is refused",
    arguments: [("low", 16), ("medium", 48), ("high", 96)])
  func everySize(quality: String, grid: Int) throws {
    let compiled = try CompiledOffer(Self.offer, currency: .usd, on: Sample.day)
    var run = RequestRun(compiled)
    let slots = try ["quality", "width", "height"].map { try #require(compiled.slot(of: $0)) }
    try run.set(slots[0], to: .choice(quality))
    var wrong: [String] = []
    var legal = 0
    for width in stride(from: 64, through: 3840, by: 64) {
      for height in stride(from: 64, through: 3840, by: 64) {
        try run.set(slots[1], to: width)
        try run.set(slots[2], to: height)
        let isLegal =
          max(width, height) <= 3 * min(width, height)
          && (655_360...8_294_400).contains(width * height)
        if try (run.brokenRequirement() == nil) != isLegal { wrong.append("\(width)x\(height)") }
        guard isLegal else { continue }
        legal += 1
        let tokens = Self.tokens(grid: grid, width: width, height: height)
        let price = try run.price()
        if price.picounits != Int128(tokens) * 30_000_000 || price.completeness != .complete {
          wrong.append("\(width)x\(height): \(price) for \(tokens) tokens")
        }
      }
    }
    #expect(wrong == [])
    #expect(legal > 1_000)
  }

  @Test(
    "A size outside the limits is refused in the card's words",
    arguments: [
      ("3072x1008", "the longer side may be at most three times the shorter one"),
      ("1024x624", "width times height must be from 655360 pixels (1024x640) to 8294400 pixels"),
      ("3840x2176", "width times height must be from 655360 pixels (1024x640) to 8294400 pixels"),
    ])
  func refused(size: String, message: String) throws {
    let error = try #require(throws: RequestError.self) { try Self.quote(["size": size]) }
    #expect(error.description == "openai/gpt-image-2/generate: \(message)")
    for legal in ["3072x1024", "1024x640", "3840x2160"] {
      #expect(try Self.quote(["size": legal]).completeness == .complete)
    }
  }

  @Test("The price is explained from the size to the tokens")
  func explanation() throws {
    let quote = try Self.quote(["quality": "low", "size": "1024x672"])
    #expect(
      quote.lines[0].steps.map(\.text) == [
        "short_side = round_half_even(grid[quality] * min(width, height) / max(width, height)) = "
          + "round_half_even(16 * min(1024, 672) / max(1024, 672)) = 10",
        "picture_tokens = ceil(grid[quality] * short_side * (2000000 + width * height) / 4000000) "
          + "= ceil(16 * 10 * (2000000 + 1024 * 672) / 4000000) = 108",
        "output_image_tokens = images * (picture_tokens + 100 * partial_images) = "
          + "1 * (108 + 100 * 0) = 108",
      ])
  }
}
