public import BillingTypes
public import PricingRules
public import WorkloadSimulator

/// Forecasts a scenario and studies the forecast: drivers, queues, open sessions, ceilings.
public struct ScenarioAnalysis: Sendable {
  let catalogue: Catalogue
  let asOf: Day
  let knownAt: Day

  /// Creates an analysis.
  ///
  /// - Parameters:
  ///   - catalogue: The rate cards.
  ///   - asOf: The day whose prices are used.
  ///   - knownAt: What was known then; `asOf` when nil.
  public init(catalogue: Catalogue, asOf: Day, knownAt: Day? = nil) {
    self.catalogue = catalogue
    self.asOf = asOf
    self.knownAt = knownAt ?? asOf
  }

  /// The forecast of a scenario with its studies; expected values alone have none.
  ///
  /// - Parameters:
  ///   - scenario: The scenario.
  ///   - options: How many trials, from which seed.
  ///   - progress: Is told the share of the trials that is done, from 0 to 1.
  /// - Throws: ``ForecastError`` for an offer, a plan or a request that the catalogue refuses.
  /// - Returns: The forecast and its studies.
  public func forecast(
    _ scenario: Scenario, _ options: TrialOptions, progress: (Double) -> Void = { _ in }
  ) throws -> StudiedForecast {
    let (forecast, trials) = try Forecaster(catalogue: catalogue, asOf: asOf, knownAt: knownAt)
      .simulate(scenario, options, progress: progress)
    guard let trials else { return StudiedForecast(forecast) }
    return StudiedForecast(
      forecast, drivers: DriverStudy(trials).drivers(),
      queues: queues(of: forecast, seed: options.seed),
      sessions: sessions(of: forecast, seed: options.seed), ceilings: ceilings(of: scenario),
      unstudied: unstudied(in: forecast))
  }
}
