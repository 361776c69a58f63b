import BillingTypes
import PricingRules
public import WorkloadSimulator

/// Forecasts a scenario and studies the forecast: drivers, queues, open sessions, ceilings.
public struct ScenarioAnalysis: Sendable {
  private let forecaster: Forecaster

  var catalogue: Catalogue { forecaster.catalogue }
  var asOf: Day { forecaster.asOf }
  var knownAt: Day { forecaster.knownAt }

  /// Creates an analysis of what a forecaster forecasts, with its prices.
  public init(_ forecaster: Forecaster) { self.forecaster = forecaster }

  /// The forecast of a scenario with its studies; expected values alone have none.
  ///
  /// - Parameters:
  ///   - scenario: The scenario.
  ///   - options: How many trials, from which seed.
  ///   - progress: Is told the share of the trials that is done, from 0 to 1.
  /// - Throws: What `Forecaster.forecast(_:_:progress:)` throws.
  /// - Returns: The forecast and its studies.
  public func forecast(
    _ scenario: Scenario, _ options: TrialOptions, progress: (Double) -> Void = { _ in }
  ) throws -> StudiedForecast {
    let (forecast, trials) = try forecaster.simulate(scenario, options, progress: progress)
    guard let trials else { return StudiedForecast(forecast) }
    return StudiedForecast(
      forecast, drivers: DriverStudy(trials).drivers(),
      queues: queues(of: forecast, seed: options.seed),
      sessions: sessions(of: forecast, seed: options.seed),
      ceilings: ceilings(of: scenario, hasPriceRisk: options.hasPriceRisk),
      unstudied: unstudied(in: forecast))
  }
}
