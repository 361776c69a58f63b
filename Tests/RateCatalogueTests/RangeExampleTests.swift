import BillingTypes
import PricingRules
import TestSupport
import Testing

@Suite("What a request to a shipped offer can cost")
struct RangeExampleTests {
  static func interval(_ low: Int, _ high: Int) -> InputState {
    .notReported(within: .number(Rational(low)...Rational(high)))
  }

  static func words(_ words: Set<String>) -> InputState { .notReported(within: .choice(words)) }

  static let unreported = InputState.notReported(within: nil)

  /// Floor and ceiling as text; `none` where there is none.
  static func ends(
    _ id: OfferID, _ states: [String: InputState], on day: Day = Repository.today
  ) throws -> [String] {
    guard let range = try range(id, states, on: day) else { return ["no request"] }
    return [range.floor.decimalText, range.ceiling?.decimalText ?? "none"]
  }

  static func range(
    _ id: OfferID, _ states: [String: InputState], on day: Day = Repository.today
  ) throws -> AmountRange? {
    let catalogue = try Repository.catalogue()
    let quoter = Quoter(catalogue: catalogue, asOf: day)
    let offer = try #require(catalogue.offer(id))
    return try quoter.compile(offer, worths: quoter.creditWorths(of: offer, plan: nil))
      .range(of: states)
  }

  @Test("gpt-image-2 with any quality at one size: from low to high")
  func anyQuality() throws {
    #expect(
      try Self.ends("openai/gpt-image-2/generate", ["quality": Self.unreported])
        == ["0.00618", "0.21102"])
  }

  @Test("gpt-image-2 with any quality and any size: up to a square of 2880 pixels at high quality")
  func anyQualityAndSize() throws {
    let states = ["quality", "width", "height"].map { ($0, Self.unreported) }
    #expect(
      try Self.ends("openai/gpt-image-2/generate", Dictionary(uniqueKeysWithValues: states))
        == ["0.00192", "0.71187"])
  }

  @Test("An outcome that nobody knows of is anything from free to billed")
  func failed() throws {
    #expect(
      try Self.ends(
        "openai/gpt-image-2/generate",
        ["quality": .given(.choice("high")), "outcome": .given(.choice("failed"))])
        == ["0", "0.21102"])
    let either = try Self.range("runway/gen4.5/generate", ["outcome": Self.unreported])
    #expect(either?.reasons.map(\.code.rawValue).contains("outcome_unknown") == true)
    #expect(either?.floor.picounits == 0 && either?.ceiling != nil)
  }

  @Test("Cached and other tokens exclude each other: together they cost no more than all uncached")
  func exclusiveTokens() throws {
    let range = try Self.range(
      "openai/gpt-image-2/generate",
      ["quality": .given(.choice("low")), "cached_prompt_tokens": Self.interval(0, 60)])
    #expect(range?.ceiling?.decimalText == "0.00618")
    #expect(range?.reasons == [.notReported("cached_prompt_tokens")])
  }

  @Test(
    "Veo for 4 to 8 seconds: 8 seconds at the dearest rate that is asked about",
    arguments: [
      (["720p"], [true], "0.4", "0.8"), (["720p"], [false], "0.32", "0.64"),
      (["720p", "1080p"], [true], "0.4", "0.96"),
      (["720p", "1080p", "4k"], [true, false], "0.32", "2.4"), (["4k", "8k"], [false], "1", "2"),
    ] as [(Set<String>, Set<Bool>, String, String)])
  func veo(resolutions: Set<String>, audio: Set<Bool>, least: String, most: String) throws {
    #expect(
      try Self.ends(
        "vertex/veo-3.1-fast/generate",
        [
          "seconds": Self.interval(4, 8), "resolution": Self.words(resolutions),
          "audio": .notReported(within: .boolean(audio)),
        ]) == [least, most])
  }

  @Test("Between legal values the next lower one counts; a range without any has no request")
  func betweenLegalValues() throws {
    let five = try Self.ends("vertex/veo-3.1-fast/generate", ["seconds": Self.interval(3, 5)])
    #expect(
      five == (try Self.ends("vertex/veo-3.1-fast/generate", ["seconds": Self.interval(4, 4)])))
    #expect(
      try Self.ends("vertex/veo-3.1-fast/generate", ["seconds": Self.interval(5, 5)])
        == ["no request"])
    #expect(
      try Self.ends(
        "openai/gpt-image-2/generate",
        ["width": Self.interval(16, 512), "height": Self.interval(16, 512)]) == ["no request"])
  }

  @Test("Credits are counted at their worth; a worth that nobody knows leaves no ceiling")
  func credits() throws {
    let states = ["session_seconds": Self.interval(1, 601), "idle_seconds": Self.interval(0, 60)]
    let known = try Self.range("heygen/liveavatar-full/session", states)
    #expect(known?.ceiling != nil)
    let offer = try #require(try Repository.catalogue().offer("heygen/liveavatar-full/session"))
    let unknown = try CompiledOffer(offer, currency: .usd, on: Repository.today).range(of: states)
    #expect(unknown?.ceiling == nil)
    #expect(unknown?.reasons.map(\.code.rawValue).contains("price_unknown") == true)
  }

  @Test("A price that no source gives is any price")
  func unknownPrice() throws {
    let turbo = try Self.range("fal/sd3.5-large-turbo/generate", [:])
    #expect(turbo?.floor.picounits == 0 && turbo?.ceiling == nil)
    #expect(turbo?.reasons == [.priceUnknown(meter: "output_images")] || turbo?.reasons.count == 1)
  }

  @Test("A day before the first price has no ceiling")
  func days() throws {
    let early = try Self.range(
      "vertex/veo-3.1-fast/generate", [:], on: Repository.day("2026-01-01"))
    #expect(early?.ceiling == nil)
    #expect(early?.reasons.map(\.code.rawValue) == ["before_evidence"])
  }
}
