import BillingTypes
public import PricingRules
public import WorkloadSimulator

/// Forecasts a scenario and studies the forecast: drivers, queues, open sessions, ceilings.
public struct ScenarioAnalysis: Sendable {
  private let forecaster: Forecaster

  var catalogue: Catalogue { forecaster.catalogue }
  var asOf: Day { forecaster.asOf }
  var knownAt: Day { forecaster.knownAt }

  /// Creates an analysis of what a forecaster forecasts, with its prices.
  public init(_ forecaster: Forecaster) { self.forecaster = forecaster }

  /// The forecast of a scenario with its studies; expected values alone have no others than variants and plans.
  ///
  /// - Parameters:
  ///   - scenario: The scenario.
  ///   - options: How many trials, from which seed.
  ///   - variants: What it is held against.
  ///   - terms: What was agreed with providers, so that it is forecast at contracted prices too.
  ///   - progress: Is told the share of the trials that is done, from 0 to 1.
  /// - Throws: What `Forecaster.forecast(_:_:progress:)` throws; ``VariantError`` for a variant.
  /// - Returns: The forecast and its studies.
  public func forecast(
    _ scenario: Scenario, _ options: TrialOptions, variants: [ScenarioVariant] = [],
    terms: Terms = Terms([]), progress: (Double) -> Void = { _ in }
  ) throws -> StudiedForecast {
    let size = Double(variants.count + 1)
    let (list, trials) = try forecaster.simulate(scenario, options) { progress($0 / size) }
    let contracted = try self.contracted(scenario, options, terms, (list, trials?.totals))
    // A budget is for what is paid for, which is not the list's price where another was agreed.
    let forecast = contracted.map { list.heldAgainstBudget(by: $0.forecast) } ?? list
    let (workers, each) = options.withoutBounds().sideBySide(variants.count)
    let study = VariantStudy(
      forecaster: forecaster, options: each,
      base: (forecast, trials?.totals),
      contracted: contracted.map { (terms, $0.forecast) })
    let results = try Parallel.map(variants.count, among: workers) { place in
      do {
        return try study.result(of: variants[place])
      } catch let error as ForecastError {
        throw VariantError(name: variants[place].name, error: error)
      }
    }
    progress(1)
    // What runs trials again has a thread of its own, what looks at single requests another.
    let (lanes, _) = options.sideBySide(2)
    let studies = try Parallel.map(2, among: lanes) { lane in
      lane == 0
        ? try trialStudies(of: scenario, forecast, trials, options)
        : requestStudies(of: scenario, forecast, options, hasTrials: trials != nil)
    }
    let (again, single) = (studies[0], studies[1])
    return StudiedForecast(
      forecast, drivers: again.drivers, queues: single.queues, sessions: single.sessions,
      ceilings: single.ceilings, unstudied: trials == nil ? [] : unstudied(in: forecast),
      variants: results, silentValues: single.silent, planComparisons: again.plans,
      contracted: contracted, terms: terms)
  }

  /// What is studied beside a forecast.
  private struct Studies: Sendable {
    var plans: [PlanComparison] = []
    var drivers: [Driver] = []
    var silent: [SilentValue] = []
    var queues: [QueueStudy] = []
    var sessions: [SessionStudy] = []
    var ceilings: [CallCeiling] = []
  }

  private func trialStudies(
    of scenario: Scenario, _ forecast: Forecast, _ trials: TrialReplay?, _ options: TrialOptions
  ) throws -> Studies {
    let plans = PlanComparisonStudy(
      forecaster: forecaster, options: options.withoutBounds(),
      base: (forecast, trials?.totals), scenario: scenario)
    return Studies(
      plans: try plans.comparisons(), drivers: trials.map { DriverStudy($0).drivers() } ?? [])
  }

  private func requestStudies(
    of scenario: Scenario, _ forecast: Forecast, _ options: TrialOptions, hasTrials: Bool
  ) -> Studies {
    // Whoever tells the forecast names the catalogue: its digest is ready by then.
    _ = catalogue.digest
    let study = DefaultStudy(
      catalogue, asOf: max(asOf, scenario.start.firstDay), knownAt: knownAt)
    let silent = study.silentValues(of: forecast.scenario)
    guard hasTrials else { return Studies(silent: silent) }
    return Studies(
      silent: silent, queues: queues(of: forecast, seed: options.seed),
      sessions: sessions(of: forecast, seed: options.seed),
      ceilings: ceilings(of: scenario, hasPriceRisk: options.hasPriceRisk))
  }

  /// What forecasts at contracted prices, and settles bills by what was agreed of them.
  ///
  /// - Parameters:
  ///   - scenario: What is forecast.
  ///   - terms: What was agreed with providers.
  /// - Throws: `NumberError` for prices that do not fit.
  /// - Returns: The forecaster.
  public func contractedForecaster(_ scenario: Scenario, _ terms: Terms) throws -> Forecaster {
    let cards = try catalogue.contracted(by: terms, on: max(asOf, scenario.start.firstDay))
    return Forecaster(catalogue: cards, asOf: asOf, knownAt: knownAt, terms: terms)
  }

  /// The scenario at contracted prices, from the same draws; nil without terms.
  private func contracted(
    _ scenario: Scenario, _ options: TrialOptions, _ terms: Terms,
    _ base: (forecast: Forecast, totals: [Double]?)
  ) throws -> VariantResult? {
    guard !terms.agreements.isEmpty else { return nil }
    let own = VariantStudy(
      forecaster: try contractedForecaster(scenario, terms), options: options, base: base)
    return try own.result(of: ScenarioVariant(name: "contracted", changes: [], scenario: scenario))
  }
}

/// Why a variant of a scenario cannot be forecast.
public struct VariantError: Error {
  /// The variant's name.
  public let name: String
  /// What is wrong.
  public let error: ForecastError

  /// Creates an error.
  public init(name: String, error: ForecastError) {
    self.name = name
    self.error = error
  }
}
