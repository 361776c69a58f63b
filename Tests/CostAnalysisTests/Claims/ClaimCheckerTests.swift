import BillingTypes
import CostAnalysis
import PricingRules
import ReportGenerator
import TestSupport
import Testing

@Suite("Claims held against the rate cards")
struct ClaimCheckerTests {
  static let still = Sample.offer(
    parameters: [
      Sample.choice("quality", ["low", "high"]), Sample.count("images", 1...10),
      Sample.count("width", 16...2048, step: 16, default: 1024),
    ],
    requirements: [
      Requirement(
        condition: Sample.expression("width <= 1024 or quality == low"),
        explanation: "high quality goes up to 1024 px")
    ],
    charges: [
      Sample.charge(
        "output_image_tokens", quantity: "images * if(quality == high, 7024, 196)",
        Sample.price("30", per: "1000000"), unit: "token"),
      Sample.charge(
        "input_text_tokens", quantity: "60", Sample.price("5", per: "1000000"), unit: "token"),
    ], capabilities: ["text-in-image"])

  static let secret = Sample.offer(
    "acme/secret/generate",
    charges: [
      Sample.charge("output_images", quantity: "images", Sample.price("0.02")),
      Sample.charge("gpu_seconds", quantity: "3", Sample.price("unknown")),
    ])

  static let catalogue = Sample.catalogue(
    [still, secret, Sample.creditOffer("acme/credits/generate", costs: "2")],
    plans: [
      Sample.plan(fee: "12", includes: [(key: "acme/credit", quantity: "1200")]),
      Sample.plan("acme/yearly", fee: "99.5", every: .year, includes: []),
    ], credits: [Sample.credit(packs: [("100", "5")])])

  static func quote(
    _ request: Request = [:], offer: OfferID = "acme/still/generate", parts: [String]? = nil,
    plan: PlanID? = nil
  ) -> Claim.QuoteReference {
    .init(offer: offer, request: request, parts: parts, plan: plan)
  }

  static func check(
    _ subject: Claim.Subject?, _ expectation: Claim.Expectation?
  ) throws -> ClaimResult {
    let claim = Claim(
      id: "c", says: "so they say", subject: subject, expectation: expectation, note: nil)
    let set = ClaimSet(name: "set", source: "page", dated: "2026", asOf: nil, claims: [claim])
    let quoter = Quoter(catalogue: catalogue, asOf: Sample.day)
    return try #require(ClaimChecker(quoter: quoter).check(set).first)
  }

  static func expect(
    _ result: ClaimResult, _ verdict: ClaimResult.Verdict, expected: String, computed: String?,
    _ reason: String, sourceLocation: SourceLocation = #_sourceLocation
  ) {
    #expect(result.verdict == verdict, sourceLocation: sourceLocation)
    #expect(result.expected == expected, sourceLocation: sourceLocation)
    #expect(result.computed == computed, sourceLocation: sourceLocation)
    #expect(result.reason == reason, sourceLocation: sourceLocation)
  }

  static let tokens = ["output_image_tokens"]

  @Test(
    "An amount holds when it is as expected, bounds included, and is told by how much when not",
    arguments: [
      (.roundsTo("0.006"), .holds, "about 0.006 USD", "it comes out so"),
      (.roundsTo("0.0059"), .holds, "about 0.0059 USD", "it comes out so"),
      (
        .roundsTo("0.007"), .contradicted, "about 0.007 USD",
        "the claim is 1.19 times too high"
      ),
      (.roundsTo("0.12"), .contradicted, "about 0.12 USD", "the claim is 20 times too high"),
      (.equals(Sample.number("0.00588")), .holds, "0.00588 USD", "it comes out so"),
      (
        .equals(Sample.number("0.00294")), .contradicted, "0.00294 USD",
        "the claim is 2 times too low"
      ),
      (
        .equals(Sample.number("0.005881")), .contradicted, "0.005881 USD",
        "0.00588 is not 0.005881"
      ),
      (.equals(.zero), .contradicted, "0 USD", "0.00588 is not 0"),
      (
        .range(from: Sample.number("0.00588"), to: .one), .holds, "0.00588 to 1 USD",
        "it comes out so"
      ),
      (
        .range(from: .zero, to: Sample.number("0.00588")), .holds, "0 to 0.00588 USD",
        "it comes out so"
      ),
      (
        .range(from: Sample.number("0.01"), to: .one), .contradicted, "0.01 to 1 USD",
        "0.00588 is not 0.01 to 1"
      ),
      (.below(Sample.number("0.005881")), .holds, "below 0.005881 USD", "it comes out so"),
      (
        .below(Sample.number("0.00588")), .contradicted, "below 0.00588 USD",
        "0.00588 is not below 0.00588"
      ),
      (.above(Sample.number("0.005")), .holds, "above 0.005 USD", "it comes out so"),
      (
        .above(Sample.number("0.00588")), .contradicted, "above 0.00588 USD",
        "0.00588 is not above 0.00588"
      ),
      (.word("cheap"), .contradicted, "cheap USD", "0.00588 is not cheap"),
    ] as [(Claim.Expectation, ClaimResult.Verdict, String, String)])
  func amount(
    expectation: Claim.Expectation, verdict: ClaimResult.Verdict, expected: String, reason: String
  ) throws {
    let result = try Self.check(.quotes([Self.quote(parts: Self.tokens)]), expectation)
    Self.expect(result, verdict, expected: expected, computed: "0.00588 USD", reason)
  }

