import RateCatalogue
import Testing

/// Mistakes in the keys that shape a feature's volume, its calls, its arrivals and its waiting.
@Suite("Mistakes in keys of volume, calls and arrivals")
struct FeatureKeyProblemTests {
  /// A line of the first feature, and what is said of it after its file and line.
  typealias Case = (line: String, problem: String)

  static func problems(_ line: String) throws -> [String] {
    try ScenarioProblemTests.problems(
      "    moderation_rate: 1%\n", "    moderation_rate: 1%\n    \(line)\n")
  }

  static let volumeCases: [Case] = [
    (
      "overdispersion: 0.5",
      "overdispersion: the variance of a count over its mean is 0 for a known count, 1 for Poisson, or more, was '0.5'"
    ),
    (
      "overdispersion: -1",
      "overdispersion: the variance of a count over its mean is 0 for a known count, 1 for Poisson, or more, was '-1'"
    ),
    (
      "overdispersion: 10001",
      "overdispersion: the variance of a count over its mean is at most 10000, was '10001'"
    ),
    ("launch: 2027-03", "launch: expected a map, found text"),
    ("launch: {ramp_months: 2}", "launch: 'month' is missing"),
    (
      "launch: {month: 2027-03, ramp: 2}", "launch: unknown key 'ramp'; did you mean 'ramp_months'?"
    ),
    ("launch: {month: March}", "launch.month: 'March' is not a month; write one as 2027-01"),
    (
      "launch: {month: 2028-01}",
      "launch.month: a launch is not after the last month, 2027-12, was '2028-01'"
    ),
    (
      "launch: {month: 2027-03, ramp_months: 0}",
      "launch.ramp_months: '0' must be a whole number from 1 to 60"
    ),
    (
      "launch: {month: 2027-03, ramp_months: 61}",
      "launch.ramp_months: '61' must be a whole number from 1 to 60"
    ),
    (
      "launch: {month: 2027-03, ramp_months: 4, from: 0%}",
      "launch.from: a share is above 0 % and at most 100 %, was '0%'"
    ),
    (
      "launch: {month: 2027-03, ramp_months: 4, from: 120%}",
      "launch.from: a share is above 0 % and at most 100 %, was '120%'"
    ),
    (
      "launch: {month: 2027-03, from: 20%}",
      "launch.from: a launch without a ramp begins at 100 %, was '20%'; write 'ramp_months' of 2 or more"
    ),
    ("step_changes: {from: 2027-06, factor: 1.5}", "step_changes: expected a list, found a map"),
    ("step_changes: [{factor: 1.5}]", "step_changes[0]: 'from' is missing"),
    ("step_changes: [{from: 2027-06}]", "step_changes[0]: 'factor' is missing"),
    (
      "step_changes: [{from: 2028-01, factor: 1.5}]",
      "step_changes[0].from: a month of the scenario is from 2027-01 to 2027-12, was '2028-01'"
    ),
    (
      "step_changes: [{from: 2026-12, factor: 1.5}]",
      "step_changes[0].from: a month of the scenario is from 2027-01 to 2027-12, was '2026-12'"
    ),
    (
      "step_changes: [{from: 2027-06, factor: -1}]",
      "step_changes[0].factor: '-1' must not be negative"
    ),
    ("at_most_per_month: 0", "at_most_per_month: '0' must be above zero"),
    ("at_most_per_month: -5", "at_most_per_month: '-5' must be above zero"),
  ]

  static let callCases: [Case] = [
    ("retries: 11", "retries: '11' must be a whole number from 0 to 10"),
    ("retries: -1", "retries: '-1' must be a whole number from 0 to 10"),
    ("retries: 1.5", "retries: '1.5' must be a whole number from 0 to 10"),
    ("chain: 3", "chain: expected a map, found text"),
    ("chain: {feeds: {}}", "chain: 'calls' is missing"),
    (
      "chain: {calls: 0.5}",
      "chain.calls: a chain has at least one call; the mean is '0.5'"
    ),
    ("chain: {calls: -2}", "chain.calls: '-2' must not be negative"),
    ("chain: {calls: 2, feeds: width}", "chain.feeds: expected a map, found text"),
    (
      "chain: {calls: 2, feeds: {reference_width: [width]}}",
      "chain.feeds.reference_width: expected text, found a list"
    ),
    ("max_wait: 30", "max_wait: expected a map, found text"),
    ("max_wait: {share: 1%}", "max_wait: 'seconds' is missing"),
    ("max_wait: {seconds: -1}", "max_wait.seconds: '-1' must not be negative"),
    (
      "max_wait: {seconds: 30, share: 101%}",
      "max_wait.share: a share lies between 0 % and 100 %, was '101%'"
    ),
    (
      "max_wait: {seconds: 30, share: -1%}",
      "max_wait.share: a share lies between 0 % and 100 %, was '-1%'"
    ),
  ]

