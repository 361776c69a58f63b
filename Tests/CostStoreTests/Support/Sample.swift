import CostStore

/// Runs for the store.
enum Sample {
  /// What identifies a text here; any function will do that tells texts apart.
  @Sendable static func digest(_ text: String) -> String {
    let hash = text.utf8.reduce(0xcbf2_9ce4_8422_2325 as UInt64) {
      ($0 ^ UInt64($1)) &* 0x100_0000_01b3
    }
    return String(hash, radix: 16)
  }

  private static let scenario = "scenario: Shop\nmonths: 2\n"

  static func run(
    kind: String = "forecast", catalogue: String = "digest-1", knownAt: String? = nil,
    summary: String = "Shop: 12.5 USD over 2 months"
  ) -> RunRecord {
    RunRecord(
      kind: kind, recordedAt: "2026-12-01T10:00:00Z", version: "0.1.0",
      scenarioFile: "data/scenarios/shop.yaml", scenarioDigest: digest(scenario),
      scenarioText: scenario, catalogue: catalogue, asOf: "2026-12-01",
      knownAt: knownAt, options: "format=json width=80", summary: summary)
  }

  static let files = [
    (name: "rates/zeta.yaml", text: "provider: zeta\n"),
    (name: "rates/acme.yaml", text: "provider: acme\nname: \"Ä, 日本\"\n"),
  ]

  static let outputs = [
    output("report.md", "# Shop\n"), output("forecast.csv", "a,b\r\n1,2\r\n"),
  ]

  static func output(_ name: String, _ content: String) -> RunOutput {
    RunOutput(name: name, digest: digest(content), content: content)
  }

  /// Everything a record says, for comparison.
  static func fields(_ run: RunRecord) -> [String?] {
    [
      run.kind, run.recordedAt, run.version, run.scenarioFile, run.scenarioDigest,
      run.scenarioText, run.catalogue, run.asOf, run.knownAt, run.options, run.summary,
    ]
  }
}