  @Test("A whole quote counts every charge, some parts count only theirs")
  func parts() throws {
    let whole = try Self.check(.quotes([Self.quote()]), .equals(Sample.number("0.00618")))
    #expect(whole.verdict == .holds)
    let both = try Self.check(
      .quotes([Self.quote(parts: ["output_image_tokens", "input_text_tokens"])]),
      .equals(Sample.number("0.00618")))
    #expect(both.verdict == .holds)
    let text = try Self.check(
      .quotes([Self.quote(parts: ["input_text_tokens"])]), .equals(Sample.number("0.0003")))
    #expect(text.verdict == .holds)
  }

  @Test("Of several amounts all must be as expected, and those that are not are named")
  func several() throws {
    let quotes = [
      Self.quote(parts: Self.tokens), Self.quote(["quality": "high"], parts: Self.tokens),
    ]
    Self.expect(
      try Self.check(.quotes(quotes), .below(.one)), .holds, expected: "below 1 USD",
      computed: "0.00588, 0.21072 USD", "all 2 figures come out so")
    Self.expect(
      try Self.check(.quotes(quotes), .below(Sample.number("0.1"))), .contradicted,
      expected: "below 0.1 USD", computed: "0.00588, 0.21072 USD",
      "1 of 2 figures do not: 0.21072")
  }

  @Test("A plan turns credits into money")
  func plan() throws {
    let cases: [(PlanID?, String)] = [(nil, "0.1"), ("pack", "0.1"), ("acme/standard", "0.02")]
    for (plan, amount) in cases {
      let quote = Self.quote(offer: "acme/credits/generate", plan: plan)
      let result = try Self.check(.quotes([quote]), .equals(Sample.number(amount)))
      #expect(result.verdict == .holds)
    }
  }

  @Test("A figure that is not known in full cannot be checked, and the claim says what is missing")
  func unknown() throws {
    let quote = Self.quote(offer: "acme/secret/generate")
    let reason = "gpu_seconds: the price is not known"
    Self.expect(
      try Self.check(.quotes([quote]), .below(.one)), .cannotBeChecked, expected: "below 1",
      computed: nil, reason)
    Self.expect(
      try Self.check(.ratios([(of: Self.quote(), to: quote)]), .below(.one)), .cannotBeChecked,
      expected: "below 1", computed: nil, reason)
    Self.expect(
      try Self.check(.ratios([(of: quote, to: Self.quote())]), .below(.one)), .cannotBeChecked,
      expected: "below 1", computed: nil, reason)
    let known = Self.quote(offer: "acme/secret/generate", parts: ["output_images"])
    #expect(try Self.check(.quotes([known]), .equals(Sample.number("0.02"))).verdict == .holds)
    let hidden = Self.quote(offer: "acme/secret/generate", parts: ["gpu_seconds"])
    Self.expect(
      try Self.check(.quotes([hidden]), .below(.one)), .cannotBeChecked, expected: "below 1",
      computed: nil, reason)
  }

  @Test("A claim that nothing here can decide cannot be checked")
  func nothing() throws {
    Self.expect(
      try Self.check(nil, nil), .cannotBeChecked, expected: "so they say", computed: nil,
      "no figure in the rate cards can decide it")
  }
}
