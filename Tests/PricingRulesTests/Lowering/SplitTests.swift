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
