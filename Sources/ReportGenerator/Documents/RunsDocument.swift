/// Runs that were recorded, for people and programs.
public struct RunsDocument: ReportDocument {
  /// One run.
  public struct Row: Sendable {
    let id: Int
    let kind: String
    let recordedAt: String
    let version: String
    let scenario: String
    let scenarioDigest: String
    let catalogue: String
    let asOf: String
    let knownAt: String?
    let options: String
    let summary: String

    /// Creates a row.
    public init(
      id: Int, kind: String, recordedAt: String, version: String, scenario: String,
      scenarioDigest: String, catalogue: String, asOf: String, knownAt: String?, options: String,
      summary: String
    ) {
      self.id = id
      self.kind = kind
      self.recordedAt = recordedAt
      self.version = version
      self.scenario = scenario
      self.scenarioDigest = scenarioDigest
      self.catalogue = catalogue
      self.asOf = asOf
      self.knownAt = knownAt
      self.options = options
      self.summary = summary
    }
  }

  let runs: [Row]

  /// Creates a list.
  public init(runs: [Row]) { self.runs = runs }

  /// The list.
  public var report: Report {
    guard !runs.isEmpty else { return Report([.paragraph("No run is recorded.")]) }
    return Report([
      .table(
        ReportTable(
          [
            .init("run", .right), .init("when"), .init("kind"), .init("prices of"),
            .init("result"),
          ],
          rows: runs.map {
            [
              .figure(String($0.id)), .text($0.recordedAt), .text($0.kind), .text($0.asOf),
              .text($0.summary),
            ]
          }))
    ])
  }

  /// One run in full.
  public static func details(_ row: Row, outputs: [(name: String, digest: String)]) -> Report {
    Report([
      .heading(1, "Run \(row.id): \(row.summary)"),
      .bullets([
        "\(row.kind) of \(row.recordedAt), mediacost \(row.version)",
        "scenario \(row.scenario), SHA-256 \(row.scenarioDigest)",
        "rate cards: catalogue \(row.catalogue)",
        "prices of \(row.asOf)" + (row.knownAt.map { " as known on \($0)" } ?? ""),
        "options: \(row.options)",
      ]),
      .heading(2, "Outputs"),
      .bullets(outputs.map { "\($0.name), SHA-256 \($0.digest)" }),
    ])
  }

  /// The list as CSV.
  public func csv(in locale: CSVLocale) -> String {
    var csv = CSVText(
      in: locale,
      header: [
        "run", "recorded_at", "kind", "version", "scenario", "scenario_sha256", "catalogue",
        "as_of",
        "known_at", "summary",
      ])
    for run in runs {
      csv.append([
        .figure(String(run.id)), .text(run.recordedAt), .text(run.kind), .text(run.version),
        .text(run.scenario), .text(run.scenarioDigest), .text(run.catalogue), .text(run.asOf),
        .text(run.knownAt ?? ""), .text(run.summary),
      ])
    }
    return csv.text
  }

  /// The list for programs.
  public var json: JSONText {
    .object([
      (
        "runs",
        .array(
          runs.map { run in
            .object([
              ("run", .count(run.id)), ("recorded_at", .string(run.recordedAt)),
              ("kind", .string(run.kind)), ("version", .string(run.version)),
              ("scenario", .string(run.scenario)),
              ("scenario_sha256", .string(run.scenarioDigest)),
              ("catalogue", .string(run.catalogue)), ("as_of", .string(run.asOf)),
              ("known_at", .optional(run.knownAt)), ("summary", .string(run.summary)),
            ])
          })
      )
    ])
  }
}
