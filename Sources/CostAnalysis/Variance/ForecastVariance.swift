import BillingTypes
import PricingRules
public import WorkloadSimulator

/// The change from one forecast to another, split into effects: of the whole, and of each feature.
public struct ForecastVariance: Sendable {
  /// The whole.
  public let whole: CostVariance
  /// By feature: those of the forecast before in its order, then new ones; what no feature bears has no name.
  public let features: [(feature: String?, variance: CostVariance)]

  /// A forecast with the prices that it was made with.
  public struct Side: Sendable {
    /// The forecast.
    public let forecast: Forecast
    /// What made it.
    let forecaster: Forecaster

    /// Forecasts a scenario by expected values.
    ///
    /// - Parameters:
    ///   - scenario: The scenario.
    ///   - forecaster: Its prices.
    ///   - workers: Threads that share the work; they change no number.
    /// - Throws: What `Forecaster.forecast(_:_:progress:)` throws.
    public init(_ scenario: Scenario, by forecaster: Forecaster, workers: Int = 1) throws {
      forecast = try forecaster.forecast(scenario, TrialOptions(trials: 0, workers: workers))
      self.forecaster = forecaster
    }
  }

  /// Splits the change.
  ///
  /// - Parameters:
  ///   - before: The forecast before.
  ///   - after: The forecast after, in the same currency.
  /// - Throws: `ForecastError`, `NumberError` or `MoneyError` for figures that do not fit.
  public init(from before: Side, to after: Side) throws {
    let sharesPrices =
      before.forecast.catalogue == after.forecast.catalogue
      && before.forecast.asOf == after.forecast.asOf
      && before.forecaster.knownAt == after.forecaster.knownAt
    let keys = ClassKeys(before.forecast.scenario, after.forecast.scenario)
    let (was, isNow) = (try before.profiles(keys.before), try after.profiles(keys.after))
    let months = Set(was.values.flatMap(\.keys) + isNow.values.flatMap(\.keys)).sorted()
    let names =
      (before.forecast.scenario.features + after.forecast.scenario.features).map(\.name).uniqued()
    var features: [(feature: String?, variance: CostVariance)] = []
    for name in names {
      let (own, other) = (was[name] ?? [:], isNow[name] ?? [:])
      // A month that was not planned is held against what a result of the feature was to cost on average.
      let average = try CostProfile.sum(months.compactMap { own[$0] })
      let pairs = months.compactMap { month -> CostPair? in
        guard own[month] != nil || other[month] != nil else { return nil }
        return CostPair(
          planned: own[month] ?? average, actual: other[month] ?? CostProfile([]),
          isPlanned: own[month] != nil)
      }
      features.append(
        (
          name,
          try CostVariance(
            of: pairs, before: before.forecast.cost { $0.feature == name }.0,
            after: after.forecast.cost { $0.feature == name }.0, sharesPrices: sharesPrices)
        ))
    }
    let unshared = (
      before: before.forecast.cost { $0.feature == nil }.0,
      after: after.forecast.cost { $0.feature == nil }.0
    )
    if unshared.before.picounits != 0 || unshared.after.picounits != 0 {
      features.append(
        (
          nil,
          try CostVariance(
            of: [], unshared: unshared, before: unshared.before, after: unshared.after)
        ))
    }
    self.features = features
    whole = try CostVariance(
      sum: features.map(\.variance), before: before.forecast.total, after: after.forecast.total)
  }
}
