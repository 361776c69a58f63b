import ArgumentParser
import BillingTypes
import CostStore
import Foundation
import RateCatalogue
import ReportGenerator
import WorkloadSimulator

/// Every forecast and report that was made, with what it read.
struct RunsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "runs",
    abstract: "List, show and repeat runs.",
    discussion: """
      mediacost runs list
      mediacost runs show 3 --file report.md
      mediacost runs again 3
      """,
    subcommands: [List.self, Show.self, Again.self])

  /// Lists the runs, newest first.
  struct List: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "List the runs, newest first.", discussion: "mediacost runs list --format json")

    @OptionGroup var store: StoreOptions
    @OptionGroup var output: OutputOptions

    func run() throws {
      try reportingFailures {
        let runs = try CostStore(path: store.path).runs()
        let document = RunsDocument(runs: runs.map(\.summaryRow))
        Terminal.write(document, as: output.format)
      }
    }
  }

  /// Shows one run.
  struct Show: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Show a run: what it read, and what it made.",
      discussion: "mediacost runs show 3 --file report.md")

    @Argument(help: ArgumentHelp("The number of the run.", valueName: "run"))
    var number: Int64

    @Option(help: "Print this output of the run, such as report.md.")
    var file: String?

    @OptionGroup var store: StoreOptions

    func run() throws {
      try reportingFailures {
        let store = try CostStore(path: store.path)
        let record = try store.existing(number)
        let outputs = try store.outputs(of: number)
        if let file {
          guard let output = outputs.first(where: { $0.name == file }) else {
            throw failure(
              "run \(number) made no '\(file)'; it made "
                + outputs.map { "'\($0.name)'" }.joined(separator: ", "), .usage)
          }
          Terminal.write(output.content)
        } else {
          Terminal.write(
            RunsDocument.details(
              record.summaryRow, outputs: outputs.map { ($0.name, $0.digest) }), as: .table)
        }
      }
    }
  }

  /// Repeats a run with what it read.
  struct Again: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Repeat a run with what it read, and compare to the byte.",
      discussion: """
        Uses the stored scenario and rate cards, not today's. Says that the result is the same to the \
        byte, or which file differs where; then exits with 1. Also says what has changed since in the \
        files on disk.

        mediacost runs again 3 --out reports/again
        """)

    @Argument(help: ArgumentHelp("The number of the run.", valueName: "run"))
    var number: Int64

    @Option(help: ArgumentHelp("Write the outputs to this folder.", valueName: "folder"))
    var out: String?

    @OptionGroup var store: StoreOptions
    @OptionGroup var catalogue: CatalogueOptions

    func run() throws {
      var isSame = true
      try reportingFailures {
        let store = try CostStore(path: store.path)
        let record = try store.existing(number)
        let job = try record.job(catalogue: store.catalogueFiles(record.catalogue))
        let outputs = try job.run().outputs
        let differences = RunDifference.find(
          before: try store.outputs(of: number), after: outputs.map { ($0.name, $0.text) })
        if let out { try FileOutput.write(outputs.map { ($0.name, $0.text) }, into: out) }
        isSame = differences.isEmpty
        var lines =
          isSame
          ? ["run \(number) repeated: \(outputs.count) outputs, the same to the byte"]
          : ["run \(number) repeated: \(differences.count) of \(outputs.count) outputs differ"]
            + differences
        if record.version != ProductVersion.text {
          lines.append(
            "the run was made by version \(record.version), this is \(ProductVersion.text)")
        }
        lines += changes(since: record, storedFiles: try store.catalogueFiles(record.catalogue))
        Terminal.write(lines.joined(separator: "\n") + "\n")
      }
      if !isSame { throw ExitCode.doesNotHold }
    }

    /// What is different on disk today; it does not change the repeated run.
    private func changes(
      since record: RunRecord, storedFiles: [(name: String, text: String)]
    ) -> [String] {
      var lines: [String] = []
      if let file = try? DataFile(path: record.scenarioFile), file.digest != record.scenarioDigest {
        lines.append("\(record.scenarioFile) has changed since; the run used its stored text")
      }
      if let files = try? catalogue.files(), files.digest != record.catalogue {
        let now = Dictionary(
          files.contents.map { ($0.name, $0.text) }, uniquingKeysWith: { a, _ in a })
        let before = Dictionary(
          storedFiles.map { ($0.name, $0.text) }, uniquingKeysWith: { a, _ in a })
        let changed = Set(now.keys).union(before.keys).filter { now[$0] != before[$0] }.sorted()
        lines.append(
          "the rate cards have changed since (\(changed.joined(separator: ", "))); the run used the stored ones"
        )
      }
      return lines
    }
  }
}

