import ArgumentParser
import CostStore
import RateCatalogue
import ReportGenerator
import WorkloadSimulator

extension RunsCommand {
  /// Holds one run against another.
  struct Diff: ExplainsAbsence {
    static let configuration = CommandConfiguration(
      commandName: "diff",
      abstract: "Show what changed from one run to another, and why the cost did.",
      discussion: """
        BEFORE and AFTER are numbers of runs, or scenario files, which are forecast as they stand. Says what \
        changed in the scenario, the options and the rate cards, and splits the change of list cost into volume, \
        mix, new offers, units, outcome, price and plan; the effects add up exactly. Both sides are worked out \
        again from what the runs read, by expected values.

        mediacost runs diff 3 4
        mediacost runs diff 3 data/scenarios/storefront.yaml
        """)

    static let absences = Dictionary(
      uniqueKeysWithValues: ["--seed", "--trials", "--price-risk"]
        .map { ($0, "compares expected values, which need no trials") })

    @Argument(help: ArgumentHelp("The number of a run, or a scenario file.", valueName: "before"))
    var before: String

    @Argument(help: ArgumentHelp("The number of a run, or a scenario file.", valueName: "after"))
    var after: String

    @OptionGroup var changes: SettingOptions
    @OptionGroup var catalogue: CatalogueOptions
    @OptionGroup var store: StoreOptions
    @OptionGroup var work: CoresOption
    @OptionGroup var output: OutputOptions

    func validate() throws {
      let isRun = [before, after].allSatisfy { Int64($0) != nil }
      guard isRun else { return }
      if catalogue.asOf != nil || catalogue.knownAt != nil {
        throw ValidationError(
          "--as-of and --known-at are for a scenario file; both are runs, which have their own days"
        )
      }
      if !changes.settings.isEmpty {
        throw ValidationError(
          "--set is for a scenario file; both are runs, which have their own settings")
      }
    }

    func run() throws {
      try reportingFailures {
        let comparison = RunComparison(
          before: try side(before), after: try side(after), workers: work.count)
        try output.write(RunDifferenceDocument(try comparison.difference()))
      }
    }

    /// A run as it was recorded, or a scenario file with the cards on disk.
    private func side(_ name: String) throws -> RunComparison.Side {
      if let number = Int64(name) {
        let store = try store.reading()
        let record = try store.existing(number)
        let cards = try store.catalogueFiles(record.catalogue) {
          CatalogueFiles(contents: $0).digest
        }
        return (
          Int(number),
          try ScenarioJob(repeating: record, catalogue: cards, workers: work.count)
        )
      }
      let file = try changes.changed(DataFile(path: name))
      let fixedDay = catalogue.asOf == nil ? file.scenarioDay() : nil
      return (
        nil,
        ScenarioJob(
          kind: .forecast, scenarioFile: file, catalogueFiles: try catalogue.files(),
          asOf: catalogue.asOf ?? fixedDay ?? catalogue.day, knownAt: catalogue.knownAt,
          trials: TrialOptions(), format: output.format, setting: output.setting)
      )
    }
  }
}
