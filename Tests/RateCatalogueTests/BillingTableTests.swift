import BillingTypes
import PricingRules
import RateCatalogue
import ReportGenerator
import TestSupport
import Testing

/// Every row of the article's billing table can be quoted; the amounts are worked out here, in whole
/// numbers of 10⁻¹² dollars, without the code under test.
@Suite("The article's billing table")
struct BillingTableTests {
  /// Tokens of a `gpt-image-2` picture by OpenAI's calculator: `grid` cells along the longer side.
  static func pictureTokens(quality: String, width: Int, height: Int) -> Int {
    let grid = ["low": 16, "medium": 48, "high": 96][quality] ?? 0
    let (short, long) = (min(width, height), max(width, height))
    let (quotient, remainder) = (grid * short).quotientAndRemainder(dividingBy: long)
    let isUp = 2 * remainder > long || (2 * remainder == long && quotient % 2 == 1)
    let cells = grid * (quotient + (isUp ? 1 : 0))
    return (cells * (2_000_000 + width * height) + 3_999_999) / 4_000_000
  }

  static let squares: [(quality: String, tokens: Int, amount: String)] = [
    ("low", 196, "0.00588"), ("medium", 1756, "0.05268"), ("high", 7024, "0.21072"),
  ]

  @Test("A 1024x1024 picture of gpt-image-2 costs exactly this for its tokens", arguments: squares)
  func squarePictures(quality: String, tokens: Int, amount: String) throws {
    #expect(Self.pictureTokens(quality: quality, width: 1024, height: 1024) == tokens)
    let quote = try Repository.quoter()
      .quote("openai/gpt-image-2/generate", ["quality": quality, "size": "1024x1024"])
    let line = try #require(quote.lines.first { $0.meter == "output_image_tokens" })
    #expect(line.quantity == Rational(Int128(tokens)))
    #expect(line.amount?.decimalText == amount)
    #expect(line.amount?.picounits == Int128(tokens) * 30_000_000)
    #expect(quote.completeness == .complete)
  }

  @Test(
    "Every size has the tokens of the calculator's rule, worked out in whole numbers",
    arguments: ["low", "medium", "high"],
    [
      (1024, 640), (640, 1024), (1024, 672), (1536, 1024), (1024, 1536), (1424, 480), (2048, 2048),
      (2880, 2880), (3840, 2160), (2160, 3840), (3840, 1280), (816, 816), (3072, 1024),
    ])
  func everySize(quality: String, size: (width: Int, height: Int)) throws {
    let quote = try Repository.quoter().quote(
      "openai/gpt-image-2/generate", ["quality": quality, "size": "\(size.width)x\(size.height)"])
    let tokens = Self.pictureTokens(quality: quality, width: size.width, height: size.height)
    // Sixty tokens of prompt at 5 USD a million, the picture at 30.
    #expect(quote.amount?.picounits == Int128(60 * 5_000_000 + tokens * 30_000_000))
  }

  static let rows: [(offer: OfferID, request: Request, picounits: Int128, amount: String)] = [
    // 60 × 5 + 1756 × 30 millionths
    ("openai/gpt-image-2/generate", [:], 60 * 5_000_000 + 1756 * 30_000_000, "0.05298"),
    // one 1024x1024 picture sent in: 1024 tokens at 8 USD a million
    (
      "openai/gpt-image-2/edit", [:], 60 * 5_000_000 + 1024 * 8_000_000 + 1756 * 30_000_000,
      "0.061172"
    ),
    ("google/veo-3.1-fast/generate", ["seconds": "8"], 8 * 100_000_000_000, "0.8"),
    ("vertex/veo-3.1-fast/generate", ["seconds": "8"], 8 * 100_000_000_000, "0.8"),
    ("gmi-cloud/heygen-avatar-4/generate", [:], 66_700_000_000, "0.0667"),
    // 6.5 credits at 10 USD for 1000
    ("stability/sd3.5-large/generate", [:], 65 * 1_000_000_000, "0.065"),
    // 1280 × 720 × 24 × 5 pixels at 0.0064 USD a million: 6400 × 10⁻¹² a pixel
    ("luma/ray2/generate", [:], 1280 * 720 * 24 * 5 * 6400, "0.7077888"),
    ("luma/ray3.2/generate", ["seconds": "5"], 300_000_000_000, "0.3"),
    ("luma/ray3.2/generate", ["seconds": "10"], 900_000_000_000, "0.9"),
  ]

  @Test("Every row of the table has an exact amount", arguments: rows)
  func everyRow(offer: OfferID, request: Request, picounits: Int128, amount: String) throws {
    let quote = try Repository.quoter().quote(offer, request)
    // The article's unit for the avatar is in doubt, so that amount is a lower bound.
    let isDoubtful = offer == "gmi-cloud/heygen-avatar-4/generate"
    #expect(quote.pricing == (isDoubtful ? .partial : .complete))
    #expect(quote.amount?.picounits == picounits)
    #expect(quote.amount?.decimalText == amount)
    #expect(quote.missing.isEmpty == !isDoubtful)
  }

  @Test("The avatar row is a film, and warns that its unit is in doubt")
  func avatarRowWarns() throws {
    let quote = try Repository.quoter().quote("gmi-cloud/heygen-avatar-4/generate")
    #expect(quote.category == .videoGeneration)
    #expect(quote.warnings.map(\.words).contains { $0.hasPrefix("DO NOT BUDGET WITH THIS FIGURE") })
    #expect(quote.warnings.map(\.words).contains("requests is an estimate (low confidence)"))
  }

  @Test("A credit row says what a credit was taken to be worth")
  func creditRowSaysWorth() throws {
    let quote = try Repository.quoter().quote("stability/sd3.5-large/generate")
    #expect(
      quote.warnings.map(\.words).first
        == "1 stability/credit is taken as 0.01 USD: bought in packs, 10 USD for 1000")
    #expect(quote.lines.map(\.credits) == [try Rational(13, over: 2)])
  }
}
