import ArgumentParser
import BillingTypes
import RateCatalogue
import WorkloadSimulator

/// What a scenario is, and with which prices.
struct ScenarioArguments: ParsableArguments {
  @Argument(help: "A scenario file, such as data/scenarios/storefront.yaml.", completion: .file())
  var scenario: String

  @OptionGroup var catalogue: CatalogueOptions
  @OptionGroup var store: StoreOptions
  @OptionGroup var trials: TrialArguments

  /// The job; the day is that of the option, of the scenario, or today.
  func job(_ kind: ScenarioJob.Kind, format: OutputFormat, width: Int) throws -> ScenarioJob {
    let file = try DataFile(path: scenario)
    let fixedDay = catalogue.asOf == nil ? try file.scenario().asOf : nil
    return ScenarioJob(
      kind: kind, scenarioFile: file, catalogueFiles: try catalogue.files(),
      asOf: catalogue.asOf ?? fixedDay ?? catalogue.day, knownAt: catalogue.knownAt,
      trials: trials.options,
      format: format, width: width)
  }
}

/// Forecasts a scenario, month by month.
struct ForecastCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "forecast",
    abstract: "Forecast a scenario: months and features, mean and p10, p50, p90.",
    discussion: """
      Prints the mean cost per month and feature and how far it spreads over simulated trials. Prices are those of --as-of, else of the \
      scenario's own day, else of today; a change that was announced by then applies from its month. \
      Every forecast is recorded with its inputs; see 'mediacost runs'.

      mediacost forecast data/scenarios/storefront.yaml
      mediacost forecast data/scenarios/storefront.yaml --format csv
      """)

  @OptionGroup var arguments: ScenarioArguments
  @OptionGroup var output: OutputOptions
  @Flag(help: "Print the distribution of every input instead of the forecast.")
  var explain = false

  func run() throws {
    try reportingFailures {
      let job = try arguments.job(
        explain ? .explanation : .forecast, format: output.format, width: Terminal.width)
      let progress = ProgressBar()
      let (outputs, summary, warnings) = try job.run(progress: progress.show)
      progress.clear()
      for output in outputs { Terminal.write(output.text) }
      if output.format == .csv { for warning in warnings { Terminal.warn(warning) } }
      job.record(outputs, summary: summary, in: arguments.store)
    }
  }
}

/// Writes the report on a scenario.
struct ReportCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "report",
    abstract: "Write the report on a scenario: Markdown and CSV.",
    discussion: """
      Leaves report.md (the decision first), forecast.csv and comparison.csv (tidy, exact amounts) and \
      manifest.json (what it was made from) in the folder. The same input gives the same bytes.

      mediacost report data/scenarios/storefront.yaml --out reports/storefront
      """)

  @OptionGroup var arguments: ScenarioArguments

  @Option(
    help: ArgumentHelp("The folder to write to; created if it is missing.", valueName: "folder"))
  var out: String

  func validate() throws {
    if out.isEmpty {
      throw ValidationError("--out: the folder's name is empty; name one, such as reports")
    }
  }

  func run() throws {
    try reportingFailures {
      let job = try arguments.job(.report, format: .markdown, width: 80)
      let progress = ProgressBar()
      let (outputs, summary, _) = try job.run(progress: progress.show)
      progress.clear()
      try FileOutput.write(outputs.map { ($0.name, $0.text) }, into: out)
      Terminal.write("\(summary)\n\(out): \(outputs.map(\.name).joined(separator: ", "))\n")
      job.record(outputs, summary: summary, in: arguments.store)
    }
  }
}
