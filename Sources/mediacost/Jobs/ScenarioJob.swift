import BillingTypes
import CostAnalysis
import PricingRules
import RateCatalogue
import ReportGenerator
import WorkloadSimulator

/// A forecast or a report as a function of what it reads: the same inputs give the same bytes.
struct ScenarioJob {
  /// What to make.
  enum Kind: String {
    case forecast, report
    /// The distributions behind a forecast.
    case explanation = "forecast --explain"
  }

  let kind: Kind
  let scenarioFile: DataFile
  let catalogueFiles: CatalogueFiles
  let asOf: Day
  let knownAt: Day?
  /// How many trials, from which seed.
  let trials: TrialOptions
  /// How a forecast is printed; a report has its own files.
  let format: OutputFormat
  /// Columns of the terminal, for a forecast as a table.
  let width: Int

  /// A text that the job made.
  struct Output {
    let name: String
    let text: String
  }

  /// The outputs and the result in one line.
  ///
  /// - Parameter progress: Is told what is being done, and the share of it that is.
  /// - Returns: The outputs, the result in one line, and warnings.
  /// - Throws: ``DataProblem`` for a scenario that cannot be computed.
  func run(
    progress: (_ work: String, _ share: Double) -> Void = { _, _ in }
  ) throws -> (outputs: [Output], summary: String, warnings: [String]) {
    let scenario = try scenarioFile.scenario()
    let catalogue = try catalogueFiles.catalogue()
    let analysis = ScenarioAnalysis(Forecaster(catalogue: catalogue, asOf: asOf, knownAt: knownAt))
    let studied = try scenarioFile.reportingProblems {
      try scenario.checkNeeds(in: catalogue)
      return try analysis.forecast(scenario, trials) { progress("trials", $0) }
    }
    let forecast = studied.forecast
    let bound = forecast.completeness == .complete ? "" : "at least "
    let summary =
      "\(scenario.name): \(bound)\(forecast.total) over \(scenario.monthCount) months"
    let provenance = ScenarioReport.Provenance(
      scenarioFile: scenarioFile.name, scenarioDigest: scenarioFile.digest, command: command,
      version: ProductVersion.text)
    switch kind {
    case .forecast, .explanation:
      return (
        [Output(name: "output", text: forecastText(studied, catalogue, provenance))], summary,
        studied.warnings
      )
    case .report:
      let alternatives = try scenarioFile.reportingProblems {
        try AlternativesAnalysis(
          catalogue: catalogue, asOf: asOf, knownAt: knownAt, trials: trials
        )
        .alternatives(of: scenario) { progress("alternatives", $0) }
      }
      let report = ScenarioReport(
        forecast: studied, alternatives: alternatives, catalogue: catalogue,
        provenance: provenance)
      var outputs = [
        Output(name: "report.md", text: MarkdownFormat.text(of: report.report)),
        Output(name: "forecast.csv", text: forecast.csv),
        Output(name: "intervals.csv", text: forecast.intervalsCSV ?? ""),
        Output(name: "comparison.csv", text: AlternativesTable.csv(of: alternatives)),
      ]
      outputs.removeAll { $0.text.isEmpty }
      outputs.append(Output(name: "manifest.json", text: manifest(outputs)))
      return (outputs, summary, studied.warnings)
    }
  }

  private func forecastText(
    _ forecast: StudiedForecast, _ catalogue: Catalogue, _ provenance: ScenarioReport.Provenance
  ) -> String {
    switch format {
    case .json: return forecast.json.text + "\n"
    case .csv: return forecast.forecast.csv
    case .table, .markdown:
      let report = ScenarioReport(
        forecast: forecast, alternatives: [], catalogue: catalogue, provenance: provenance
      )
      let document = kind == .explanation ? report.explanation : report.forecastOnly
      return format == .markdown
        ? MarkdownFormat.text(of: document) : TerminalFormat.text(of: document, width: width)
    }
  }

  /// The command that makes the same again; where it writes does not matter.
  private var command: String {
    "mediacost \(kind.rawValue) \(scenarioFile.name) --as-of \(asOf)"
      + (knownAt.map { " --known-at \($0)" } ?? "")
      + " --trials \(trials.trials) --seed \(trials.seed)"
      + (trials.hasPriceRisk ? " --price-risk" : "")
  }

  private func manifest(_ outputs: [Output]) -> String {
    JSONText.object([
      ("command", .string(command)),
      ("version", .string(ProductVersion.text)),
      (
        "scenario",
        .object([
          ("file", .string(scenarioFile.name)), ("sha256", .string(scenarioFile.digest)),
        ])
      ),
      ("catalogue", .string(catalogueFiles.digest)),
      ("as_of", .string(asOf.description)),
      ("known_at", .optional(knownAt?.description)),
      (
        "files",
        .array(
          outputs.map { output in
            .object([
              ("file", .string(output.name)), ("sha256", .string(TextDigest.sha256(output.text))),
            ])
          })
      ),
    ]).text + "\n"
  }
}

extension DataFile {
  /// What the catalogue or arithmetic refuses is a mistake in the scenario, with its file and line.
  func reportingProblems<Result>(_ body: () throws -> Result) throws -> Result {
    func problem(_ message: String, line: Int = 0) -> DataProblem {
      DataProblem(file: name, line: line, path: "", message: message)
    }
    do {
      return try body()
    } catch let error as ForecastError {
      throw problem(error.description, line: error.line)
    } catch let error as NumberError {
      throw problem("the scenario cannot be computed: \(error)")
    } catch let error as MoneyError {
      throw problem("the scenario cannot be computed: \(error)")
    }
  }
}
