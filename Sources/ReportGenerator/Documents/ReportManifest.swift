public import BillingTypes

/// What a folder of reports was made from, and what it holds.
public struct ReportManifest: Sendable {
  /// What the report was made from.
  public let provenance: ScenarioReport.Provenance
  /// The digest of the catalogue.
  public let catalogue: String
  /// The day whose prices were used.
  public let asOf: Day
  /// The day whose knowledge was used, if one was named.
  public let knownAt: Day?
  /// What the report says in a few words.
  public let headline: ReportHeadline
  /// Names of the files with the SHA-256 of each.
  public let files: [(name: String, digest: String)]

  /// Creates a manifest.
  public init(
    provenance: ScenarioReport.Provenance, catalogue: String, asOf: Day, knownAt: Day?,
    headline: ReportHeadline, files: [(name: String, digest: String)]
  ) {
    self.headline = headline
    self.provenance = provenance
    self.catalogue = catalogue
    self.asOf = asOf
    self.knownAt = knownAt
    self.files = files
  }

  /// The name of its file.
  public static let fileName = "manifest.json"

  /// The names that files of a report's folder may have, its own among them.
  public static var folderNames: [String] { ReportFormat.all.flatMap(\.fileNames) + [fileName] }

  /// The manifest as a file.
  public var file: ReportFile { ReportFile(name: Self.fileName, text: json.text + "\n") }

  private var json: JSONText {
    .object([
      ("command", .string(provenance.command)),
      ("version", .string(provenance.version)),
      (
        "scenario",
        .object([
          ("file", .string(provenance.scenarioFile)),
          ("sha256", .string(provenance.scenarioDigest)),
        ])
      ),
      ("headline", .object(headline.parts.map { ($0.key, .string($0.text)) })),
      ("catalogue", .string(catalogue)),
      ("as_of", .string(asOf.description)),
      ("known_at", .optional(knownAt?.description)),
      (
        "files",
        .array(
          files.map { .object([("file", .string($0.name)), ("sha256", .string($0.digest))]) })
      ),
    ])
  }
}
