import Foundation
import RateCatalogue
import Testing

/// Mistakes in a scenario are explained where they are made.
@Suite("Mistakes in a scenario")
struct ScenarioProblemTests {
  /// Replaces a piece of DESIGN's example and gives everything that is said of it.
  static func problems(_ piece: String, _ other: String) throws -> [String] {
    let text = ScenarioReadingTests.example
    let start = try #require(text.firstRange(of: piece), "'\(piece)' is not in the example")
    let changed = text.replacingCharacters(in: start, with: other)
    do {
      _ = try DataFile(name: "s.yaml", text: changed).scenario()
      return []
    } catch {
      return error.problems.map(\.description)
    }
  }

  typealias Case = (piece: String, other: String, problems: [String])

  static let keyCases: [Case] = [
    (
      "months: 12", "month: 12",
      ["s.yaml:1: 'months' is missing", "s.yaml:4: unknown key 'month'; did you mean 'months'?"]
    ),
    (
      "    failure_rate: 2%", "    failurerate: 2%",
      ["s.yaml:17: features[0]: unknown key 'failurerate'; did you mean 'failure_rate'?"]
    ),
    (
      "shared: {traffic", "budgets: {month",
      ["s.yaml:26: unknown key 'budgets'; did you mean 'budget'?"]
    ),
    (
      "{share: 70%, request", "{share: 70%, reqest",
      ["s.yaml:14: features[0].mix[0]: unknown key 'reqest'; did you mean 'request'?"]
    ),
    (
      "timezone: America/New_York", "time_zone: America/New_York",
      ["s.yaml:25: features[1].arrivals: unknown key 'time_zone'; did you mean 'timezone'?"]
    ),
    (
      "per_vendor_month: 400", "per_vendor: 400",
      ["s.yaml:28: overhead: unknown key 'per_vendor'; did you mean 'per_vendor_month'?"]
    ),
    (
      "async-job: 9000", "async: 9000",
      ["s.yaml:28: overhead.integration: unknown key 'async'; did you mean 'async-job'?"]
    ),
    (
      "budget: {month: 25000", "budget: {month: 0.0000000000009",
      [
        "s.yaml:29: budget.month: '0.0000000000009' is less than the smallest amount of money that can be told from nothing, 0.000000000001; write that or more, or 0"
      ]
    ),
    (
      "[runway/standard-annual]", "[{plan: runway/pro, from: 2027-05, to: 2027-04}]",
      [
        "s.yaml:27: plans[0].to: '2027-04' is before 'from', 2027-05; 'to' is the last month of the plan"
      ]
    ),
    (
      "[runway/standard-annual]",
      "[runway/pro, {plan: runway/standard, from: 2026-12, to: 2028-01}]",
      [
        "s.yaml:27: plans[1].from: a month of the scenario is from 2027-01 to 2027-12, was '2026-12'",
        "s.yaml:27: plans[1].to: a month of the scenario is from 2027-01 to 2027-12, was '2028-01'",
      ]
    ),
    (
      "[runway/standard-annual]", "[{plan: runway/pro, until: 2027-04}, {from: 2027-05}]",
      [
        "s.yaml:27: plans[0]: unknown key 'until'; known are 'plan', 'from', 'to'",
        "s.yaml:27: plans[1]: 'plan' is missing",
      ]
    ),
    (
      "budget: {month: 25000", "budget: {quarter: 25000",
      ["s.yaml:29: budget: unknown key 'quarter'; known are 'month', 'year', 'basis', 'covers'"]
    ),
    (
      "    sessions_per_month: 9000\n", "",
      [
        "s.yaml:19: features[1]: a feature has exactly one of 'requests_per_month', 'accepted_per_month', 'sessions_per_month', 'follows'"
      ]
    ),
    (
      "    sessions_per_month: 9000\n", "    sessions_per_month: 9000\n    requests_per_month: 1\n",
      [
        "s.yaml:19: features[1]: a feature has exactly one of 'requests_per_month', 'accepted_per_month', 'sessions_per_month', 'follows'"
      ]
    ),
    (
      "    offer: heygen/liveavatar-full/session\n", "",
      ["s.yaml:19: features[1]: 'offer' is missing"]
    ),
    (
      "  - feature: concierge", "  - feature: hero-images",
      ["s.yaml:19: features[1]: feature 'hero-images' is written twice"]
    ),
  ]

  @Test("A key that is misspelt, missing, or there twice over", arguments: keyCases)
  func keys(piece: String, other: String, problems: [String]) throws {
    let found = try Self.problems(piece, other)
    #expect(found == problems)
  }

