import BillingTypes
import Foundation
import Testing

@Suite("mediacost forecast")
struct ForecastCommandTests {
  /// 1000 × (60 × 5 + 1756 × 30) millionths of a dollar.
  static let month = "52.98"

  @Test("JSON has the keys of DESIGN section 7, and every amount is text")
  func json() throws {
    try Workspace.with { workspace in
      let scenario = try workspace.write(TestScenario.pictures, to: "s.yaml")
      let run = try workspace.run("forecast", scenario, "--format", "json")
      #expect(run.status == 0)
      #expect(run.errors == "")
      let forecast = try run.json()
      #expect(
        Set(forecast.keys).isSuperset(of: ["months", "total", "seed", "trials", "catalogue"]))
      let months = try #require(forecast["months"] as? [[String: Any]])
      #expect(months.compactMap { $0["month"] as? String } == ["2027-01", "2027-02"])
      for month in months {
        #expect(
          Set(month.keys).isSuperset(
            of: ["month", "feature", "offer", "requests", "mean", "p10", "p50", "p90"]))
        #expect(month["feature"] as? String == "pictures")
        #expect(month["offer"] as? String == "openai/gpt-image-2/generate")
        #expect(month["requests"] as? String == "1000")
        #expect(month["mean"] as? String == Self.month)
        for key in ["p10", "p50", "p90"] { #expect(month[key] is String || month[key] is NSNull) }
      }
      let total = try #require(forecast["total"] as? [String: Any])
      #expect(Set(total.keys).isSuperset(of: ["mean", "p10", "p50", "p90"]))
      #expect(total["mean"] as? String == "105.96")
      #expect((forecast["catalogue"] as? String)?.count == 64)
    }
  }

  @Test(
    "The rows of the CSV add up to the total of the JSON, exactly", arguments: ["own", "shipped"])
  func rowsAddUp(which: String) throws {
    try Workspace.with { workspace in
      let scenario =
        which == "own"
        ? try workspace.write(TestScenario.pictures, to: "s.yaml")
        : "data/scenarios/storefront.yaml"
      let csv = try DelimitedText(
        workspace.run("forecast", scenario, "--trials", "10", "--format", "csv").output)
      var sum = Rational.zero
      for cost in try csv.column("cost") where !cost.isEmpty {
        sum = try sum + DecimalText.parse(cost)
      }
      let json = try workspace.run("forecast", scenario, "--trials", "10", "--format", "json")
        .json()
      let total = try #require((json["total"] as? [String: Any])?["mean"] as? String)
      #expect(sum == (try DecimalText.parse(total)))
      #expect(sum > .zero)
    }
  }

  @Test("The day of the option comes before the day of the scenario")
  func dayOfTheOption() throws {
    try Workspace.with { workspace in
      let text = TestScenario.pictures
        .replacingOccurrences(of: "image-generation", with: "video-generation")
        .replacingOccurrences(
          of: "openai/gpt-image-2/generate", with: "google/veo-3.1-fast/generate"
        )
        .replacingOccurrences(of: "2027-01", with: "2026-01")
      let scenario = try workspace.write(text, to: "s.yaml")
      let totals = try [[], ["--as-of", "2026-01-01"]].map { day in
        let run = try workspace.run(
          ["forecast", scenario, "--trials", "10", "--format", "json"] + day)
        return (try run.json()["total"] as? [String: Any])?["mean"] as? String
      }
      // 2 × 1000 films of 8 seconds at 0.10, and at the 0.15 of January
      #expect(totals == ["1600", "2400"])
    }
  }
}

/// A scenario that is wrong ends with status 65, says where, and leaves nothing behind.
@Suite("Scenarios the program refuses")
struct RefusedScenarioTests {
  typealias Mistake = (piece: String, other: String, words: String)

  static let tooLarge =
    "feature 'pictures': what it asks for, or what that costs, is too large to be exact; fewer requests, less growth or "
    + "fewer months can be\n"

