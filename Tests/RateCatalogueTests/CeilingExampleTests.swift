import BillingTypes
import PricingRules
import TestSupport
import Testing

@Suite("The most that a request to a shipped offer can cost")
struct CeilingExampleTests {
  static func number(_ text: String) throws -> Rational { try DecimalText.parse(text) }

  static func interval(_ low: Int, _ high: Int) -> ValueRange {
    .number(Rational(low)...Rational(high))
  }

  static func ceiling(
    _ id: String, _ values: [String: ValueRange], on day: Day = Repository.today
  ) throws -> RequestCeiling {
    try #require(try Repository.catalogue().offer(id)).ceiling(of: values, on: day)
  }

  static let anyQuality = ValueRange.choice(["low", "medium", "high"])
  static let anySide = interval(16, 3840)

  @Test("gpt-image-2 with any quality and any size: a square of 2880 pixels at high quality")
  func anyQualityAndSize() throws {
    let ceiling = try Self.ceiling(
      "openai/gpt-image-2/generate",
      ["quality": Self.anyQuality, "width": Self.anySide, "height": Self.anySide])
    let image = try #require(ceiling.charges.first { $0.meter == "output_image_tokens" })
    let square = try Repository.quoter().quote(
      "openai/gpt-image-2/generate", ["quality": "high", "width": "2880", "height": "2880"])
    #expect(image.quantity == .atMost(try #require(square.quantity(of: "output_image_tokens"))))
    #expect(image.quantity == .atMost(Rational(23719)))
    #expect(image.cost == .atMost(try Self.number("0.71157")))
    #expect(ceiling.money() == .atMost(try #require(square.amount).units))
    #expect(image.estimates == ["output_image_tokens"])
  }

  @Test("gpt-image-2 with any quality at one size: high quality")
  func anyQuality() throws {
    let ceiling = try Self.ceiling("openai/gpt-image-2/generate", ["quality": Self.anyQuality])
    #expect(ceiling.charges.map(\.quantity) == [60, 0, 7024].map { .atMost(Rational($0)) })
    #expect(ceiling.money() == .atMost(try Self.number("0.21102")))
    #expect(!ceiling.isEmpty)
  }

  @Test("Cached and other tokens exclude each other: together they cost less than one by one")
  func exclusiveTokens() throws {
    let ceiling = try Self.ceiling(
      "openai/gpt-image-2/generate",
      ["quality": .choice(["low"]), "cached_prompt_tokens": Self.interval(0, 60)])
    #expect(ceiling.charges.map(\.quantity) == [60, 60, 196].map { .atMost(Rational($0)) })
    #expect(ceiling.totals.map(\.cost) == [.atMost(try Self.number("0.00618"))])
  }

  @Test(
    "Veo for 4 to 8 seconds: 8 seconds at the dearest rate that is asked about",
    arguments: [
      (["720p"], [true], "0.8"), (["720p"], [false], "0.64"), (["720p", "1080p"], [true], "0.96"),
      (["720p", "1080p", "4k"], [true, false], "2.4"), (["4k", "8k"], [false], "2"),
    ] as [(Set<String>, Set<Bool>, String)])
  func veo(resolutions: Set<String>, audio: Set<Bool>, amount: String) throws {
    let ceiling = try Self.ceiling(
      "vertex/veo-3.1-fast/generate",
      [
        "seconds": Self.interval(4, 8), "resolution": .choice(resolutions),
        "audio": .boolean(audio),
      ])
    #expect(ceiling.charges.map(\.quantity) == [.atMost(Rational(8))])
    #expect(ceiling.money() == .atMost(try Self.number(amount)))
  }

  @Test("Between legal values the next lower one counts; a range without any has no request")
  func betweenLegalValues() throws {
    let five = try Self.ceiling(
      "vertex/veo-3.1-fast/generate", ["seconds": Self.interval(3, 5)])
    #expect(five.charges.map(\.quantity) == [.atMost(Rational(4))])
    let none = try Self.ceiling(
      "vertex/veo-3.1-fast/generate", ["seconds": Self.interval(5, 5)])
    #expect(none.isEmpty)
    #expect(none.charges.map(\.cost) == [.unknown("no request in these ranges is legal")])
    #expect(none.money() == .unknown("no request in these ranges is legal"))
  }

  @Test("What a rule of the card refuses has no ceiling")
  func refused() throws {
    let ceiling = try Self.ceiling(
      "openai/gpt-image-2/generate",
      ["width": Self.interval(16, 512), "height": Self.interval(16, 512)])
    #expect(ceiling.isEmpty)
  }

  @Test("Credits are counted, and are money once their worth is known")
  func credits() throws {
    let ceiling = try Self.ceiling(
      "heygen/liveavatar-full/session",
      ["session_seconds": Self.interval(1, 601), "idle_seconds": Self.interval(0, 60)])
    #expect(ceiling.charges.map(\.quantity) == [.atMost(Rational(12))])
    #expect(ceiling.charges.map(\.cost) == [.atMost(Rational(24))])
    #expect(ceiling.charges.map(\.priceUnit) == [.credit("heygen/liveavatar-credit")])
    #expect(
      ceiling.money() == .unknown("what one 'heygen/liveavatar-credit' costs is not known"))
    #expect(
      ceiling.money(creditWorth: ["heygen/liveavatar-credit": try Self.number("0.1")])
        == .atMost(try Self.number("2.4")))
  }

  @Test("A session of any legal length: 60 minutes, talk and idle time together")
  func wholeSession() throws {
    let ceiling = try Self.ceiling(
      "heygen/liveavatar-full/session",
      ["session_seconds": Self.interval(0, 9999), "idle_seconds": Self.interval(0, 9999)])
    #expect(ceiling.charges.map(\.quantity) == [.atMost(Rational(60))])
  }

  @Test("A picture of any legal size: what a rule allows and not what its two sides allow")
  func largestPicture() throws {
    let ceiling = try Self.ceiling(
      "fal/gpt-image-2/generate", ["width": Self.anySide, "height": Self.anySide])
    #expect(!ceiling.isEmpty)
  }

  @Test("What is not known has no ceiling, only a reason")
  func unknown() throws {
    let turbo = try Self.ceiling("fal/sd3.5-large-turbo/generate", [:])
    #expect(turbo.charges.map(\.quantity) == [.atMost(.one)])
    #expect(
      turbo.charges.map(\.cost) == [
        .unknown("no source gives fal's price for SD 3.5 Large Turbo")
      ])
    let failed = try Self.ceiling(
      "runway/gen4.5/generate", ["outcome": .choice(["succeeded", "failed"])])
    #expect(
      failed.charges.map(\.cost) == [
        .unknown("video_seconds: whether a request that ended as 'failed' is billed is not known")
      ])
  }

  @Test("A day before the first price has no ceiling; an older price counts on its days")
  func days() throws {
    let early = try Self.ceiling(
      "vertex/veo-3.1-fast/generate", [:], on: Repository.day("2026-01-01"))
    #expect(
      early.charges.map(\.cost) == [
        .unknown("video_seconds: no price is known for 2026-01-01")
      ])
  }

  @Test("A name that the offer does not have is named")
  func unknownName() throws {
    let ceiling = try Self.ceiling("vertex/veo-3.1-fast/generate", ["secnds": Self.interval(4, 8)])
    #expect(
      ceiling.charges.map(\.cost) == [
        .unknown(
          "'secnds' is neither a parameter nor a meter of 'vertex/veo-3.1-fast/generate'")
      ])
  }
}
