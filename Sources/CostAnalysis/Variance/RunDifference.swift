import PricingRules
public import WorkloadSimulator

/// What is different between two runs: what they read, and what that did to the cost.
public struct RunDifference: Sendable {
  /// The run before.
  public let before: Side
  /// The run after.
  public let after: Side
  /// Values of the scenario and options of the runs that differ.
  public let inputs: [ChangedValue]
  /// Offers, plans and credits whose figures differ.
  public let offers: [ChangedOffer]
  /// Files beside the rate cards that differ.
  public let neighbours: [String]
  /// The change of list cost by its effects; nil for two currencies, which have no difference.
  public let variance: ForecastVariance?

  /// One of the runs.
  public struct Side: Sendable {
    /// The number of a recorded run; nil for a scenario that was forecast now.
    public let run: Int?
    /// The scenario's file as it was named.
    public let file: String
    /// What the scenario is expected to cost.
    public let forecast: Forecast

    /// Creates a side.
    public init(run: Int?, file: String, forecast: Forecast) {
      self.run = run
      self.file = file
      self.forecast = forecast
    }
  }

  /// Creates a difference.
  public init(
    before: Side, after: Side, inputs: [ChangedValue], offers: [ChangedOffer],
    neighbours: [String], variance: ForecastVariance?
  ) {
    self.before = before
    self.after = after
    self.inputs = inputs
    self.offers = offers
    self.neighbours = neighbours
    self.variance = variance
  }

  /// Whether the scenario before or after uses an offer, plan or credit.
  public func uses(_ id: String) -> Bool {
    [before.forecast, after.forecast].contains { forecast in
      forecast.scenario.features.contains { $0.offer.rawValue == id }
        || forecast.statements.contains { $0.seller.description == id || $0.key == id }
    }
  }
}
