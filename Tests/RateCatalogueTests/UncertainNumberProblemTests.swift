import RateCatalogue
import Testing

/// Mistakes in the uncertain numbers of a scenario.
@Suite("Mistakes in an uncertain number")
struct UncertainNumberProblemTests {
  static let distributionCases: [ScenarioProblemTests.Case] = [
    (
      "{p10: 80000, p90: 150000}", "{p10: 150000, p90: 80000}",
      ["s.yaml:10: features[0].requests_per_month: p10 (150000) must not be above p90 (80000)"]
    ),
    (
      "{p10: 80000, p90: 150000}", "{p10: 0, p90: 80000}",
      [
        "s.yaml:10: features[0].requests_per_month: the p10 of a lognormal quantity must be above 0, was 0"
      ]
    ),
    (
      "{p10: 80000, p90: 150000}", "{p10: -1, p90: 80000}",
      ["s.yaml:10: features[0].requests_per_month: '-1' must not be negative"]
    ),
    (
      "{p10: 80000, p90: 150000}", "{p10: 80000}",
      ["s.yaml:10: features[0].requests_per_month.p10: a pair is {p10: …, p90: …}"]
    ),
    (
      "{p10: 80000, p90: 150000}", "{p10: 1, p90: 2, uniform: [1, 2]}",
      ["s.yaml:10: features[0].requests_per_month.p10: a pair is {p10: …, p90: …}"]
    ),
    (
      "{p10: 80000, p90: 150000}", "{p1O: 1, p90: 2}",
      [
        "s.yaml:10: features[0].requests_per_month: unknown key 'p1O'; did you mean 'p10'?",
        "s.yaml:10: features[0].requests_per_month.p90: a pair is {p10: …, p90: …}",
      ]
    ),
    (
      "{p10: 80000, p90: 150000}", "{}",
      [
        "s.yaml:10: features[0].requests_per_month: an uncertain number is a number, or a map with one of 'p10', 'p90', 'uniform', 'triangular', 'normal', 'beta', 'samples', 'mix'"
      ]
    ),
    (
      "{p10: 80000, p90: 150000}", "{uniform: [3, 1]}",
      [
        "s.yaml:10: features[0].requests_per_month.uniform: the bounds of 'uniform' ascend, found 3 and 1"
      ]
    ),
    (
      "{p10: 80000, p90: 150000}", "{uniform: [3]}",
      ["s.yaml:10: features[0].requests_per_month.uniform: 'uniform' takes [lowest, highest]"]
    ),
    (
      "{p10: 80000, p90: 150000}", "{triangular: [1, 3, 2]}",
      [
        "s.yaml:10: features[0].requests_per_month.triangular: 'triangular' is [lowest, most likely, highest], in ascending order"
      ]
    ),
    (
      "{p10: 80000, p90: 150000}", "{normal: [1, -1]}",
      ["s.yaml:10: features[0].requests_per_month.normal: '-1' must not be negative"]
    ),
    (
      "{p10: 80000, p90: 150000}", "{samples: []}",
      ["s.yaml:10: features[0].requests_per_month.samples: 'samples' takes at least one value"]
    ),
    (
      "{p10: 80000, p90: 150000}", "{samples: [1, -1]}",
      ["s.yaml:10: features[0].requests_per_month.samples: '-1' must not be negative"]
    ),
    (
      "{p10: 80000, p90: 150000}", "{samples: [1], uniform: [1, 2]}",
      [
        "s.yaml:10: features[0].requests_per_month: an uncertain number is a number, or a map with one of 'p10', 'p90', 'uniform', 'triangular', 'normal', 'beta', 'samples', 'mix'"
      ]
    ),
    (
      "{p10: 80000, p90: 150000}", "{mix: [{share: 50%, value: 1}]}",
      [
        "s.yaml:10: features[0].requests_per_month.mix: the shares of a mix are above 0 and add up to 100 %"
      ]
    ),
    (
      "{p10: 80000, p90: 150000}", "{mix: [{share: 100%}]}",
      ["s.yaml:10: features[0].requests_per_month.mix[0]: 'value' is missing"]
    ),
    (
      "{p10: 80000, p90: 150000}", "many",
      [
        "s.yaml:10: features[0].requests_per_month: 'many' is not a decimal number; write digits with at most one point, such as 0.0395"
      ]
    ),
    (
      "{p10: 80000, p90: 150000}", "1,000",
      [
        "s.yaml:10: features[0].requests_per_month: '1,000' groups digits; write 1000"
      ]
    ),
    (
      "{p10: 80000, p90: 150000}", "{beta: [2, 98]}",
      [
        "s.yaml:10: features[0].requests_per_month.beta: 'beta' is for shares and rates; write {p10: …, p90: …} for other numbers"
      ]
    ),
    (
      "{p10: 80000, p90: 150000}", "{mix: [{share: 120%, value: 1}, {share: -20%, value: 2}]}",
      [
        "s.yaml:10: features[0].requests_per_month.mix: the shares of a mix are above 0 and add up to 100 %"
      ]
    ),
    (
      "{p10: 1%, p90: 8%}", "{normal: [2%, -1%]}",
      [
        "s.yaml:11: features[0].growth_per_month.normal: the standard deviation of 'normal' must not be negative, was -0.01"
      ]
    ),
    (
      "{p10: 1%, p90: 8%}", "{p10: 8%, p90: 1%}",
      ["s.yaml:11: features[0].growth_per_month: p10 (0.08) must not be above p90 (0.01)"]
    ),
    // means that no number can hold: one crashed, the other was called our own fault
    (
      "{p10: 80000, p90: 150000}", "{p10: 1, p90: 1\(String(repeating: "0", count: 30))}",
      [
        "s.yaml:10: features[0].requests_per_month: the mean is above 1000000000000000, which is more than can be counted with"
      ]
    ),
    (
      "{p10: 80000, p90: 150000}", "9\(String(repeating: "9", count: 36))",
      [
        "s.yaml:10: features[0].requests_per_month: the mean is above 1000000000000000, which is more than can be counted with"
      ]
    ),
    (
      "{p10: 1%, p90: 8%}", "-100%",
      ["s.yaml:11: features[0].growth_per_month: growth '-1' must be above -100 %"]
    ),
    (
      "{p10: 1.3, p90: 3.0}", "0.9",
      [
        "s.yaml:16: features[0].takes_per_accepted: at least one take is needed for an accepted asset; the mean is 0.9"
      ]
    ),
  ]