  static let arrivalCases: [Case] = [
    ("arrivals: business", "arrivals: expected a map, found text"),
    (
      "arrivals: {hours: busines}",
      "arrivals.hours: unknown value 'busines'; did you mean 'business'?"
    ),
    (
      "arrivals: {hours: afternoons}",
      "arrivals.hours: unknown value 'afternoons'; legal are 'business', 'evening', 'even'"
    ),
    (
      "arrivals: {hours: [1, 2, 3]}",
      "arrivals.hours: 24 weights are needed, from midnight on, found '3'"
    ),
    (
      "arrivals: {hours: [0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0]}",
      "arrivals.hours: at least one weight is above 0, found only '0'"
    ),
    (
      "arrivals: {hours: [1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,-2]}",
      "arrivals.hours[23]: '-2' must not be negative"
    ),
    (
      "arrivals: {weekdays: workday}",
      "arrivals.weekdays: unknown value 'workday'; did you mean 'workdays'?"
    ),
    (
      "arrivals: {weekdays: [1, 1]}",
      "arrivals.weekdays: 7 weights are needed, from Monday on, found '2'"
    ),
    (
      "arrivals: {weekdays: [0, 0, 0, 0, 0, 0, 0]}",
      "arrivals.weekdays: at least one weight is above 0, found only '0'"
    ),
    ("arrivals: {weekdays: {sat: -1}}", "arrivals.weekdays.sat: '-1' must not be negative"),
    (
      "arrivals: {weekdays: {mon: 0, tue: 0, wed: 0, thu: 0, fri: 0, sat: 0, sun: 0}}",
      "arrivals.weekdays: at least one weight is above 0, found only '0'"
    ),
    (
      "arrivals: {weekdays: {saturday: 1}}",
      "arrivals.weekdays: unknown key 'saturday'; known are 'mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'"
    ),
    (
      "arrivals: {timezone: America/New_Yrok}",
      "arrivals.timezone: no time zone is called 'America/New_Yrok'; did you mean 'America/New_York'?"
    ),
    (
      "arrivals: {timezone: America/New York}",
      "arrivals.timezone: no time zone is called 'America/New York'; did you mean 'America/New_York'?"
    ),
    (
      "arrivals: {timezone: utc}",
      "arrivals.timezone: no time zone is called 'utc'; did you mean 'UTC'?"
    ),
    (
      "arrivals: {timezone: Middle-earth/Hobbiton}",
      "arrivals.timezone: no time zone is called 'Middle-earth/Hobbiton'; write one as 'America/New_York' or 'UTC'"
    ),
  ]

  @Test(
    "A mistake in a key of a feature is explained with its line",
    arguments: volumeCases + callCases + arrivalCases)
  func mistakes(line: String, problem: String) throws {
    #expect(try Self.problems(line) == ["s.yaml:19: features[0].\(problem)"])
  }

  @Test("Sessions do not build on each other, whoever asks for them")
  func chainOfSessions() throws {
    let words =
      "features[1].chain: sessions do not build on each other; a chain is for pictures and clips, with 'requests_per_month' or 'follows'"
    for volume in [
      "sessions_per_month: 9000", "requests_per_month: 9000",
      "follows: {feature: hero-images, per_accepted: 1}",
    ] {
      let found = try ScenarioProblemTests.problems(
        "sessions_per_month: 9000", "\(volume)\n    chain: {calls: 2}")
      #expect(found == ["s.yaml:23: \(words)"])
    }
  }

  @Test("Without a first month, months of features are read but not held against it")
  func noStart() throws {
    let text = ScenarioReadingTests.example
      .replacing("start: 2027-01", with: "start: soon")
      .replacing("    failure_rate: 2%", with: "    step_changes: [{from: 2040-01, factor: 2}]")
    let error = #expect(throws: DataProblems.self) { try ScenarioReadingTests.read(text) }
    #expect(
      error?.problems.map(\.description) == [
        "s.yaml:3: start: 'soon' is not a month; write one as 2027-01"
      ])
  }

  @Test("A feature's name has no point, which separates a feature from its keys")
  func nameWithPoint() throws {
    let found = try ScenarioProblemTests.problems("feature: concierge", "feature: help.desk")
    #expect(
      found == ["s.yaml:19: features[1]: a name has no '.', was 'help.desk'; write 'help-desk'"])
  }
}
