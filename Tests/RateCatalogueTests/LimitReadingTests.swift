import BillingTypes
import PricingRules
import RateCatalogue
import TestSupport
import Testing

@Suite("What accounts may send")
struct LimitReadingTests {
  static let source = "evidence: [{source: a page, read: 2026-01-01, confidence: low}]"

  /// The made-up card with limits as its line 24.
  static func card(_ limits: String) throws -> String {
    let outcomes = "    outcomes: {succeeded: billed, failed: not_billed}\n"
    return try AcmeCard.replacing(outcomes, with: outcomes + "    limits: \(limits)\n")
  }

  @Test("Limits are read with their pace, their number at once and their source")
  func reading() throws {
    let text = try Self.card(
      """
      [{tier: free, concurrent: 1, \(Self.source)},
            {tier: one, per_minute: 2.5, concurrent: 1, \(Self.source)},
            {tier: two, per_minute: 20, counts: output_images, \(Self.source)}]
      """)
    let offer = try #require(try AcmeCard.catalogue(text).offer("acme/film/generate"))
    let evidence = [
      Evidence(
        source: "a page", read: Repository.day("2026-01-01"), dated: nil, says: nil,
        confidence: .low)
    ]
    #expect(
      offer.limits == [
        AccountLimit(tier: "free", perMinute: nil, concurrent: 1, evidence: evidence),
        AccountLimit(
          tier: "one", perMinute: try Rational(5, over: 2), concurrent: 1, evidence: evidence),
        AccountLimit(
          tier: "two", perMinute: Rational(20), counts: .outputImages, concurrent: nil,
          evidence: evidence),
      ])
  }

  @Test("An offer without limits has none")
  func without() throws {
    let offer = try AcmeCard.catalogue(AcmeCard.text).offer("acme/film/generate")
    #expect(offer?.limits == [])
  }

  @Test(
    "Each mistake in a limit is reported at its place",
    arguments: [
      ("{tier: a}", [": expected a list, found a map"]),
      ("tiers", [": no account of this card is called 'tiers'"]),
      (
        "[{tier: a, spend_per_month: 5, \(source)}, {tier: b, spend_per_month: 4, \(source)}]",
        [
          "[1].spend_per_month: tiers go from the lowest to the highest; '4' is below the '5' of 'a'"
        ]
      ),
      (
        "[{tier: a, concurrent: 1, burst: 5, \(source)}]",
        ["[0].burst: 'burst' says how many of 'per_minute' come at once, which is missing"]
      ),
      ("[]", [": 'limits' needs at least one tier"]),
      ("[{concurrent: 1, \(source)}]", ["[0]: 'tier' is missing"]),
      (
        "[{tier: a, \(source)}]",
        [
          "[0]: a limit has one of 'per_minute', 'concurrent', 'tokens_per_minute', 'per_day', 'paces', 'spend_per_month', or several"
        ]
      ),
      ("[{tier: a, per_minute: 0, \(source)}]", ["[0].per_minute: '0' must be above zero"]),
      ("[{tier: a, per_minute: -5, \(source)}]", ["[0].per_minute: '-5' must be above zero"]),
      (
        "[{tier: a, concurrent: 0, \(source)}]",
        ["[0].concurrent: '0' must be a whole number from 1 to 1000000"]
      ),
      (
        "[{tier: a, concurrent: 1.5, \(source)}]",
        ["[0].concurrent: '1.5' must be a whole number from 1 to 1000000"]
      ),
      (
        "[{tier: a, per_minute: 5, counts: films, \(source)}]",
        [
          "[0].counts: unknown value 'films'; legal are 'requests', 'output_images', 'tokens', 'spend'"
        ]
      ),
      (
        "[{tier: a, concurrent: 5, counts: requests, \(source)}]",
        ["[0].counts: 'counts' says what 'per_minute' counts, which is missing"]
      ),
      ("[{tier: a, concurrent: 5}]", ["[0]: 'evidence' is missing"]),
      (
        "[{tier: a, concurrent: 5, evidence: []}]",
        ["[0].evidence: a limit needs at least one source"]
      ),
      (
        "[{tier: a, concurent: 5, per_minute: 1, \(source)}]",
        ["[0]: unknown key 'concurent'; did you mean 'concurrent'?"]
      ),
      (
        "[{tier: a, concurrent: 5, \(source)}, {tier: a, concurrent: 6, \(source)}]",
        ["[1].tier: 'a' is written twice"]
      ),
      (
        "[{tier: a, concurrent: 5, \(source)}, {tier: b, concurrent: 4, \(source)}]",
        ["[1].concurrent: tiers go from the lowest to the highest; '4' is below the '5' of 'a'"]
      ),
      (
        "[{tier: a, per_minute: 5, \(source)}, {tier: b, concurrent: 1, \(source)}, {tier: c, per_minute: 1, \(source)}]",
        ["[2].per_minute: tiers go from the lowest to the highest; '1' is below the '5' of 'a'"]
      ),
    ])
  func mistakes(limits: String, problems: [String]) throws {
    #expect(
      try AcmeCard.problems(Self.card(limits))
        == problems.map { "acme.yaml:24: offers[0].limits\($0)" })
  }

  @Test("Paces of different things are not compared, and equal tiers are legal")
  func comparable() throws {
    let card = try Self.card(
      "[{tier: a, per_minute: 5, \(Self.source)}, {tier: b, per_minute: 5, \(Self.source)}, {tier: c, per_minute: 1, counts: output_images, \(Self.source)}]"
    )
    #expect(try AcmeCard.problems(card) == [])
  }

  @Test(
    "The shipped limits",
    arguments: [
      ("openai/gpt-image-2/generate", ["5", "20", "50", "150", "250"], [nil, nil, nil, nil, nil]),
      ("openai/gpt-image-2/edit", ["5", "20", "50", "150", "250"], [nil, nil, nil, nil, nil]),
      ("vertex/veo-3.1-fast/generate", ["50"], [10]),
      ("fal/wan-2.7/generate", [nil, nil], [2, 40]),
      ("runway/gen4.5/generate", [nil, nil, nil, nil, nil], [1, 3, 5, 10, 20]),
      ("stability/sd3.5-large/generate", [nil], [nil]),
      ("replicate/sd3.5-large/generate", ["600"], [nil]),
      ("heygen/avatar-iv/generate", [nil], [10]),
      ("luma/ray3.2/generate", [], []),
      ("google/veo-3.1-fast/generate", [nil, nil, nil], [nil, nil, nil]),
    ] as [(OfferID, [String?], [Int?])])
  func shipped(id: OfferID, paces: [String?], concurrent: [Int?]) throws {
    let offer = try #require(try Repository.catalogue().offer(id))
    #expect(offer.limits.map { $0.perMinute?.description } == paces)
    #expect(offer.limits.map(\.concurrent) == concurrent)
    #expect(
      offer.limits.allSatisfy {
        $0.counts == (offer.provider == "openai" ? .outputImages : .requests)
      })
  }
}
