import BillingTypes
import Foundation
import Testing

/// What `mediacost forecast` shows beside the figures, and the switches that change them.
@Suite("Options and parts of mediacost forecast")
struct ForecastOptionTests {
  /// One of every kind of input, a chain, and sessions.
  static let scenario = """
    scenario: All kinds
    currency: USD
    start: 2027-01
    months: 2
    as_of: 2026-11-22
    features:
      - feature: edits
        category: image-editing
        offer: openai/gpt-image-2/edit
        requests_per_month: {p10: 800, p90: 1500}
        growth_per_month: {normal: [2%, 1%]}
        chain: {calls: {p10: 1, p90: 4}}
        takes_per_accepted: {triangular: [1, 1.5, 3]}
        failure_rate: {beta: [2, 98]}
        moderation_rate: {mix: [{share: 50%, value: 1%}, {share: 50%, value: {uniform: [1%, 3%]}}]}
        step_changes: [{from: 2027-02, factor: {samples: [1, 1, 2]}}]
        request: {prompt_tokens: {p10: 30, p90: 200}}
      - feature: clips
        category: video-generation
        offer: google/veo-3.1-fast/generate
        requests_per_month: 100
        request: {seconds: 8, resolution: 720p, audio: true}
      - feature: desk
        category: live-avatar
        offer: heygen/liveavatar-full/session
        sessions_per_month: 3000
        session_seconds: {p10: 60, p90: 400}
        idle_seconds: 30
    shared: {traffic: {p10: 0.8, p90: 1.25}}
    correlations: [{between: [traffic, edits.requests_per_month], rank: 0.3}]
    plans: [heygen/liveavatar-scale]

    """

  static func run(_ arguments: String...) throws -> Program.Outcome {
    try Workspace.with { workspace in
      let file = try workspace.write(scenario, to: "s.yaml")
      return try workspace.run(["forecast", file, "--trials", "400"] + arguments)
    }
  }

  /// The figures for programs, made once for the tests that read them.
  private static let plain = Result { try run("--format", "json") }

  @Test("--explain names every input with its distribution")
  func explain() throws {
    let run = try Workspace.with { workspace in
      let file = try workspace.write(Self.scenario, to: "s.yaml")
      return try workspace.run(
        ["forecast", file, "--trials", "10", "--explain"], environment: ["COLUMNS": "200"])
    }
    #expect(run.status == 0)
    let lines = run.lines.map { line in
      line.split(separator: " ").joined(separator: " ")
    }
    for line in [
      "traffic lognormal, p10 0.8, p90 1.25 1.015274",
      "edits.requests_per_month lognormal, p10 800, p90 1500 1128.890496",
      "edits.growth_per_month normal, mean 0.02, standard deviation 0.01 0.02",
      "edits.takes_per_accepted triangular from 1 over 1.5 to 3 1.833333",
      "edits.failure_rate beta, a 2, b 98 0.02",
      "edits.moderation_rate a mix of 0.5 × (exactly 0.01), 0.5 × (uniform from 0.01 to 0.03) 0.015",
      "edits.step_changes.1 one of 3 samples 1.333333",
      "desk.sessions_per_month exactly 3000 3000",
      "edits 100 % prompt_tokens lognormal, p10 30, p90 200",
      "edits 100 % calls of a chain lognormal, p10 1, p90 4; a call that fails for good ends it",
      "desk 100 % session_seconds lognormal, p10 60, p90 400",
      "- clips: the month's count, given its mean, is Poisson.",
      "- traffic and edits.requests_per_month: rank correlation 0.3.",
    ] {
      #expect(lines.contains(line), "\(line)")
    }
    #expect(run.output.contains("- Prices stay unless --price-risk is given, which draws"))
  }

