import ArgumentParser
import CostStore
import RateCatalogue
import ReportGenerator

/// Every forecast and report that was made, with what it read.
struct RunsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "runs",
    abstract: "List, show, compare and repeat runs.",
    discussion: """
      mediacost runs list
      mediacost runs show 3 --file report.md
      mediacost runs diff 3 4
      mediacost runs again 3
      """,
    subcommands: [List.self, Show.self, Diff.self, Again.self])

  /// Lists the runs, newest first.
  struct List: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "list",
      abstract: "List the runs, newest first.", discussion: "mediacost runs list --format json")

    @OptionGroup var store: StoreOptions
    @OptionGroup var output: OutputOptions

    func run() throws {
      try reportingFailures {
        let runs = try store.reading().runs()
        let document = RunsDocument(runs: runs.map(\.summaryRow))
        try output.write(document)
      }
    }
  }

  /// Shows one run.
  struct Show: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "show",
      abstract: "Show a run: what it read, and what it made.",
      discussion: "mediacost runs show 3 --file report.md")

    @Argument(help: ArgumentHelp("The number of the run.", valueName: "run"))
    var number: Int64

    @Option(help: "Print this output of the run, such as report.md.")
    var file: String?

    @OptionGroup var store: StoreOptions
    @OptionGroup var output: OutputOptions

    func validate() throws {
      try output.requireProse(of: "'runs show'", instead: "'runs list --format json'")
    }

    func run() throws {
      try reportingFailures {
        let store = try store.reading()
        let record = try store.existing(number)
        let outputs = try store.outputs(of: number)
        if let file {
          guard let output = outputs.first(where: { $0.name == file }) else {
            throw failure(
              "run \(number) made no '\(file)'; it made "
                + outputs.map { "'\($0.name)'" }.joined(separator: ", "), .usage)
          }
          Terminal.write(output.content, isExact: true)
        } else {
          try self.output.write(
            RunsDocument.details(
              record.summaryRow, outputs: outputs.map { ($0.name, $0.digest) }))
        }
      }
    }
  }

  /// Repeats a run with what it read.
  struct Again: ExplainsAbsence {
    static let configuration = CommandConfiguration(
      commandName: "again",
      abstract: "Repeat a run with what it read, and compare to the byte.",
      discussion: """
        Uses the stored scenario and rate cards, not today's. Says that the result is the same to the \
        byte, or which file differs where; then exits with 1. Also says what has changed since in the \
        files on disk.

        mediacost runs again 3 --out reports/again
        """)

    static let absences = Dictionary(
      uniqueKeysWithValues: [
        "--as-of", "--known-at", "--format", "--seed", "--trials", "--price-risk",
      ]
      .map { ($0, "repeats a run with the options that it was recorded with") })

    @Argument(help: ArgumentHelp("The number of the run.", valueName: "run"))
    var number: Int64

    @Option(help: ArgumentHelp("Write the outputs to this folder.", valueName: "folder"))
    var out: String?

    @OptionGroup var store: StoreOptions
    @OptionGroup var rates: RateCardsOption
    @OptionGroup var work: CoresOption

    func run() throws {
      var isSame = true
      try reportingFailures {
        let store = try store.reading()
        let record = try store.existing(number)
        let outputs = try store.outputs(of: number)
        try plan(record, outputs).check()
        let cards = try store.catalogueFiles(record.catalogue) {
          CatalogueFiles(contents: $0).digest
        }
        let job = try ScenarioJob(repeating: record, catalogue: cards, workers: work.count)
        let files = try job.run().files
        if let out { try ReportFolder.write(files, into: out) }
        var repetition = RunRepetition(
          run: number, versions: (record.version, ProductVersion.text),
          files: (outputs.map { ReportFile(name: $0.name, text: $0.content) }, files))
        repetition.changedScenario = changedScenario(since: record)
        repetition.changedCards = changedCards(since: record, cards)
        isSame = repetition.isSame
        Terminal.write(repetition.text)
      }
      if !isSame { throw ExitCode.doesNotHold }
    }

    /// What is read and written, where outputs are.
    private func plan(_ record: RunRecord, _ outputs: [RunOutput]) throws -> FilePlan {
      var plan = FilePlan()
      plan.reads(store: try store.place().path)
      plan.reads(record.scenarioFile, as: "the scenario")
      if let cards = try? rates.files() { plan.reads(cards) }
      if let out { plan.writes(outputs.map(\.name), into: out, as: "--out") }
      plan.printsResult()
      return plan
    }

    /// The scenario's file where it differs from what the run read; a file that is gone says nothing.
    private func changedScenario(since record: RunRecord) -> String? {
      guard let file = try? DataFile(path: record.scenarioFile) else { return nil }
      return file.digest == record.scenarioDigest ? nil : record.scenarioFile
    }

    /// The rate cards on disk that differ from those the run read; cards that cannot be read say
    /// nothing, because the repeated run does not need them.
    private func changedCards(
      since record: RunRecord, _ stored: [(name: String, text: String)]
    ) -> [String]? {
      guard let files = try? rates.files(), files.digest != record.catalogue else { return nil }
      let now = Dictionary(
        files.contents.map { ($0.name, $0.text) }, uniquingKeysWith: { a, _ in a })
      let before = Dictionary(stored.map { ($0.name, $0.text) }, uniquingKeysWith: { a, _ in a })
      return Set(now.keys).union(before.keys).filter { now[$0] != before[$0] }.sorted()
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
  /// The run as a row of a list.
  var summaryRow: RunsDocument.Row {
    RunsDocument.Row(
      id: Int(id), kind: kind, recordedAt: recordedAt, version: version, scenario: scenarioFile,
      scenarioDigest: scenarioDigest, catalogue: catalogue, asOf: asOf, knownAt: knownAt,
      options: options, summary: summary)
  }
}