extension CostStore {
  /// The run with that number, or a message that says which there are.
  func existing(_ id: Int64) throws -> RunRecord {
    if let record = try run(id) { return record }
    let newest = try runs(limit: 1).first?.id
    throw failure(
      "there is no run \(id)" + (newest.map { "; the newest is \($0)" } ?? "; none is recorded"),
      .usage)
  }
}

extension RunRecord {
  /// The run as a job over what it read.
  func job(catalogue: [(name: String, text: String)]) throws -> ScenarioJob {
    let options = Dictionary(
      options.split(separator: " ").compactMap { word -> (String, String)? in
        let parts = word.split(separator: "=", maxSplits: 1)
        return parts.count == 2 ? (String(parts[0]), String(parts[1])) : nil
      }, uniquingKeysWith: { first, _ in first })
    guard let kind = ScenarioJob.Kind(rawValue: kind), let asOf = Day(asOf) else {
      throw failure("run \(id) is of a kind this build does not know", .ourFault)
    }
    return ScenarioJob(
      kind: kind, scenarioFile: DataFile(name: scenarioFile, text: scenarioText),
      catalogueFiles: CatalogueFiles(contents: catalogue), asOf: asOf,
      knownAt: knownAt.flatMap { Day($0) },
      // Runs from before there were trials have none.
      trials: TrialOptions(
        trials: options["trials"].flatMap { Int($0) } ?? 0,
        seed: options["seed"].flatMap { UInt64($0) } ?? 1,
        workers: ProcessInfo.processInfo.activeProcessorCount,
        hasPriceRisk: options["price-risk"] == "yes"),
      format: options["format"].flatMap(OutputFormat.init(rawValue:)) ?? .table,
      width: options["width"].flatMap { Int($0) } ?? 80)
  }

  /// The run as a row of a list.
  var summaryRow: RunsDocument.Row {
    RunsDocument.Row(
      id: Int(id), kind: kind, recordedAt: recordedAt, version: version, scenario: scenarioFile,
      scenarioDigest: scenarioDigest, catalogue: catalogue, asOf: asOf, knownAt: knownAt,
      options: options, summary: summary)
  }
}

/// Where two results of one run part.
enum RunDifference {
  static func find(
    before: [RunOutput], after: [(name: String, text: String)]
  ) -> [String] {
    var lines: [String] = []
    for output in before {
      guard let now = after.first(where: { $0.name == output.name })?.text else {
        lines.append("\(output.name): is no longer made")
        continue
      }
      if now != output.content {
        lines.append("\(output.name): \(firstDifference(output.content, now))")
      }
    }
    for output in after where !before.contains(where: { $0.name == output.name }) {
      lines.append("\(output.name): was not made before")
    }
    return lines
  }

  private static func firstDifference(_ before: String, _ after: String) -> String {
    let old = before.split(separator: "\n", omittingEmptySubsequences: false)
    let new = after.split(separator: "\n", omittingEmptySubsequences: false)
    let line = zip(old, new).enumerated().first { $0.element.0 != $0.element.1 }?.offset
    guard let line else { return "had \(old.count) lines, now has \(new.count)" }
    return "line \(line + 1) was '\(old[line])', now '\(new[line])'"
  }
}
