import CostStore

/// Runs for the store.
enum Sample {
  static func run(
    kind: String = "forecast", catalogue: String = "digest-1", knownAt: String? = nil,
    summary: String = "Shop: 12.5 USD over 2 months"
  ) -> RunRecord {
    RunRecord(
      kind: kind, recordedAt: "2026-12-01T10:00:00Z", version: "0.1.0",
      scenarioFile: "data/scenarios/shop.yaml", scenarioDigest: "s1",
      scenarioText: "scenario: Shop\nmonths: 2\n", catalogue: catalogue, asOf: "2026-12-01",
      knownAt: knownAt, options: "format=json width=80", summary: summary)
  }

  static let files = [
    (name: "rates/zeta.yaml", text: "provider: zeta\n"),
    (name: "rates/acme.yaml", text: "provider: acme\nname: \"Ä, 日本\"\n"),
  ]

  static let outputs = [
    RunOutput(name: "report.md", digest: "d2", content: "# Shop\n"),
    RunOutput(name: "forecast.csv", digest: "d1", content: "a,b\r\n1,2\r\n"),
  ]

  /// Everything a record says, for comparison.
  static func fields(_ run: RunRecord) -> [String?] {
    [
      run.kind, run.recordedAt, run.version, run.scenarioFile, run.scenarioDigest,
      run.scenarioText, run.catalogue, run.asOf, run.knownAt, run.options, run.summary,
    ]
  }
}