  static let monthCases: [Case] = [
    (
      "start: 2027-01", "start: 2027-13",
      ["s.yaml:3: start: '2027-13' is not a month; write one as 2027-01"]
    ),
    (
      "start: 2027-01", "start: 2027-00",
      ["s.yaml:3: start: '2027-00' is not a month; write one as 2027-01"]
    ),
    (
      "start: 2027-01", "start: January 2027",
      ["s.yaml:3: start: 'January 2027' is not a month; write one as 2027-01"]
    ),
    (
      "start: 2027-01", "start: 2027-01-01",
      ["s.yaml:3: start: '2027-01-01' is not a month; write one as 2027-01"]
    ),
    (
      "start: 2027-01", "start: 9999-01",
      [
        "s.yaml:3: start: the month after the last one lies in the years up to 9999, it is '10000-01'"
      ]
    ),
    ("months: 12", "months: 0", ["s.yaml:4: months: '0' must be a whole number from 1 to 120"]),
    ("months: 12", "months: 121", ["s.yaml:4: months: '121' must be a whole number from 1 to 120"]),
    ("months: 12", "months: 1.5", ["s.yaml:4: months: '1.5' must be a whole number from 1 to 120"]),
    (
      "months: 12", "months: 1e1",
      ["s.yaml:4: months: '1e1' has an exponent; write the digits out, such as 1000000"]
    ),
    (
      "months: 12", "months: 12\nas_of: 2026-02-29",
      ["s.yaml:5: as_of: '2026-02-29' is not a day; write one as 2026-11-22"]
    ),
    (
      "{11: 1.6", "{13: 1.6",
      ["s.yaml:12: features[0].seasonality.13: '13' is not a month of the year; write 1 to 12"]
    ),
    (
      "{11: 1.6", "{0: 1.6",
      ["s.yaml:12: features[0].seasonality.0: '0' is not a month of the year; write 1 to 12"]
    ),
    (
      "{11: 1.6", "{Nov: 1.6",
      ["s.yaml:12: features[0].seasonality.Nov: 'Nov' is not a month of the year; write 1 to 12"]
    ),
    (
      "{11: 1.6", "{11: -1.6",
      ["s.yaml:12: features[0].seasonality.11: '-1.6' must not be negative"]
    ),
  ]

  @Test("A month, a number of months or a day that does not exist", arguments: monthCases)
  func months(piece: String, other: String, problems: [String]) throws {
    let found = try Self.problems(piece, other)
    #expect(found == problems)
  }

  static let followCases: [Case] = [
    (
      "sessions_per_month: 9000", "follows: {feature: hero-image, per_accepted: 1}",
      ["s.yaml:19: features[1]: no feature is called 'hero-image'; did you mean 'hero-images'?"]
    ),
    (
      "sessions_per_month: 9000", "follows: {feature: concierge, per_accepted: 1}",
      ["s.yaml:19: features[1]: features follow each other in a circle through 'concierge'"]
    ),
    (
      "sessions_per_month: 9000", "follows: {feature: hero-images}",
      ["s.yaml:22: features[1].follows: 'per_accepted' is missing"]
    ),
    (
      "sessions_per_month: 9000", "follows: hero-images",
      ["s.yaml:22: features[1].follows: expected a map, found text"]
    ),
  ]

  @Test("A feature that follows what does not exist, or itself", arguments: followCases)
  func follows(piece: String, other: String, problems: [String]) throws {
    let found = try Self.problems(piece, other)
    #expect(found == problems)
  }

  @Test("Features that follow each other in a circle")
  func circle() {
    let features = ["a", "b", "c"].map { name in
      let next = ["a": "b", "b": "c", "c": "a"][name] ?? ""
      return """
          - {feature: \(name), category: image-generation, offer: x/y/z, follows: {feature: \(next), per_accepted: 1}}

        """
    }.joined()
    let text = "scenario: S\ncurrency: USD\nstart: 2027-01\nmonths: 1\nfeatures:\n\(features)"
    let error = #expect(throws: DataProblems.self) {
      try DataFile(name: "s.yaml", text: text).scenario()
    }
    #expect(
      error?.problems.map(\.description) == [
        "s.yaml:6: features[0]: features follow each other in a circle through 'a'",
        "s.yaml:7: features[1]: features follow each other in a circle through 'b'",
        "s.yaml:8: features[2]: features follow each other in a circle through 'c'",
      ])
  }

  @Test("Several mistakes in one scenario are all reported")
  func several() {
    let text = """
      scenario: S
      currency: Dollars
      start: soon
      months: many
      features:
        - {feature: a, category: pictures, offer: x/y/z, requests_per_month: -1}

      """
    let error = #expect(throws: DataProblems.self) {
      try DataFile(name: "s.yaml", text: text).scenario()
    }
    #expect(
      error?.problems.map(\.description) == [
        "s.yaml:2: currency: 'Dollars' is not a currency; write its three capital letters, such as USD",
        "s.yaml:3: start: 'soon' is not a month; write one as 2027-01",
        "s.yaml:4: months: 'many' is not a decimal number; write digits with at most one point, such as 0.0395",
        "s.yaml:6: features[0].category: unknown value 'pictures'; legal are 'image-generation', 'image-editing', 'video-generation', 'live-avatar'",
        "s.yaml:6: features[0].requests_per_month: '-1' must not be negative",
      ])
  }
}
