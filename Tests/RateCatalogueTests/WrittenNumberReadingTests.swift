import BillingTypes
import Foundation
import PricingRules
import RateCatalogue
import TestSupport
import Testing
import WorkloadSimulator

/// A scenario says the same thing in plain digits and as people write numbers.
@Suite("Numbers of a scenario as people write them")
struct WrittenNumberReadingTests {
  static let plain = """
    scenario: Numbers
    currency: USD
    start: 2027-01
    months: 2
    features:
      - feature: clips
        category: video-generation
        offer: acme/clip/generate
        needs: [{max_latency_seconds: 120}]
        requests_per_month: {p10: 30000, p90: 1500000}
        at_most_per_month: 2000000
        max_wait: {seconds: 300}
        request: {seconds: 300, images: {uniform: [1000, 2000]}, resolution: 4k}
      - feature: talks
        category: live-avatar
        offer: acme/talk/session
        sessions_per_month: about 10000
        session_seconds: {mean: {p10: 60, p90: 7200}, spread: 30%}
        idle_seconds: 90
      - feature: more
        category: video-generation
        offer: acme/clip/generate
        accepted_per_month: {mix: [{share: 50%, value: 1000}, {share: 50%, value: {samples: [2000, 3000]}}]}
    overhead: {per_vendor_month: 400, integration: {async-job: 9000}}
    budget: {month: 25000, year: 1500000}
    purchases: [{credit: acme/credit, month: 2027-01, packs: 2000}]

    """

  static let written = """
    scenario: Numbers
    currency: USD
    start: 2027-01
    months: 2
    features:
      - feature: clips
        category: video-generation
        offer: acme/clip/generate
        needs: [{max_latency_seconds: 2 min}]
        requests_per_month: {p10: 30k, p90: 1.5M}
        at_most_per_month: 2 million
        max_wait: {seconds: 5 min}
        request: {seconds: 5 min, images: {uniform: [1k, 2 thousand]}, resolution: 4k}
      - feature: talks
        category: live-avatar
        offer: acme/talk/session
        sessions_per_month: about 10k
        session_seconds: {mean: {p10: 1 min, p90: 2h}, spread: 30%}
        idle_seconds: 90 s
      - feature: more
        category: video-generation
        offer: acme/clip/generate
        accepted_per_month: {mix: [{share: 50%, value: 1k}, {share: 50%, value: {samples: [2k, 3K]}}]}
    overhead: {per_vendor_month: 400 USD, integration: {async-job: 9k USD}}
    budget: {month: 25k, year: 1.5M USD}
    purchases: [{credit: acme/credit, month: 2027-01, packs: 2k}]

    """

  static func read(_ text: String) throws -> Scenario {
    let catalogue = try Repository.catalogue()
    return try DataFile(name: "s.yaml", text: text).scenario(
      catalogue.assumptions, vocabulary: catalogue.vocabulary)
  }

  @Test("Every key takes them: the two files are one scenario")
  func same() throws {
    let (plain, written) = (try Self.read(Self.plain), try Self.read(Self.written))
    #expect("\(plain)" == "\(written)")
    #expect(written.budget.year == Rational(1_500_000))
    #expect(written.features[0].mix[0].values.count == 3)
  }

  static let problems: [(piece: String, other: String, problem: String)] = [
    (
      "{p10: 30k", "{p10: 20,000",
      "s.yaml:10: features[0].requests_per_month.p10: '20,000' groups digits; write 20000"
    ),
    (
      "{p10: 30k, p90: 1.5M}", "{p10: 20,000, p90: 30,000}",
      "s.yaml:10: key '000' is written twice; a number has no separators: write 20000, not 20,000"
    ),
    (
      "sessions_per_month: about 10k", "sessions_per_month: about 5 min",
      "s.yaml:17: features[1].sessions_per_month: '5 min' is a duration where a count is asked for; write digits, or such as 30k or 1.5M"
    ),
    (
      "sessions_per_month: about 10k", "sessions_per_month: 1.000",
      "s.yaml:17: features[1].sessions_per_month: '1.000' may be 1 or 1000; write one of them"
    ),
    (
      "idle_seconds: 90 s", "idle_seconds: 5m",
      "s.yaml:19: features[1].idle_seconds: '5m' may be 5 min or 5M; write one of them"
    ),
    (
      "request: {seconds: 5 min", "request: {seconds: 30k",
      "s.yaml:13: features[0].request.seconds: '30k' is a count where a duration is asked for; write seconds in digits, or such as 90 s, 5 min or 2h"
    ),
    (
      "{month: 25k,", "{month: 25k EUR,",
      "s.yaml:25: budget.month: '25k EUR' is in EUR, and USD is asked for; write the amount in USD"
    ),
    (
      "{async-job: 9k USD}", "{async-job: 9 min}",
      "s.yaml:24: overhead.integration.async-job: '9 min' is a duration where an amount in USD is asked for; write digits, or such as 12 USD or 25k"
    ),
    (
      "packs: 2k", "packs: 2h",
      "s.yaml:26: purchases[0].packs: '2h' is a duration where a count is asked for; write digits, or such as 30k or 1.5M"
    ),
  ]

  @Test(
    "A wrong unit is told with file, line, what was found and what is right", arguments: problems)
  func wrong(piece: String, other: String, problem: String) throws {
    let start = try #require(Self.written.firstRange(of: piece))
    let text = Self.written.replacingCharacters(in: start, with: other)
    let error = #expect(throws: DataProblems.self) { try Self.read(text) }
    #expect(error?.problems.map(\.description) == [problem])
  }
}
