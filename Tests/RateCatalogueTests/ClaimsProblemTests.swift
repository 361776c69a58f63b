import BillingTypes
import CostAnalysis
import PricingRules
import RateCatalogue
import ReportGenerator
import TestSupport
import Testing

/// Mistakes in a claims file.
@Suite("Mistakes in a claims file")
struct ClaimsProblemTests {
  static let head = """
    claims: a test
    source: "us"
    dated: 2026-11-22
    checks:
    """

  static let mistakes: [(check: String, problems: [String])] = [
    (
      "{claim: a, says: b, quote: {offer: x/y/z}}",
      ["c.yaml:5: checks[0]: 'expect' is missing"]
    ),
    (
      "{claim: a, says: b, expect: {equals: 1}}",
      [
        "c.yaml:5: checks[0]: a claim has exactly one of 'quote', 'quotes', 'unit_price', 'ratio', 'ratios', 'fee', 'latency', 'legal', 'attribute', 'nothing'"
      ]
    ),
    (
      "{claim: a, says: b, quote: {offer: x/y/z}, fee: x/p, expect: {equals: 1}}",
      [
        "c.yaml:5: checks[0]: a claim has exactly one of 'quote', 'quotes', 'unit_price', 'ratio', 'ratios', 'fee', 'latency', 'legal', 'attribute', 'nothing'"
      ]
    ),
    (
      "{claim: a, says: b, nothing: true}",
      ["c.yaml:5: checks[0]: 'nothing' needs a 'note' that says why"]
    ),
    (
      "{claim: a, says: b, quote: {offer: x/y/z, reqest: {}}, expect: {equals: 1}}",
      ["c.yaml:5: checks[0].quote: unknown key 'reqest'; did you mean 'request'?"]
    ),
    (
      "{claim: a, says: b, quote: {offer: x/y/z}, expect: {round_to: 1}}",
      [
        "c.yaml:5: checks[0].expect: an expectation is {rounds_to: \"0.006\"}, {equals: 0.80}, {from: 0.02, to: 0.04}, {below: 1}, {above: 1} or {is: text}",
        "c.yaml:5: checks[0].expect: unknown key 'round_to'; did you mean 'rounds_to'?",
      ]
    ),
    // 2026-11-22: a figure was never equal to a word, and the claim counted as contradicted
    (
      "{claim: a, says: b, fee: x/p, expect: {is: high}}",
      ["c.yaml:5: checks[0].expect: 'fee' is held against a figure, not against {is: text}"]
    ),
    (
      "{claim: a, says: b, legal: {offer: x/y/z}, expect: {equals: 1}}",
      ["c.yaml:5: checks[0].expect: 'legal' is held against {is: text}"]
    ),
    // 2026-11-22: all but the first were ignored without a word
    (
      "{claim: a, says: b, quote: {offer: x/y/z}, expect: {equals: 1, below: 2}}",
      [
        "c.yaml:5: checks[0].expect: an expectation is {rounds_to: \"0.006\"}, {equals: 0.80}, {from: 0.02, to: 0.04}, {below: 1}, {above: 1} or {is: text}"
      ]
    ),
    (
      "{claim: a, says: b, quote: {offer: x/y/z}, expect: {from: 1}}",
      [
        "c.yaml:5: checks[0].expect: an expectation is {rounds_to: \"0.006\"}, {equals: 0.80}, {from: 0.02, to: 0.04}, {below: 1}, {above: 1} or {is: text}"
      ]
    ),
    (
      "{claim: a, says: b, quote: {offer: x/y/z}, expect: {rounds_to: cheap}}",
      [
        "c.yaml:5: checks[0].expect.rounds_to: 'cheap' is not a decimal number; write digits with at most one point, such as 0.0395"
      ]
    ),
    (
      "{claim: a, says: b, fee: x/p, expect: {above: 0}}",
      [
        "c.yaml:5: checks[0].expect: every price is above 0, so that the claim cannot fail; write a bound above 0"
      ]
    ),
    (
      "{claim: a, says: b, fee: x/p, expect: {below: 0}}",
      [
        "c.yaml:5: checks[0].expect: no price is below 0, so that the claim cannot hold; write a bound above 0"
      ]
    ),
    (
      "{claim: a, says: b, fee: x/p, expect: {from: 5, to: 1}}",
      ["c.yaml:5: checks[0].expect: no figure is from 5 to 1; write the smaller bound first"]
    ),
    (
      "{claim: a, says: b, fee: x/p, expect: {from: 0, to: 1000000}}",
      [
        "c.yaml:5: checks[0].expect: every price is at least 0, so that only '1000000' says something; write {below: 1000000}, or a first bound above 0"
      ]
    ),
    (
      "{claim: a, says: b, ratio: {of: {offer: x/y/z, request: {size: 8x9, images: 2}}, to: {offer: x/y/z, request: {images: 2, height: 9, width: 8}}}, expect: {equals: 1}}",
      [
        "c.yaml:5: checks[0].expect: the claim compares x/y/z with itself, so that it is 1 whatever things cost; write another offer or request under 'of' or 'to'"
      ]
    ),
    (
      "{claim: a, says: b, derived: perhaps, fee: x/p, expect: {above: 1}}",
      ["c.yaml:5: checks[0].derived: 'perhaps' is no truth value; write 'true' or 'false'"]
    ),
    (
      "{claim: a, says: b, attribute: {offer: x/y/z, is: colour}, expect: {is: red}}",
      [
        "c.yaml:5: checks[0].attribute.is: unknown value 'colour'; legal are 'category', 'integration', 'meter', 'capability:WORD'"
      ]
    ),
  ]

