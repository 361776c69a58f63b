import BillingTypes
import PricingRules
import RateCatalogue
import Testing
import WorkloadSimulator

/// What a scenario says across its features: shared factors, correlations, purchases.
@Suite("Shared factors, correlations and purchases")
struct SharedInputTests {
  static let shared = "shared: {traffic: {p10: 0.8, p90: 1.25}}\n"

  static func read(_ lines: String) throws -> Scenario {
    try ScenarioReadingTests.read(
      ScenarioReadingTests.example.replacing(Self.shared, with: "\(Self.shared)\(lines)\n"))
  }

  @Test("A scenario that says nothing has none of them")
  func defaults() throws {
    let scenario = try ScenarioReadingTests.read()
    #expect(scenario.correlations.isEmpty)
    #expect(scenario.purchases.isEmpty)
    #expect(scenario.shared.map(\.moves) == [nil])
  }

  @Test("A shared factor moves all features, or those that it names")
  func moves() throws {
    let text = ScenarioReadingTests.example.replacing(
      Self.shared,
      with: """
        shared:
          traffic: {p10: 0.8, p90: 1.25}
          campaign: {value: {uniform: [1, 2]}, moves: [hero-images]}
          weather: {value: 1.1}
          fashion: {mix: [{share: 90%, value: 1}, {share: 10%, value: 3}]}

        """)
    let shared = try ScenarioReadingTests.read(text).shared
    #expect(shared.map(\.name) == ["traffic", "campaign", "weather", "fashion"])
    #expect(shared.map(\.moves) == [nil, ["hero-images"], nil, nil])
    #expect(shared[1].distribution.shape.words == "uniform from 1 to 2")
    #expect(shared[2].distribution == .fixed(try Rational(11, over: 10)))
  }

