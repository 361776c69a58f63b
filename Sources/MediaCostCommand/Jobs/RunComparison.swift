import BillingTypes
import CostAnalysis
import PricingRules
import RateCatalogue
import WorkloadSimulator

/// Holds one run against another, each worked out again from what it read.
struct RunComparison {
  /// A run or a scenario, with its number where it was recorded.
  typealias Side = (run: Int?, job: ScenarioJob)

  let before: Side
  let after: Side
  /// Threads that share the work.
  let workers: Int

  /// What is different.
  ///
  /// - Throws: ``DataProblem`` for a scenario that cannot be computed.
  func difference() throws -> RunDifference {
    let (own, other) = (before.job, after.job)
    let cards = try own.catalogueFiles.catalogue(bindingsOf: [])
    let isSame = own.catalogueFiles.digest == other.catalogueFiles.digest
    let otherCards = isSame ? cards : try other.catalogueFiles.catalogue(bindingsOf: [])
    let (was, isNow) = (try own.side(cards, workers), try other.side(otherCards, workers))
    let variance: ForecastVariance? =
      was.forecast.scenario.currency == isNow.forecast.scenario.currency
      ? try other.scenarioFile.reportingProblems { try ForecastVariance(from: was, to: isNow) }
      : nil
    return RunDifference(
      before: .init(run: before.run, file: own.scenarioFile.name, forecast: was.forecast),
      after: .init(run: after.run, file: other.scenarioFile.name, forecast: isNow.forecast),
      inputs: try own.scenarioFile.changes(to: other.scenarioFile) + options(own, other),
      offers: isSame ? [] : try own.catalogueFiles.changedOffers(to: other.catalogueFiles),
      neighbours: isSame ? [] : try own.catalogueFiles.changedNeighbours(to: other.catalogueFiles),
      variance: variance)
  }

  /// Options that the runs do not share.
  private func options(_ own: ScenarioJob, _ other: ScenarioJob) -> [ChangedValue] {
    zip(own.inputOptions, other.inputOptions).compactMap { before, after in
      before.value == after.value
        ? nil : ChangedValue(path: before.option, before: before.value, after: after.value)
    }
  }
}

extension ScenarioJob {
  /// The scenario's expected cost, with its prices.
  fileprivate func side(_ cards: Catalogue, _ workers: Int) throws -> ForecastVariance.Side {
    let catalogue = cards.calibrated(by: calibrations)
    let scenario = try scenarioFile.scenario(
      catalogue.assumptions, vocabulary: catalogue.vocabulary)
    return try scenarioFile.reportingProblems {
      try ForecastVariance.Side(
        scenario, by: Forecaster(catalogue: catalogue, asOf: asOf, knownAt: knownAt),
        workers: workers)
    }
  }

  /// What a result depends on beside the scenario and the cards; nil where an option was left out.
  fileprivate var inputOptions: [(option: String, value: String?)] {
    [
      ("--as-of", "\(asOf)"), ("--known-at", knownAt?.description),
      ("--trials", "\(trials.trials)"), ("--seed", "\(trials.seed)"),
      ("--price-risk", trials.hasPriceRisk ? "yes" : nil),
      ("--calibrated", calibrations.isEmpty ? nil : CalibrationText.word(calibrations)),
      ("--currency", currency?.code),
      ("--terms", termsFile.map { "\($0.name), SHA-256 \($0.digest)" }),
    ]
  }
}
