public import BillingTypes
public import PricingRules
public import WorkloadSimulator

/// What other prices do to a scenario.
public struct ScenarioDifference: Sendable {
  /// A part of the scenario, with what it is expected to cost.
  public struct Row: Sendable {
    /// The feature; nil for fees that no feature's usage shares.
    public let feature: String?
    /// The offer that is planned; nil with the feature.
    public let offer: OfferID?
    /// What it comes to at the earlier prices; nil where those cannot forecast the scenario.
    public let before: ExpectedCost?
    /// What it comes to at the later prices; nil where those cannot forecast the scenario.
    public let after: ExpectedCost?

    /// What it costs more; nil where one of the figures is not known, or the difference does not fit.
    public var difference: Money? {
      guard let before = before?.amount, let after = after?.amount else { return nil }
      return try? after - before
    }
  }

  /// The scenario's name.
  public let scenario: String
  /// Features in the order of the scenario, then fees that no usage shares, where there are any.
  public let rows: [Row]
  /// All of them together.
  public let total: Row
  /// Why the earlier prices cannot forecast the scenario; nil where they can.
  public let failureBefore: ForecastError?
  /// Why the later prices cannot forecast the scenario; nil where they can.
  public let failureAfter: ForecastError?

  /// Forecasts a scenario with both.
  ///
  /// - Parameters:
  ///   - earlier: The scenario as the earlier side reads it.
  ///   - later: The scenario as the later side reads it.
  ///   - before: The earlier side.
  ///   - after: The later side.
  ///   - knownAt: Only prices known then count; nil for those of each side's day.
  ///   - workers: Threads that share the work.
  /// - Throws: What is wrong with the scenario's numbers.
  public init(
    _ earlier: Scenario, _ later: Scenario, _ before: RateSide, _ after: RateSide,
    knownAt: Day? = nil, workers: Int = 1
  ) throws {
    func expected(_ scenario: Scenario, _ side: RateSide) throws -> Result<Forecast, ForecastError>
    {
      do {
        return .success(
          try Forecaster(catalogue: side.catalogue, asOf: side.day, knownAt: knownAt)
            .forecast(scenario, TrialOptions(trials: 0, workers: workers)))
      } catch let error as ForecastError { return .failure(error) }
    }
    let (old, new) = (try expected(earlier, before), try expected(later, after))
    let (past, present) = (try? old.get(), try? new.get())
    scenario = later.name
    failureBefore = old.failure
    failureAfter = new.failure
    func row(_ feature: String?, _ offer: OfferID?) -> Row {
      Row(
        feature: feature, offer: offer, before: past?.expected { $0.feature == feature },
        after: present?.expected { $0.feature == feature })
    }
    let hasFees = [past, present].contains { $0?.lines.contains { $0.feature == nil } ?? false }
    rows = later.features.map { row($0.name, $0.offer) } + (hasFees ? [row(nil, nil)] : [])
    total = Row(feature: nil, offer: nil, before: past?.whole, after: present?.whole)
  }
}

extension Result {
  fileprivate var failure: Failure? {
    if case .failure(let failure) = self { failure } else { nil }
  }
}
