import BillingTypes
import PricingRules
import TestSupport
import Testing

/// Meters that are parts of one total.
@Suite("Splits")
struct SplitTests {
  private static let offer = Sample.offer(
    parameters: [
      Sample.count("prompt_tokens", 0...1000, default: 60),
      Sample.count("cached_prompt_tokens", 0...1000, default: 0),
    ],
    derivations: [
      Derivation(
        name: "input_text_tokens",
        expression: Sample.expression("prompt_tokens - cached_prompt_tokens"), isMeter: true),
      Derivation(
        name: "cached_text_tokens", expression: Sample.expression("cached_prompt_tokens"),
        isMeter: true),
    ],
    charges: [
      Sample.charge("input_text_tokens", quantity: "input_text_tokens", Sample.price("1")),
      Sample.charge("cached_text_tokens", quantity: "cached_text_tokens", Sample.price("0.25")),
    ],
    splits: [
      Split(
        total: Sample.expression("prompt_tokens"),
        parts: ["input_text_tokens", "cached_text_tokens"])
    ])

  static let requests: [(request: Request, amount: String)] = [
    ([:], "60"), (["prompt_tokens": "100", "cached_prompt_tokens": "40"], "70"),
    // A metered part lowers the other.
    (["prompt_tokens": "100", "cached_text_tokens": "40"], "70"),
    (["prompt_tokens": "100", "input_text_tokens": "60"], "70"),
    (["cached_text_tokens": "40"], "30"),
    // More than the default that nobody said: nothing is left.
    (["cached_text_tokens": "400"], "100"),
    // What was not read from the cache, and nobody says that anything was.
    (["input_text_tokens": "300"], "300"),
    (["input_text_tokens": "300", "cached_prompt_tokens": "20"], "305"),
    (["input_text_tokens": "300", "cached_text_tokens": "20"], "305"),
  ]

  @Test("The parts come to the total", arguments: requests)
  func amounts(request: Request, amount: String) throws {
    let quoter = Quoter(catalogue: Sample.catalogue(Self.offer), asOf: Sample.day)
    let quote = try quoter.quote("acme/still/generate", request)
    #expect(quote.amount?.decimalText == amount)
    #expect(quote.range.isSingle)
  }

  /// The total needs what the first part's own formula knows nothing of.
  private static let film = Sample.offer(
    parameters: [
      Sample.count("seconds", 1...15, default: 5),
      Sample.count("input_seconds", 0...15, default: 0),
    ],
    derivations: [
      Derivation(name: "video_seconds", expression: Sample.expression("seconds"), isMeter: true),
      Derivation(
        name: "input_video_seconds", expression: Sample.expression("input_seconds"), isMeter: true),
    ],
    charges: [
      Sample.charge("video_seconds", quantity: "video_seconds", Sample.price("1")),
      Sample.charge("input_video_seconds", quantity: "input_video_seconds", Sample.price("1")),
    ],
    splits: [
      Split(
        total: Sample.expression("seconds + input_seconds"),
        parts: ["video_seconds", "input_video_seconds"])
    ])

  static let films: [(request: Request, amount: String)] = [
    // Nobody says how much was sent in: what was metered of it is no part of what came out.
    (["seconds": "5", "input_video_seconds": "3"], "8"), (["input_video_seconds": "3"], "8"),
    (["seconds": "5", "input_seconds": "3", "input_video_seconds": "3"], "8"),
    // The provider's own total beside what was asked for.
    (["seconds": "10", "input_seconds": "5", "video_seconds": "15"], "15"),
    (["seconds": "10", "input_seconds": "5", "input_video_seconds": "6"], "15"),
  ]

  @Test(
    "What was sent in does not come out of what came out, where nobody says it", arguments: films)
  func filmAmounts(request: Request, amount: String) throws {
    let quoter = Quoter(catalogue: Sample.catalogue(Self.film), asOf: Sample.day)
    let quote = try quoter.quote("acme/still/generate", request)
    #expect(quote.amount?.decimalText == amount)
    #expect(quote.range.isSingle)
    let explained = quote.lines.reduce(into: Rational.zero) { sum, line in
      sum = (try? sum + (line.quantity ?? .zero)) ?? sum
    }
    #expect(explained.description == amount)
  }

  @Test("Parts above a total that was said are refused")
  func refused() throws {
    let quoter = Quoter(catalogue: Sample.catalogue(Self.offer), asOf: Sample.day)
    #expect(
      throws: RequestError.refused(
        offer: "acme/still/generate",
        explanation:
          "input_text_tokens + cached_text_tokens are parts of prompt_tokens and cannot be more together"
      )
    ) {
      try quoter.quote(
        "acme/still/generate",
        ["prompt_tokens": "100", "input_text_tokens": "61", "cached_text_tokens": "40"])
    }
  }

  @Test("The explanation says what was left")
  func explanation() throws {
    let quoter = Quoter(catalogue: Sample.catalogue(Self.offer), asOf: Sample.day)
    let quote = try quoter.quote(
      "acme/still/generate", ["prompt_tokens": "100", "cached_text_tokens": "40"])
    let step = try #require(quote.lines.first { $0.meter == "input_text_tokens" }?.steps.first)
    #expect(step.formula == "max(0, prompt_tokens - cached_text_tokens)")
    #expect(step.substituted == "max(0, 100 - 40)")
    #expect(step.value == Rational(60))
  }
}