  @Test("An uncertain number that says nothing, or nonsense", arguments: distributionCases)
  func distributions(piece: String, other: String, problems: [String]) throws {
    let found = try ScenarioProblemTests.problems(piece, other)
    #expect(found == problems)
  }

  static let shareCases: [ScenarioProblemTests.Case] = [
    (
      "{share: 70%,", "{share: 60%,",
      ["s.yaml:14: features[0].mix: the shares of a mix add up to 100 %, found 90 %"]
    ),
    (
      "{share: 70%,", "{share: 80%,",
      ["s.yaml:14: features[0].mix: the shares of a mix add up to 100 %, found 110 %"]
    ),
    (
      "{share: 70%,", "{share: 70,",
      ["s.yaml:14: features[0].mix[0].share: a share is above 0 % and at most 100 %, was '70'"]
    ),
    (
      "{share: 70%,", "{share: 0%,",
      ["s.yaml:14: features[0].mix[0].share: a share is above 0 % and at most 100 %, was '0%'"]
    ),
    (
      "{share: 70%,", "{share: 69.9999999999%,",
      ["s.yaml:14: features[0].mix: the shares of a mix add up to 100 %, found 99.9999999999 %"]
    ),
    ("{share: 70%,", "{share: 0.7,", []),
    (
      "failure_rate: 2%", "failure_rate: 2",
      ["s.yaml:17: features[0].failure_rate: a share lies between 0 % and 100 %, was '2'"]
    ),
    (
      "failure_rate: 2%", "failure_rate: -2%",
      ["s.yaml:17: features[0].failure_rate: a share lies between 0 % and 100 %, was '-2%'"]
    ),
    (
      "failure_rate: 2%", "failure_rate: 99.5%",
      [
        "s.yaml:18: features[0].moderation_rate: what fails, is stopped, given up or taken back adds up to more than 100 %"
      ]
    ),
    (
      "failure_rate: 2%", "failure_rate: {beta: [0, 98]}",
      [
        "s.yaml:17: features[0].failure_rate.beta: 'beta' takes [a, b], both above 0 and at most 1000000"
      ]
    ),
    (
      "failure_rate: 2%", "failure_rate: {beta: [2]}",
      [
        "s.yaml:17: features[0].failure_rate.beta: 'beta' takes [a, b], both above 0 and at most 1000000"
      ]
    ),
    (
      "failure_rate: 2%", "failure_rate: {uniform: [50%, 120%]}",
      ["s.yaml:17: features[0].failure_rate.uniform: a share lies between 0 % and 100 %, was '1.2'"]
    ),
    (
      "failure_rate: 2%", "failure_rate: {p10: 0%, p90: 5%}",
      [
        "s.yaml:17: features[0].failure_rate: the p10 and p90 of a share lie strictly between 0 and 1, found 0 and 0.05"
      ]
    ),
    (
      "failure_rate: 2%", "failure_rate: {p10: 5%, p90: 100%}",
      [
        "s.yaml:17: features[0].failure_rate: the p10 and p90 of a share lie strictly between 0 and 1, found 0.05 and 1"
      ]
    ),
  ]

  @Test("Shares that do not add up, and rates that are none", arguments: shareCases)
  func shares(piece: String, other: String, problems: [String]) throws {
    let found = try ScenarioProblemTests.problems(piece, other)
    #expect(found == problems)
  }
}
