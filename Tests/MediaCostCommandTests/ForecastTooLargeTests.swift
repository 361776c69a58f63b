import Foundation
import Testing

/// Scenarios whose amounts go beyond counting where no feature does by itself.
@Suite("Forecasts that are too large together")
struct ForecastTooLargeTests {
  private static let volume = "requests_per_month: 200000000000000\n    growth_per_month: 900%"

  @Test("Where only the sum does not fit, the feature that costs most is named with its line")
  func together() throws {
    try Workspace.with { workspace in
      let one = TestScenario.pictures.replacingOccurrences(of: "months: 2", with: "months: 14")
        .replacingOccurrences(of: "requests_per_month: 1000", with: Self.volume)
      #expect(
        try workspace.run("forecast", workspace.write(one, to: "one.yaml"), "--trials", "0").status
          == 0)
      let feature = one.split(separator: "\n").drop { !$0.contains("- feature") }
        .joined(separator: "\n")
      let other = feature.replacingOccurrences(of: "pictures", with: "larger")
        .replacingOccurrences(of: "200000000000000", with: "200000000000001")
      let scenario = try workspace.write("\(one)\(other)\n", to: "two.yaml")
      for trials in ["0", "10"] {
        let run = try workspace.run("forecast", scenario, "--trials", trials)
        #expect(run.status == 65)
        let words = RefusedScenarioTests.tooLarge.replacingOccurrences(
          of: "pictures", with: "larger")
        #expect(run.errors == "mediacost: \(scenario):12: \(words)")
      }
    }
  }

  /// 2026-11-22: this was called a mistake in mediacost.
  @Test("An alternative whose amount goes beyond counting is the scenario's mistake")
  func alternativeTooLarge() throws {
    try Workspace.with { workspace in
      let text = TestScenario.pictures.replacingOccurrences(
        of: "    requests_per_month: 1000",
        with: """
              requests_per_month: 1000000000000000
              growth_per_month: 299999999999900%
              request: {quality: low}
              candidates: all
          """)
      let scenario = try workspace.write(text, to: "s.yaml")
      #expect(try workspace.run("forecast", scenario).status == 0)
      let run = try workspace.run("report", scenario, "--out", workspace.path("out"))
      #expect(run.status == 65)
      #expect(
        run.errors
          == "mediacost: \(scenario):7: \(RefusedScenarioTests.tooLarge)"
      )
      #expect(!workspace.has("out"))
    }
  }
}
