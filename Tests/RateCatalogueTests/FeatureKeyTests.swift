import BillingTypes
import RateCatalogue
import Testing
import WorkloadSimulator

/// Keys of a feature that shape its volume, its calls and how long they wait.
@Suite("Keys of volume and calls")
struct FeatureKeyTests {
  /// The example's first feature with one more line.
  static func feature(_ line: String) throws -> Feature {
    let text = ScenarioReadingTests.example.replacing(
      "    moderation_rate: 1%\n", with: "    moderation_rate: 1%\n    \(line)\n")
    return try #require(try ScenarioReadingTests.read(text).features.first)
  }

  @Test("A feature that says nothing starts at once, in single calls of Poisson counts")
  func defaults() throws {
    let feature = try #require(try ScenarioReadingTests.read().features.first)
    #expect(feature.path.launch == nil)
    #expect(feature.path.steps.isEmpty)
    #expect(feature.path.atMostPerMonth == nil)
    #expect(feature.calls.retries == 0)
    #expect(feature.calls.chain == nil)
    #expect(feature.calls.overdispersion == .one)
    #expect(feature.arrivals == nil)
    #expect(feature.patience == nil)
  }

  @Test("Overdispersion: known, Poisson, more", arguments: [0, 1, 3, 10000])
  func overdispersion(number: Int128) throws {
    let feature = try Self.feature("overdispersion: \(number)")
    #expect(feature.calls.overdispersion == Rational(number))
  }

  @Test("A launch with everything said, and with only its month")
  func launch() throws {
    let month = try #require(Month("2027-03"))
    let fifth = try Rational(1, over: 5)
    let quarter = try Rational(1, over: 4)
    let full = try Self.feature("launch: {month: 2027-03, ramp_months: 4, from: 20%}")
    #expect(full.path.launch == VolumePath.Launch(month: month, rampMonths: 4, from: fifth))
    let ramp = try Self.feature("launch: {month: 2027-03, ramp_months: 4}")
    #expect(ramp.path.launch == VolumePath.Launch(month: month, rampMonths: 4, from: quarter))
    let plain = try Self.feature("launch: {month: 2027-03}")
    #expect(plain.path.launch == VolumePath.Launch(month: month))
  }

  @Test("A launch may lie before the first month, or in the last")
  func launchOutside() throws {
    for month in ["2026-06", "2027-12"] {
      let feature = try Self.feature("launch: {month: \(month), ramp_months: 60, from: 1}")
      #expect(feature.path.launch?.month == Month(month))
    }
  }

  @Test("Step changes are numbered from the earliest; a factor may be uncertain")
  func steps() throws {
    let feature = try Self.feature(
      "step_changes: [{from: 2027-06, factor: 1.5}, {from: 2027-01, factor: {p10: 0.5, p90: 2}}]")
    #expect(feature.path.steps.map(\.from.description) == ["2027-01", "2027-06"])
    #expect(
      feature.path.steps.map(\.factor.shape.words) == [
        "lognormal, p10 0.5, p90 2", "exactly 1.5",
      ])
  }

  @Test("A limit of the product, and calls that are sent again")
  func limits() throws {
    #expect(
      try Self.feature("at_most_per_month: 60000").path.atMostPerMonth == Rational(60000))
    for retries in [0, 2, 10] {
      #expect(try Self.feature("retries: \(retries)").calls.retries == retries)
    }
  }

  @Test("A chain feeds the picture that came out, unless it says what it feeds")
  func chain() throws {
    let plain = try #require(try Self.feature("chain: {calls: {p10: 2, p90: 6}}").calls.chain)
    #expect(plain.calls.shape.words == "lognormal, p10 2, p90 6")
    #expect(plain.feeds.map(\.input) == ["reference_width", "reference_height"])
    #expect(plain.feeds.map(\.output) == ["width", "height"])
    #expect(!plain.isFeedingStated)
    let own = try #require(
      try Self.feature("chain: {calls: 3, feeds: {input_seconds: seconds}}").calls.chain)
    #expect(own.feeds.map(\.input) == ["input_seconds"])
    #expect(own.feeds.map(\.output) == ["seconds"])
    #expect(own.isFeedingStated)
    let none = try #require(try Self.feature("chain: {calls: 1, feeds: {}}").calls.chain)
    #expect(none.feeds.isEmpty)
  }

  @Test("Patience: how long, and the share that may wait longer")
  func patience() throws {
    let said = try Self.feature("max_wait: {seconds: 30, share: 1%}")
    #expect(
      said.patience == Patience(seconds: Rational(30), share: try Rational(1, over: 100)))
    let plain = try Self.feature("max_wait: {seconds: 0.5}")
    #expect(
      plain.patience
        == Patience(seconds: try Rational(1, over: 2), share: try Rational(1, over: 20)))
  }
}