  /// 2026-11-26: the edit pipeline had no report, and costs per accepted asset were fractions.
  @Test(
    "Every shipped scenario has a report whose files parse and whose intervals are decimals",
    arguments: ["consumer-app", "edit-pipeline", "storefront", "studio", "support-avatar"])
  func intervalsAreDecimals(scenario: String) throws {
    try Workspace.with { workspace in
      let run = try workspace.run(
        "report", "data/scenarios/\(scenario).yaml", "--out", workspace.path("out"), "--trials",
        "20")
      #expect(run.status == 0, "\(run.errors)")
      for name in try workspace.names(in: "out") where name.hasSuffix(".csv") {
        let rows = try DelimitedText(workspace.read("out/\(name)")).rows.count
        // What is built, kept or varied may be little.
        #expect(
          rows > (["owning.csv", "variants.csv", "plans.csv"].contains(name) ? 1 : 12), "\(name)")
      }
      let intervals = try DelimitedText(workspace.read("out/intervals.csv"))
      for column in ["mean", "p5", "p10", "p50", "p90", "p95", "over_budget"] {
        for text in try intervals.column(column) where !text.isEmpty {
          #expect((try? DecimalText.parse(text)) != nil, "\(column): \(text)")
        }
      }
      try Self.checkPivots(
        of: DelimitedText(workspace.read("out/forecast.csv")), against: intervals)
    }
  }

  /// Sums over a column by what stands in another one.
  private static func pivot(
    _ table: DelimitedText, of amounts: String, by key: String
  ) throws -> [String: Rational] {
    var sums: [String: Rational] = [:]
    for (name, text) in zip(try table.column(key), try table.column(amounts)) where !text.isEmpty {
      sums[name] = try sums[name, default: .zero] + DecimalText.parse(text)
    }
    return sums
  }

  /// Whatever a pivot groups by, its parts have names and add up to the total; what is paid, month by month.
  private static func checkPivots(
    of forecast: DelimitedText, against intervals: DelimitedText
  ) throws {
    let keys = try ["month", "feature", "measure", "mean"].map { try intervals.column($0) }
    func mean(_ month: String, _ measure: String) throws -> Rational {
      let row = try #require(
        keys[0].indices.first {
          keys[0][$0] == month && keys[1][$0].isEmpty && keys[2][$0] == measure
        })
      return try DecimalText.parse(keys[3][row])
    }
    for key in ["month", "feature", "category", "provider", "offer", "meter"] {
      let sums = try pivot(forecast, of: "cost", by: key)
      #expect(sums[""] == nil, "\(key)")
      #expect(try sums.values.reduce(.zero) { try $0 + $1 } == mean("", "cost"), "\(key)")
    }
    for (month, sum) in try pivot(forecast, of: "cost", by: "month") {
      #expect(try sum == mean(month, "cost"), "\(month)")
    }
    let paid = try pivot(forecast, of: "paid", by: "month")
    #expect(Set(paid.keys) == Set(try forecast.column("month")))
    for (month, sum) in paid { #expect(try sum == mean(month, "paid"), "\(month)") }
  }

  @Test("Prices stay unless --price-risk is given; then the same seed gives the same bytes")
  func priceRisk() throws {
    let plain = try Self.plain.get()
    let first = try Self.run("--format", "json", "--price-risk")
    let second = try Self.run("--format", "json", "--price-risk")
    #expect(first.status == 0)
    #expect(first.output == second.output)
    #expect(plain.output != first.output)
    func spread(_ run: Program.Outcome) throws -> [Double] {
      let features = try #require(try run.json()["features"] as? [[String: Any]])
      let clips = try #require(features.first { $0["feature"] as? String == "clips" })
      return ["p5", "p95"].compactMap { (clips[$0] as? String).flatMap { Double($0) } }
    }
    // A price that changes moves some trials away from where all were.
    let (known, risky) = (try spread(plain), try spread(first))
    #expect(risky[0] < known[0] || risky[1] > known[1], "\(known) \(risky)")
  }

  @Test(
    "What only trials read is refused where there are none",
    arguments: [
      (["--seed", "4"], "--seed: '4' with '--trials 0', which draws nothing at random"),
      (["--price-risk"], "--price-risk: with '--trials 0', which draws nothing at random"),
    ])
  func meaningless(option: [String], words: String) throws {
    try Workspace.with { workspace in
      let file = try workspace.write(Self.scenario, to: "s.yaml")
      for command in [["forecast", file], ["report", file, "--out", workspace.path("out")]] {
        let run = try workspace.run(command + ["--trials", "0"] + option)
        #expect(run.status == 64)
        #expect(run.errors.contains(words), "\(run.errors)")
        #expect(run.output == "")
      }
    }
  }

  @Test("--trials 0 gives expected values alone: no seed, no quantiles, no studies")
  func expectedValues() throws {
    let run = try Workspace.with { workspace in
      let file = try workspace.write(Self.scenario, to: "s.yaml")
      return try workspace.run("forecast", file, "--trials", "0", "--format", "json")
    }
    let json = try run.json()
    #expect(json["seed"] is NSNull)
    #expect(json["trials"] as? Int == 0)
    let total = try #require(json["total"] as? [String: Any])
    #expect(total["mean"] is String)
    for key in ["p5", "p10", "p50", "p90", "p95"] { #expect(total[key] is NSNull) }
    for key in ["drivers", "queues", "sessions", "ceilings"] {
      #expect((json[key] as? [Any])?.isEmpty == true, "\(key)")
    }
  }

  @Test("Open sessions and what is held back for them are shown, and are in no total")
  func sessions() throws {
    let json = try Self.plain.get().json()
    let sessions = try #require(json["sessions"] as? [[String: Any]])
    #expect(sessions.map { $0["feature"] as? String } == ["desk"])
    let desk = try #require(sessions.first)
    let peak = try #require(desk["open_peak"] as? Int)
    let high = try #require(desk["open_high_peak"] as? Int)
    let usual = try #require(desk["open_p95"] as? Int)
    #expect(0 < usual && usual < peak && peak <= high)
    let escrow = try #require(desk["escrow"] as? [String: Any])
    #expect(escrow["per_session"] as? String == "2")
    #expect(escrow["unit"] as? String == "heygen/liveavatar-credit")
    #expect(escrow["held"] as? String == "\(2 * peak)")
    // The plan includes 5010 credits for 475.
    let amount = try DecimalText.parse(try #require(escrow["amount"] as? String))
    let exact = try Rational(2 * peak) * Rational(475) / Rational(5010)
    #expect(try (amount - exact).magnitude() < Rational(1, over: 1_000_000))
    let months = try #require(json["all_features"] as? [[String: Any]])
    var sum = Rational.zero
    for month in months {
      sum = try sum + DecimalText.parse(try #require(month["mean"] as? String))
    }
    let total = try #require((json["total"] as? [String: Any])?["mean"] as? String)
    #expect(sum == (try DecimalText.parse(total)))
    let text = try Self.run().output
    #expect(text.contains("Sessions at once, and what is held back for them"))
    #expect(text.contains("- desk: heygen/liveavatar-full/session holds back 2"))
  }
}