  @Test("A claim that says too little, too much or the wrong thing", arguments: mistakes)
  func mistake(check: String, problems: [String]) {
    let text = "\(Self.head)\n  - \(check)\n"
    let error = #expect(throws: DataProblems.self) {
      try DataFile(name: "c.yaml", text: text).claims()
    }
    #expect(error?.problems.map(\.description) == problems)
  }

  @Test(
    "A claim that can hold and can fail is read",
    arguments: [
      "{claim: a, says: b, fee: x/p, expect: {from: 5, to: 5}}",
      "{claim: a, says: b, fee: x/p, expect: {equals: 0}}",
      "{claim: a, says: b, ratio: {of: {offer: x/y/z}, to: {offer: x/y/z, request: {images: 2}}}, expect: {equals: 1}}",
      "{claim: a, says: b, ratio: {of: {offer: x/y/z, parts: [m]}, to: {offer: x/y/z}}, expect: {equals: 1}}",
      "{claim: a, says: b, ratio: {of: {offer: x/y/z, plan: x/p}, to: {offer: x/y/z}}, expect: {above: 1}}",
    ])
  func sensible(check: String) throws {
    let claims = try DataFile(name: "c.yaml", text: "\(Self.head)\n  - \(check)\n").claims()
    #expect(claims.claims.map(\.id) == ["a"])
  }

  @Test("A claim that is written twice")
  func twice() {
    let claim = "{claim: a, says: b, nothing: true, note: c}"
    let error = #expect(throws: DataProblems.self) {
      try DataFile(name: "c.yaml", text: "\(Self.head)\n  - \(claim)\n  - \(claim)\n").claims()
    }
    #expect(error?.description == "c.yaml:6: checks[1]: claim 'a' is written twice")
  }

  static let unknowns: [(subject: String, words: String)] = [
    (
      "quote: {offer: acme/film/make}",
      "no offer is called 'acme/film/make'; did you mean 'acme/film/generate'?"
    ),
    (
      "quote: {offer: acme/film/generate, request: {second: 1}}",
      "acme/film/generate: unknown parameter 'second'; did you mean 'seconds' or 'video_seconds'?"
    ),
    // 2026-11-22: a misspelt meter was taken as one that costs nothing
    (
      "quote: {offer: acme/film/generate, parts: video_second}",
      "acme/film/generate has no line for 'video_second'; it has 'video_seconds'"
    ),
    (
      "ratio: {of: {offer: acme/film/generate, parts: [output_images]}, to: {offer: acme/film/generate}}",
      "acme/film/generate has no line for 'output_images'; it has 'video_seconds'"
    ),
    (
      "unit_price: {offer: acme/film/generate, meter: output_images}",
      "acme/film/generate has no line for 'output_images'; it has 'video_seconds'"
    ),
    ("fee: acme/basik", "no plan is called 'acme/basik'; did you mean 'acme/basic'?"),
  ]

  @Test("A claim about something that does not exist is no verdict", arguments: unknowns)
  func unknown(subject: String, words: String) throws {
    let text = "\(Self.head)\n  - {claim: a, says: b, \(subject), expect: {below: 1}}\n"
    let set = try DataFile(name: "c.yaml", text: text).claims()
    let quoter = Quoter(
      catalogue: try AcmeCard.catalogue(AcmeCard.text), asOf: Repository.today)
    let error = #expect(throws: (any Error).self) { try ClaimChecker(quoter: quoter).check(set) }
    #expect(error.map { "\($0)" } == words)
  }

  @Test(
    "A lower bound decides nothing: the claim cannot be checked",
    arguments: [
      "quote: {offer: gmi-cloud/gpt-image-2/edit}, expect: {above: 0.001}",
      "ratio: {of: {offer: gmi-cloud/gpt-image-2/edit}, to: {offer: openai/gpt-image-2/edit}}, expect: {below: 1}",
      "unit_price: {offer: fal/wan-2.7/generate, meter: video_seconds}, expect: {above: 0.001}",
    ])
  func lowerBound(claim: String) throws {
    let text = "\(Self.head)\n  - {claim: a, says: b, \(claim)}\n"
    let set = try DataFile(name: "c.yaml", text: text).claims()
    let result = try #require(try ClaimChecker(quoter: Repository.quoter()).check(set).first)
    #expect(result.verdict == .cannotBeChecked)
    #expect(result.computed == nil)
    #expect(result.reason.contains("was not found"))
  }

  static let expectations: [(expect: String, verdict: ClaimResult.Verdict, reason: String)] = [
    ("{equals: 0.80}", .holds, "it comes out so"),
    ("{equals: 1.20}", .contradicted, "the claim is 1.5 times too high"),
    ("{equals: 0.20}", .contradicted, "the claim is 4 times too low"),
    ("{rounds_to: \"0.8\"}", .holds, "it comes out so"),
    ("{rounds_to: \"0.80\"}", .holds, "it comes out so"),
    ("{rounds_to: \"0.81\"}", .contradicted, "the claim is 1.01 times too high"),
    ("{from: 0.80, to: 0.80}", .holds, "it comes out so"),
    ("{from: 0.81, to: 1}", .contradicted, "0.8 is not 0.81 to 1"),
    ("{below: 0.80}", .contradicted, "0.8 is not below 0.8"),
    ("{above: 0.80}", .contradicted, "0.8 is not above 0.8"),
    ("{above: 0.79}", .holds, "it comes out so"),
  ]

  @Test(
    "A figure is held against every kind of expectation, bounds included", arguments: expectations)
  func expectation(expect: String, verdict: ClaimResult.Verdict, reason: String) throws {
    let text =
      "\(Self.head)\n  - {claim: a, says: b, quote: {offer: acme/film/generate}, expect: \(expect)}\n"
    let set = try DataFile(name: "c.yaml", text: text).claims()
    let quoter = Quoter(
      catalogue: try AcmeCard.catalogue(AcmeCard.text), asOf: Repository.today)
    let result = try #require(try ClaimChecker(quoter: quoter).check(set).first)
    #expect(result.verdict == verdict)
    #expect(result.reason == reason)
    #expect(result.computed == "0.8 USD")
  }

  @Test(
    "Amounts of two currencies are not held together, one over the other or one beside the other",
    arguments: [
      "ratio: {of: {offer: acme/film/generate}, to: {offer: euro/film/generate}}",
      "quotes: [{offer: acme/film/generate}, {offer: euro/film/generate}]",
    ])
  func twoCurrencies(subject: String) throws {
    let text = "\(Self.head)\n  - {claim: a, says: b, \(subject), expect: {below: 1}}\n"
    let set = try DataFile(name: "c.yaml", text: text).claims()
    let quoter = Quoter(catalogue: try AcmeCard.besideEuros(), asOf: Repository.today)
    #expect(throws: MoneyError.currencyMismatch(.usd, try #require(Currency(code: "EUR")))) {
      try ClaimChecker(quoter: quoter).check(set)
    }
  }
}