  static let mistakes: [Mistake] = [
    (
      "requests_per_month", "request_per_month",
      "s.yaml:7: features[0]: a feature has exactly one of 'requests_per_month', 'accepted_per_month', 'sessions_per_month', 'follows'\ns.yaml:10: features[0]: unknown key 'request_per_month'; did you mean 'requests_per_month'?\n"
    ),
    (
      "    requests_per_month: 1000",
      "    requests_per_month: 1000\n    mix: [{share: 60%, request: {}}, {share: 50%, request: {}}]",
      "s.yaml:11: features[0].mix: the shares of a mix add up to 100 %, found 110 %\n"
    ),
    (
      "start: 2027-01", "start: 2027-13",
      "s.yaml:3: start: '2027-13' is not a month; write one as 2027-01\n"
    ),
    (
      "openai/gpt-image-2/generate", "google/veo-3.1-fast/generate",
      "s.yaml:7: feature 'pictures': google/veo-3.1-fast/generate is in video-generation, not in image-generation; \(RefusedRequestTests.categories)\n"
    ),
    (
      "openai/gpt-image-2/generate", "openai/gpt-image-3/generate",
      "s.yaml:7: feature 'pictures': no offer is called 'openai/gpt-image-3/generate'; did you mean 'openai/gpt-image-1/generate' or 'openai/gpt-image-2/generate'"
    ),
    (
      "    requests_per_month: 1000",
      "    requests_per_month: 1000\n    needs: [text-in-imgae]",
      "s.yaml:7: feature 'pictures': no offer in image-generation lists 'text-in-imgae'; did you mean 'text-in-image'?\n"
    ),
    (
      "    requests_per_month: 1000",
      "    requests_per_month: 1000\n    needs: [self-hosted]",
      "s.yaml:7: feature 'pictures': the planned offer openai/gpt-image-2/generate does not list 'self-hosted'\n"
    ),
    (
      "    requests_per_month: 1000",
      "    requests_per_month: 1000\n    candidates: [fal/gpt-image-3/generate]",
      "s.yaml:7: feature 'pictures': no offer is called 'fal/gpt-image-3/generate'; did you mean 'fal/gpt-image-2/generate'"
    ),
    (
      "    requests_per_month: 1000",
      "    requests_per_month: 1000\n    candidates: [google/veo-3.1-fast/generate]",
      "s.yaml:7: feature 'pictures': google/veo-3.1-fast/generate is in video-generation, not in image-generation; "
    ),
    (
      "    requests_per_month: 1000",
      "    requests_per_month: 1000\n    request: {quality: ultra}",
      "s.yaml:7: feature 'pictures': openai/gpt-image-2/generate: quality: 'ultra' is not legal; legal are 'low', 'medium', 'high'\n"
    ),
    (
      "    requests_per_month: 1000",
      "    requests_per_month: 1000\n    request: {cached_prompt_tokens: {uniform: [0, 100]}}",
      "s.yaml:7: feature 'pictures': openai/gpt-image-2/generate: some requests of the mix cannot be priced: the quantity of 'input_text_tokens' came out negative ("
    ),
    (
      "currency: USD", "currency: EUR",
      "s.yaml:7: feature 'pictures': openai/gpt-image-2/generate is priced in USD, the scenario is in EUR; conversion needs a dated rate\n"
    ),
    (
      "months: 2", "months: 120\nplans: [heygen/gold]", "s.yaml:5: no plan is called 'heygen/gold'"
    ),
    (
      "    requests_per_month: 1000",
      "    requests_per_month: 1000000000000000\n    growth_per_month: 99999999999999900%",
      "s.yaml:7: \(tooLarge)"
    ),
    (
      TestScenario.pictures,
      TestScenario.pictures.replacingOccurrences(of: "months: 2", with: "months: 120")
        + "    growth_per_month: 900%\n",
      "s.yaml:7: \(tooLarge)"
    ),
    (
      TestScenario.pictures, "a: &a [x, x]\nb: [\r*a,\r*a]\n",
      "s.yaml:1: anchors and aliases are refused; write the value out where it is used\n"
    ),
    (TestScenario.pictures, "", "s.yaml: the file is empty\n"),
  ]

  @Test(
    "A mistake is named with file and line, and nothing is written or recorded", arguments: mistakes
  )
  func mistake(piece: String, other: String, words: String) throws {
    try Workspace.with { workspace in
      let text = TestScenario.pictures.replacingOccurrences(of: piece, with: other)
      #expect(text != TestScenario.pictures)
      let scenario = try workspace.write(text, to: "s.yaml")
      let report = try workspace.run("report", scenario, "--out", workspace.path("out"))
      let said = report.errors.replacingOccurrences(of: workspace.folder.path + "/", with: "")
      #expect(report.status == 65)
      #expect(said.hasPrefix("mediacost: \(words)"), "\(said)")
      #expect(report.output == "")
      #expect(!workspace.has("out"))
      #expect(!workspace.has(".local"))
      let forecast = try workspace.run("forecast", scenario)
      #expect(forecast.status == 65)
      #expect(forecast.output == "")
      #expect(forecast.errors == report.errors)
    }
  }

  @Test("A scenario that is not there")
  func missing() throws {
    try Workspace.with { workspace in
      let run = try workspace.run("report", "no/such.yaml", "--out", workspace.path("out"))
      #expect(run.status == 74)
      #expect(run.errors == "mediacost: no/such.yaml: no such file\n")
      #expect(!workspace.has("out"))
    }
  }

  @Test("A report that was there stays as it was")
  func earlierReportStays() throws {
    try Workspace.with { workspace in
      let scenario = try workspace.write(TestScenario.pictures, to: "s.yaml")
      let out = workspace.path("out")
      #expect(try workspace.run("report", scenario, "--out", out).status == 0)
      let before = try workspace.read("out/manifest.json")
      try workspace.write(
        TestScenario.pictures.replacingOccurrences(of: "months: 2", with: "months: two"),
        to: "s.yaml")
      #expect(try workspace.run("report", scenario, "--out", out).status == 65)
      #expect(try workspace.read("out/manifest.json") == before)
    }
  }
}