  @Test("Correlations name a shared factor or a feature's key, and know their line")
  func correlations() throws {
    let scenario = try Self.read(
      """
      correlations:
        - {between: [traffic, hero-images.requests_per_month], rank: 0.6}
        - {between: [traffic, hero-images.growth_per_month], rank: -0.25}
      """)
    #expect(
      scenario.correlations == [
        Correlation(
          first: "traffic", second: "hero-images.requests_per_month",
          rank: try Rational(3, over: 5)),
        Correlation(
          first: "traffic", second: "hero-images.growth_per_month",
          rank: try Rational(-1, over: 4)),
      ])
  }

  @Test("Packs that are bought in advance, with their line")
  func purchases() throws {
    let scenario = try Self.read(
      "purchases: [{credit: stability/credit, month: 2027-01, packs: 20}]")
    let month = try #require(Month("2027-01"))
    #expect(
      scenario.purchases == [
        PackPurchase(credit: "stability/credit", month: month, packs: 20)
      ])
  }

  typealias Case = (lines: String, problems: [String])

  static let correlationCases: [Case] = [
    (
      "correlations: {between: [a, b], rank: 0.6}",
      ["s.yaml:27: correlations: expected a list, found a map"]
    ),
    (
      "correlations: [{rank: 0.6}]", ["s.yaml:27: correlations[0]: 'between' is missing"]
    ),
    (
      "correlations: [{between: [traffic, hero-images.requests_per_month]}]",
      ["s.yaml:27: correlations[0]: 'rank' is missing"]
    ),
    (
      "correlations: [{between: traffic, rank: 0.6}]",
      ["s.yaml:27: correlations[0].between: expected a list, found text"]
    ),
    (
      "correlations: [{between: [traffic], rank: 0.6}]",
      ["s.yaml:27: correlations[0].between: two inputs are needed, found '1'"]
    ),
    (
      "correlations: [{between: [trafic, hero-images.request_per_month], rank: 0.6}]",
      [
        "s.yaml:27: correlations[0].between[0]: no input is called 'trafic'; did you mean 'traffic'?",
        "s.yaml:27: correlations[0].between[1]: no input is called 'hero-images.request_per_month'; did you mean 'hero-images.requests_per_month' or 'hero-images.growth_per_month'?",
      ]
    ),
    (
      "correlations: [{between: [traffic, concierge.sessions_per_month], rank: 0.6}]",
      [
        "s.yaml:27: correlations[0].between[1]: 'concierge.sessions_per_month' is a known number; only uncertain ones move together"
      ]
    ),
    (
      "correlations: [{between: [traffic, traffic], rank: 0.6}]",
      [
        "s.yaml:27: correlations[0].between: an input is correlated with another, not with itself, found 'traffic' twice"
      ]
    ),
    (
      "correlations: [{between: [traffic, hero-images.requests_per_month], rank: 1}]",
      [
        "s.yaml:27: correlations[0].rank: a rank correlation lies strictly between -1 and 1, was '1'"
      ]
    ),
    (
      "correlations: [{between: [traffic, hero-images.requests_per_month], rank: -100%}]",
      [
        "s.yaml:27: correlations[0].rank: a rank correlation lies strictly between -1 and 1, was '-100%'"
      ]
    ),
    (
      """
      correlations:
        - {between: [traffic, hero-images.requests_per_month], rank: 0.6}
        - {between: [hero-images.requests_per_month, traffic], rank: 0.5}
      """,
      [
        "s.yaml:29: correlations[1]: 'hero-images.requests_per_month' and 'traffic' are correlated twice; once is enough"
      ]
    ),
  ]

  static let purchaseCases: [Case] = [
    (
      "purchases: [{month: 2027-01, packs: 1}]",
      ["s.yaml:27: purchases[0]: 'credit' is missing"]
    ),
    (
      "purchases: [{credit: stability/credit, packs: 1}]",
      ["s.yaml:27: purchases[0]: 'month' is missing"]
    ),
    (
      "purchases: [{credit: stability/credit, month: 2027-01}]",
      ["s.yaml:27: purchases[0]: 'packs' is missing"]
    ),
    (
      "purchases: [{credit: stability/credit, month: 2026-12, packs: 1}]",
      [
        "s.yaml:27: purchases[0].month: a month of the scenario is from 2027-01 to 2027-12, was '2026-12'"
      ]
    ),
    (
      "purchases: [{credit: stability/credit, month: 2027-01, packs: 0}]",
      ["s.yaml:27: purchases[0].packs: '0' must be a whole number from 1 to 1000000"]
    ),
  ]

  @Test(
    "A mistake in a correlation or a purchase is explained with its line",
    arguments: correlationCases + purchaseCases)
  func mistakes(lines: String, problems: [String]) throws {
    let found = try ScenarioProblemTests.problems(Self.shared, "\(Self.shared)\(lines)\n")
    #expect(found == problems)
  }

  static let sharedCases: [Case] = [
    (
      "{big.traffic: 1.5}",
      ["s.yaml:26: shared.big.traffic: a name has no '.', was 'big.traffic'; write 'big-traffic'"]
    ),
    (
      "{traffic: {moves: [hero-images]}}", ["s.yaml:26: shared.traffic: 'value' is missing"]
    ),
    (
      "{traffic: {value: 1, move: [hero-images]}}",
      ["s.yaml:26: shared.traffic: unknown key 'move'; did you mean 'moves'?"]
    ),
    (
      "{traffic: {value: -1}}", ["s.yaml:26: shared.traffic.value: '-1' must not be negative"]
    ),
    (
      "{traffic: {value: 1, moves: hero-images}}",
      ["s.yaml:26: shared.traffic.moves: expected a list, found text"]
    ),
    (
      "{traffic: {value: 1, moves: []}}",
      ["s.yaml:26: shared.traffic.moves: at least one feature is needed"]
    ),
    (
      "{traffic: {value: 1, moves: [hero-image]}}",
      [
        "s.yaml:26: shared.traffic.moves[0]: no feature is called 'hero-image'; did you mean 'hero-images'?"
      ]
    ),
    (
      "{traffic: {value: 1, moves: [concierge, concierge]}}",
      ["s.yaml:26: shared.traffic.moves[1]: feature 'concierge' is written twice"]
    ),
  ]

  @Test("A mistake in a shared factor is explained with its line", arguments: sharedCases)
  func sharedMistakes(lines: String, problems: [String]) throws {
    let found = try ScenarioProblemTests.problems(Self.shared, "shared: \(lines)\n")
    #expect(found == problems)
  }

  @Test("A shared factor that names a feature which follows another")
  func movesFollower() throws {
    let text = ScenarioReadingTests.example
      .replacing(
        "sessions_per_month: 9000", with: "follows: {feature: hero-images, per_accepted: 1}"
      )
      .replacing(Self.shared, with: "shared: {traffic: {value: 2, moves: [concierge]}}\n")
    let error = #expect(throws: DataProblems.self) { try ScenarioReadingTests.read(text) }
    #expect(
      error?.problems.map(\.description) == [
        "s.yaml:26: shared.traffic.moves[0]: 'concierge' follows 'hero-images' and moves with it; name 'hero-images'"
      ])
  }

  @Test("A feature that does not read makes no further mistake of those who name it")
  func brokenFeature() throws {
    let text = ScenarioReadingTests.example
      .replacing("sessions_per_month: 9000", with: "sessions_per_month: many")
      .replacing(
        Self.shared,
        with: """
          shared: {traffic: {value: {uniform: [1, 2]}, moves: [concierge]}}
          correlations: [{between: [traffic, concierge.sessions_per_month], rank: 0.5}]

          """)
    let error = #expect(throws: DataProblems.self) { try ScenarioReadingTests.read(text) }
    #expect(error?.problems.map(\.line) == [22])
  }
}
