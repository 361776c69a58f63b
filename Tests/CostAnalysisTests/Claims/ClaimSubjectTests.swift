import BillingTypes
import CostAnalysis
import PricingRules
import TestSupport
import Testing

@Suite("What a claim can be about beside amounts")
struct ClaimSubjectTests {
  typealias Checker = ClaimCheckerTests

  @Test("The price of a meter is asked for any number of units")
  func unitPrice() throws {
    Checker.expect(
      try Checker.check(
        .unitPrice(Checker.quote(), meter: "output_image_tokens", per: Rational(1_000_000)),
        .equals(Rational(30))),
      .holds, expected: "30 USD per 1000000 token", computed: "30 USD per 1000000 token",
      "it comes out so")
    Checker.expect(
      try Checker.check(
        .unitPrice(Checker.quote(offer: "acme/secret/generate"), meter: "output_images", per: .one),
        .equals(Sample.number("0.04"))),
      .contradicted, expected: "0.04 USD per image", computed: "0.02 USD per image",
      "the claim is 2 times too high")
    Checker.expect(
      try Checker.check(
        .unitPrice(Checker.quote(offer: "acme/secret/generate"), meter: "gpu_seconds", per: .one),
        .equals(.one)),
      .cannotBeChecked, expected: "1", computed: nil, "gpu_seconds: the price is not known")
  }

  @Test("Ratios are exact, and all must be as expected")
  func ratios() throws {
    let low = Checker.quote(parts: Checker.tokens)
    let high = Checker.quote(["quality": "high"], parts: Checker.tokens)
    Checker.expect(
      try Checker.check(
        .ratios([(of: high, to: low)]), .range(from: Rational(35), to: Rational(36))),
      .holds, expected: "35 to 36 times", computed: "35.836735 times", "it comes out so")
    Checker.expect(
      try Checker.check(
        .ratios([(of: high, to: low), (of: low, to: high), (of: low, to: low)]), .above(.one)),
      .contradicted, expected: "above 1 times", computed: "35.836735, 0.027904, 1 times",
      "2 of 3 figures do not: 0.027904, 1")
  }

  @Test("A ratio to nothing has no value")
  func ratioToNothing() throws {
    let free = Checker.quote(["outcome": "succeeded"], parts: [])
    Checker.expect(
      try Checker.check(.ratios([(of: Checker.quote(), to: free)]), .above(.one)), .cannotBeChecked,
      expected: "above 1", computed: nil, "a ratio to nothing has no value")
  }

  @Test("A plan's fee is for its own period")
  func fee() throws {
    Checker.expect(
      try Checker.check(.fee(plan: "acme/standard"), .equals(Rational(12))), .holds,
      expected: "12 USD per month", computed: "12 USD per month", "it comes out so")
    Checker.expect(
      try Checker.check(.fee(plan: "acme/yearly"), .roundsTo("99")), .contradicted,
      expected: "about 99 USD per year", computed: "99.5 USD per year",
      "the claim is 1.01 times too low")
  }

  @Test(
    "Whether a request is legal is a yes or a no",
    arguments: [
      ([:], "yes"), (["quality": "high"], "yes"), (["quality": "ultra"], "no"),
      (["width": "4096"], "no"), (["width": "1000"], "no"),
      (["width": "2048", "quality": "high"], "no"), (["width": "2048"], "yes"),
    ] as [(Request, String)])
  func legality(request: Request, answer: String) throws {
    let subject = Claim.Subject.legality(Checker.quote(request))
    Checker.expect(
      try Checker.check(subject, .word(answer)), .holds, expected: answer, computed: answer,
      "the card says so")
    let other = answer == "yes" ? "no" : "yes"
    Checker.expect(
      try Checker.check(subject, .word(other)), .contradicted, expected: other, computed: answer,
      "the card says '\(answer)'")
  }

  @Test(
    "A fact of a card is read from it",
    arguments: [
      (.category, "image-generation"), (.integration, "request-response"),
      (.meter, "output_image_tokens, input_text_tokens"), (.capability("text-in-image"), "yes"),
      (.capability("inpaint"), "no"),
    ] as [(Claim.Attribute, String)])
  func attribute(attribute: Claim.Attribute, word: String) throws {
    let subject = Claim.Subject.attribute(offer: "acme/still/generate", attribute)
    Checker.expect(
      try Checker.check(subject, .word(word)), .holds, expected: word, computed: word,
      "the card says so")
    Checker.expect(
      try Checker.check(subject, .word("other")), .contradicted, expected: "other", computed: word,
      "the card says '\(word)'")
  }

  @Test(
    "A claim about something that does not exist is a mistake in the file, never a verdict",
    arguments: [
      (
        .quotes([Checker.quote(offer: "acme/stil/generate")]),
        "no offer is called 'acme/stil/generate'; did you mean 'acme/still/generate'"
      ),
      (
        .quotes([Checker.quote(["qualty": "low"])]),
        "acme/still/generate: unknown parameter 'qualty'; did you mean 'quality'?"
      ),
      (
        .legality(Checker.quote(["qualty": "low"])),
        "acme/still/generate: unknown parameter 'qualty'; did you mean 'quality'?"
      ),
      (
        .quotes([Checker.quote(parts: ["output_tokens"])]),
        "acme/still/generate has no line for 'output_tokens'; it has 'output_image_tokens', "
          + "'input_text_tokens'"
      ),
      (
        .ratios([(of: Checker.quote(), to: Checker.quote(parts: ["images"]))]),
        "acme/still/generate has no line for 'images'; it has 'output_image_tokens', "
          + "'input_text_tokens'"
      ),
      (
        .unitPrice(Checker.quote(), meter: "output_images", per: .one),
        "acme/still/generate has no line for 'output_images'; it has 'output_image_tokens', "
          + "'input_text_tokens'"
      ),
      (
        .fee(plan: "acme/standart"),
        "no plan is called 'acme/standart'; did you mean 'acme/standard'?"
      ),
      (
        .quotes([Checker.quote(plan: "acme/standard")]),
        "plan 'acme/standard' does not apply to acme/still/generate, which is priced in money, "
          + "not in credits"
      ),
      (
        .attribute(offer: "acme/stil/generate", .category),
        "no offer is called 'acme/stil/generate'; did you mean 'acme/still/generate'"
      ),
    ] as [(Claim.Subject, String)])
  func mistakes(subject: Claim.Subject, message: String) {
    let error = #expect(throws: (any Error).self) {
      try Checker.check(subject, .equals(.one))
    }
    #expect(error.map { "\($0)".hasPrefix(message) } == true, "\(String(describing: error))")
  }

  @Test("Results stand in the order of the claims")
  func order() throws {
    let claims = ["b", "a", "c"].map {
      Claim(id: $0, says: "", subject: nil, expectation: nil, note: nil)
    }
    let set = ClaimSet(name: "", source: "", dated: "", asOf: nil, claims: claims)
    let quoter = Quoter(catalogue: Checker.catalogue, asOf: Sample.day)
    #expect(try ClaimChecker(quoter: quoter).check(set).map(\.claim.id) == ["b", "a", "c"])
  }
}
