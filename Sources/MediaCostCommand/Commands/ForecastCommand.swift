import ArgumentParser
import CostAnalysis
import CostStore
import ReportGenerator

/// Forecasts a scenario, month by month.
struct ForecastCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "forecast",
    abstract: "Forecast a scenario: months and features, mean and p10, p50, p90.",
    discussion: """
      Prints the mean cost per month and feature and how far it spreads over simulated trials. Prices are those of --as-of, else of the \
      scenario's own day, else of today; a change that was announced by then applies from the first month that begins on its day or later. \
      Every forecast is recorded with its inputs; see 'mediacost runs'. What a scenario may say stands in \
      data/README.md, "Scenarios"; 'mediacost init' writes one that runs.

      mediacost forecast data/scenarios/storefront.yaml
      mediacost forecast data/scenarios/storefront.yaml --format csv
      """)

  @OptionGroup var arguments: ScenarioArguments
  @OptionGroup var output: OutputOptions
  @Flag(help: "Print the distribution of every input instead of the forecast.")
  var explain = false

  @Flag(help: "Correct estimates by what probes measured; see 'mediacost calibrate show'.")
  var calibrated = false

  func validate() throws {
    guard explain else { return }
    try output.requireProse(of: "--explain", instead: "the forecast without it")
  }

  func run() throws {
    try reportingFailures {
      var job = try arguments.job(
        explain ? .explanation : .forecast, format: output.format, output.setting)
      if calibrated {
        let seen = Observations(try arguments.store.reading().observations())
        job.calibrations = CalibrationStudy.findings(seen.samples).map(\.calibration)
        if job.calibrations.isEmpty {
          Terminal.warn("--calibrated: nothing was measured; the forecast is as it is without")
        }
      }
      var plan = arguments.plan(job)
      plan.printsResult()
      try plan.check()
      let progress = ProgressBar()
      let result = try job.run(progress: progress.show)
      progress.clear()
      output.print(result.shown ?? result.files.map(\.text).joined())
      if !output.format.showsWarnings { for warning in result.warnings { Terminal.warn(warning) } }
      job.record(result.files, summary: result.summary, in: arguments.store)
    }
  }
}
