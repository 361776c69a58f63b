import ArgumentParser
import BillingTypes
import CostAnalysis
import Foundation
import PricingRules
import RateCatalogue
import ReportGenerator
import WorkloadSimulator

/// The features of a scenario, compared offer by offer.
struct ScenarioComparison: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "Compare for the features of a scenario: their whole mix and volume, means over all months.",
      valueName: "file"))
  var scenario: String?

  @OptionGroup var changes: SettingOptions

  func validate() throws {
    guard scenario == nil, !changes.settings.isEmpty else { return }
    throw ValidationError("--set: changes a scenario; name one with --scenario")
  }

  /// The offers for the features of the scenario, perhaps those of one category alone.
  ///
  /// - Parameters:
  ///   - path: The scenario's file.
  ///   - category: Only features of this category; nil for all.
  ///   - options: The rate cards and the day.
  /// - Throws: What is wrong with the scenario, or with the cards.
  /// - Returns: The document.
  func document(
    of path: String, _ category: MediaCategory?, _ options: CatalogueOptions
  ) throws -> AlternativesDocument {
    let file = try changes.changed(DataFile(path: path))
    let catalogue = try options.files().catalogue(bindingsOf: [])
    let scenario = try file.scenario(
      catalogue.assumptions, vocabulary: catalogue.vocabulary)
    let asOf = options.asOf ?? scenario.asOf ?? options.day
    let forecaster = Forecaster(catalogue: catalogue, asOf: asOf, knownAt: options.knownAt)
    return try file.reportingProblems {
      try scenario.checkNeeds(in: catalogue)
      let alternatives = try AlternativesAnalysis(
        forecaster,
        trials: TrialOptions(trials: 0, workers: ProcessInfo.processInfo.activeProcessorCount)
      )
      .alternatives(of: scenario, in: category)
      return AlternativesDocument(
        ScenarioReport(
          forecast: StudiedForecast(
            try forecaster.forecast(scenario, TrialOptions(trials: 0))),
          alternatives: alternatives,
          catalogue: catalogue,
          provenance: .init(
            scenarioFile: file.name, scenarioDigest: file.digest, command: "mediacost compare",
            version: ProductVersion.text)))
    }
  }
}
