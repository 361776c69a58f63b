import BillingTypes
import RateCatalogue
import Testing
import WorkloadSimulator

/// What an uncertain number may look like, and what it then means.
@Suite("Reading a distribution")
struct DistributionReadingTests {
  static let volumes: [(text: String, words: String)] = [
    ("9000", "exactly 9000"), ("0", "exactly 0"), ("12.5", "exactly 12.5"),
    ("{p10: 80000, p90: 150000}", "lognormal, p10 80000, p90 150000"),
    ("{p10: 5, p90: 5}", "lognormal, p10 5, p90 5"),
    ("{uniform: [1, 3]}", "uniform from 1 to 3"),
    ("{triangular: [1, 2, 5]}", "triangular from 1 over 2 to 5"),
    ("{normal: [10, 2]}", "normal, mean 10, standard deviation 2"),
    ("{samples: [3, 1, 2]}", "one of 3 samples"),
    (
      "{mix: [{share: 25%, value: 4}, {share: 75%, value: {uniform: [0, 8]}}]}",
      "a mix of 0.25 × (exactly 4), 0.75 × (uniform from 0 to 8)"
    ),
  ]

  @Test("Every form of a volume reads as what it says", arguments: volumes)
  func volume(text: String, words: String) throws {
    let feature = try Self.feature("requests_per_month: \(text)")
    guard case .requests(let distribution) = feature.volume else {
      Issue.record("the volume is one of requests")
      return
    }
    #expect(distribution.shape.words == words)
  }

  static let means: [(text: String, mean: String)] = [
    ("{uniform: [1, 4]}", "2.5"), ("{triangular: [1, 2, 6]}", "3"), ("{normal: [10, 2]}", "10"),
    ("{samples: [3, 1, 2, 4]}", "2.5"), ("{p10: 5, p90: 5}", "5"),
    ("{mix: [{share: 25%, value: 4}, {share: 75%, value: {uniform: [0, 8]}}]}", "4"),
  ]

  @Test("A mean that is a fraction of the inputs is exact", arguments: means)
  func mean(text: String, mean: String) throws {
    guard case .requests(let distribution) = try Self.feature("requests_per_month: \(text)").volume
    else {
      Issue.record("the volume is one of requests")
      return
    }
    #expect(distribution.mean.description == mean)
  }

  static let pairs: [(key: String, words: String)] = [
    ("growth_per_month: {p10: 1%, p90: 8%}", "normal, p10 0.01, p90 0.08"),
    ("growth_per_month: {p10: -5%, p90: 0.05}", "normal, p10 -0.05, p90 0.05"),
    ("failure_rate: {p10: 1%, p90: 8%}", "logit-normal, p10 0.01, p90 0.08"),
    ("takes_per_accepted: {p10: 1.3, p90: 3.0}", "lognormal, p10 1.3, p90 3"),
    ("moderation_rate: 0.5%", "exactly 0.005"), ("moderation_rate: 0.005", "exactly 0.005"),
    ("moderation_rate: 99%", "exactly 0.99"), ("growth_per_month: -50%", "exactly -0.5"),
  ]

  @Test("A pair means what its key is about; percent is a hundredth", arguments: pairs)
  func pair(key: String, words: String) throws {
    let feature = try Self.feature("requests_per_month: 10\n    \(key)")
    let all = [
      feature.growth, feature.failureRate, feature.takesPerAccepted, feature.moderationRate,
    ].map(\.shape.words)
    #expect(all.filter { $0 == words }.count == 1)
  }

  private static func feature(_ lines: String) throws -> Feature {
    let text = """
      scenario: S
      currency: USD
      start: 2027-01
      months: 1
      features:
        - feature: a
          category: image-generation
          offer: openai/gpt-image-2/generate
          \(lines)

      """
    return try #require(try ScenarioReadingTests.read(text).features.first)
  }
}
