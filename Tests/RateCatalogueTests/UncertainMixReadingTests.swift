import BillingTypes
import PricingRules
import RateCatalogue
import TestSupport
import Testing
import WorkloadSimulator

/// Shares of a mix, seasons and rough numbers as scenarios write them.
@Suite("Reading uncertain shares, seasons and rough numbers")
struct UncertainMixReadingTests {
  private static func text(_ feature: String) -> String {
    """
    scenario: Shop
    currency: USD
    start: 2027-01
    months: 12
    features:
      - feature: pictures
        category: image-generation
        offer: openai/gpt-image-2/generate
    \(feature.split(separator: "\n").map { "    \($0)" }.joined(separator: "\n"))

    """
  }

  private static func read(_ feature: String) throws -> Feature {
    let assumptions = try Repository.catalogue().assumptions
    let scenario = try DataFile(name: "s.yaml", text: text(feature)).scenario(assumptions)
    return try #require(scenario.features.first)
  }

  private static func problems(_ feature: String) throws -> [String] {
    do {
      _ = try DataFile(name: "s.yaml", text: text(feature)).scenario()
      return []
    } catch {
      return error.problems.map(\.description)
    }
  }

  @Test("A share may be uncertain, another is the rest")
  func shares() throws {
    let feature = try Self.read(
      """
      requests_per_month: about 10000
      mix:
        - {share: {uniform: [20%, 40%]}, request: {quality: high}}
        - {share: 10%, request: {quality: low}}
        - {share: rest, request: {quality: medium}}
      """)
    #expect(feature.mix.map(\.share) == ["0.3", "0.1", "0.6"].map(Sample.number))
    #expect(feature.inputs.map(\.name).contains("pictures.mix.1.share"))
    guard case .about(let about) = feature.volume.distribution else {
      Issue.record("no rough number")
      return
    }
    #expect(about.number == Rational(10_000))
    #expect(about.deviation == Sample.number("0.25"))
  }

  @Test("A season may be uncertain, and a value a rough one")
  func seasons() throws {
    let feature = try Self.read(
      """
      requests_per_month: 100
      seasonality: {11: 1.6, 12: {p10: 1.5, p90: 2.5}}
      request: {prompt_tokens: about 200}
      """)
    #expect(feature.seasonality[11]?.fixedValue == Sample.number("1.6"))
    #expect(feature.inputs.map(\.name).contains("pictures.seasonality.12"))
    #expect(feature.inputs.map(\.name).contains("pictures.prompt_tokens"))
  }

  @Test(
    "Mistakes are named with their line",
    arguments: [
      (
        "requests_per_month: 10\nmix: [{share: {uniform: [20%, 40%]}}, {share: 70%}]",
        "s.yaml:10: features[0].mix: of a mix with an uncertain share one other class has 'share: rest', what the others leave; found none"
      ),
      (
        "requests_per_month: 10\nmix: [{share: {uniform: [20%, 40%]}}, {share: 70%}, {share: rest}]",
        "s.yaml:10: features[0].mix: the shares of a mix leave something for its rest; they come to 100 % on average"
      ),
      (
        "requests_per_month: 10\nmix: [{share: {uniform: [20%, 140%]}}, {share: rest}]",
        "s.yaml:10: features[0].mix[0].share.uniform: a share lies between 0 % and 100 %, was '1.4'"
      ),
      (
        "requests_per_month: about many",
        "s.yaml:9: features[0].requests_per_month: 'about many' is not 'about' with a number above 0 in digits, such as 'about 10000'"
      ),
      (
        "requests_per_month: 10\ngrowth_per_month: about 3%",
        "s.yaml:10: features[0].growth_per_month: 'about' is for counts, sizes and durations; write {p10: …, p90: …} for other numbers"
      ),
      (
        "requests_per_month: 10\nseasonality: {2: -1}",
        "s.yaml:10: features[0].seasonality.2: '-1' must not be negative"
      ),
      (
        "requests_per_month: 10\nrequest: {prompt_tokens: {spread: 30%}}",
        "s.yaml:10: features[0].request.prompt_tokens: 'mean' is missing"
      ),
      (
        "requests_per_month: 10\ntimeout_rate: 101%",
        "s.yaml:10: features[0].timeout_rate: a share lies between 0 % and 100 %, was '101%'"
      ),
    ])
  func mistakes(feature: String, problem: String) throws {
    #expect(try Self.problems(feature) == [problem])
  }
}
