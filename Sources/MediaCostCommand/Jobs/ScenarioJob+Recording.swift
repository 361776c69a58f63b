import BillingTypes
import CostStore
import Foundation
import RateCatalogue
import ReportGenerator
import WorkloadSimulator

extension ScenarioJob {
  /// A setting as one word of a run's options.
  private static func coded(_ words: String) -> String {
    words.addingPercentEncoding(withAllowedCharacters: .urlHostAllowed.subtracting(["%"]))
      ?? words
  }

  /// Remembers a run; a store that cannot be used is a warning, never a failure.
  func record(_ outputs: [ReportFile], summary: String, in store: StoreOptions) {
    let run = RunRecord(
      kind: kind.rawValue, recordedAt: Surroundings.nowUTC, version: ProductVersion.text,
      scenarioFile: scenarioFile.name, scenarioDigest: scenarioFile.digest,
      scenarioText: scenarioFile.text, catalogue: catalogueFiles.digest,
      asOf: asOf.description, knownAt: knownAt?.description,
      options:
        "format=\(format.name) width=\(setting.width) trials=\(trials.trials) seed=\(trials.seed)"
        + (setting.locale == .en ? "" : " locale=\(setting.locale.rawValue)")
        + (formatWords.map { " files=\($0)" } ?? "")
        + (trials.hasPriceRisk ? " price-risk=yes" : "")
        + (calibrations.isEmpty ? "" : " calibrated=\(CalibrationText.word(calibrations))")
        + (termsFile.map { " terms=\(Self.coded($0.name)) agreed=\(Self.coded($0.text))" } ?? "")
        + (redactsTerms ? " redact-terms=yes" : "")
        + (currency.map { " currency=\($0)" } ?? "")
        + scenarioFile.settings.map { " set=\(Self.coded($0.words))" }.joined(),
      summary: summary)
    do {
      try store.recording()?.record(
        run, catalogueFiles: catalogueFiles.contents,
        outputs: outputs.map {
          RunOutput(name: $0.name, digest: TextDigest.sha256($0.text), content: $0.text)
        })
    } catch {
      Terminal.warn("this run was not recorded: \(error)")
    }
  }

  /// A recorded run as a job over what it read.
  ///
  /// - Parameters:
  ///   - record: The run.
  ///   - catalogue: The files of the rate cards that it read.
  ///   - workers: Threads that share the work.
  /// - Throws: A failure with its status for a run that this build cannot repeat.
  init(
    repeating record: RunRecord, catalogue: [(name: String, text: String)], workers: Int
  ) throws {
    let settings = try record.options.split(separator: " ").filter { $0.hasPrefix("set=") }.map {
      try ScenarioSetting(parsing: $0.dropFirst(4).removingPercentEncoding ?? "")
    }
    let options = Dictionary(
      record.options.split(separator: " ").compactMap { word -> (String, String)? in
        let parts = word.split(separator: "=", maxSplits: 1)
        return parts.count == 2 ? (String(parts[0]), String(parts[1])) : nil
      }, uniquingKeysWith: { first, _ in first })
    guard let kind = Kind(rawValue: record.kind), let asOf = Day(record.asOf) else {
      throw failure("run \(record.id) is of a kind this build does not know", .ourFault)
    }
    let formatName = options["format"] ?? ReportFormat.table.name
    guard let format = ReportFormat.named(formatName) else {
      throw failure(
        "run \(record.id) has a format this build does not know, '\(formatName)'", .ourFault)
    }
    self.init(
      kind: kind,
      scenarioFile: DataFile(name: record.scenarioFile, text: record.scenarioText)
        .changed(by: settings),
      catalogueFiles: CatalogueFiles(contents: catalogue), asOf: asOf,
      knownAt: record.knownAt.flatMap { Day($0) },
      // Runs from before there were trials have none.
      trials: TrialOptions(
        trials: options["trials"].flatMap { Int($0) } ?? 0,
        seed: options["seed"].flatMap { UInt64($0) } ?? 1, workers: workers,
        hasPriceRisk: options["price-risk"] == "yes"),
      format: format,
      setting: DrawingSetting(
        width: options["width"].flatMap { Int($0) } ?? 80,
        locale: options["locale"].flatMap { CSVLocale(rawValue: $0) } ?? .en))
    calibrations = CalibrationText.calibrations(options["calibrated"] ?? "")
    redactsTerms = options["redact-terms"] == "yes"
    currency = options["currency"].flatMap { Currency(code: $0) }
    if let name = options["terms"]?.removingPercentEncoding,
      let text = options["agreed"]?.removingPercentEncoding
    {
      termsFile = DataFile(name: name, text: text)
    }
    if let files = options["files"]?.split(separator: ",").map(String.init) {
      formats = ReportFormat.all.filter { files.contains($0.fileEnding) }
    }
  }
}
