public import BillingTypes

/// How a feature's volume begins and where it jumps; growth and seasonality come on top.
public struct VolumePath: Sendable {
  /// A feature that starts during the scenario, or is rolled out step by step.
  public struct Launch: Sendable, Hashable {
    /// The first month with requests; before it there are none.
    public let month: Month
    /// Months until the full volume is reached; 1 for all at once.
    public let rampMonths: Int
    /// The share of the full volume in the first month, above 0 and at most 1.
    public let from: Rational

    /// Creates a launch; `rampMonths` is at least 1.
    public init(month: Month, rampMonths: Int = 1, from: Rational = .one) {
      self.month = month
      self.rampMonths = rampMonths
      self.from = from
    }
  }

  /// A lasting change of volume from a month on, such as a new market.
  public struct StepChange: Sendable {
    /// The first month that it applies to.
    public let from: Month
    /// What the volume is multiplied by.
    public let factor: Distribution

    /// Creates a change.
    public init(from: Month, factor: Distribution) {
      self.from = from
      self.factor = factor
    }
  }

  /// How it begins; nil for at full volume from the first month.
  public let launch: Launch?
  /// Lasting changes, the earliest first; each multiplies from its month on.
  public let steps: [StepChange]
  /// The most requests that the product lets through in a month; nil for no limit.
  public let atMostPerMonth: Rational?

  /// Creates a path; changes may come in any order.
  public init(
    launch: Launch? = nil, steps: [StepChange] = [], atMostPerMonth: Rational? = nil
  ) {
    self.launch = launch
    self.steps = steps.enumerated()
      .sorted { ($0.element.from, $0.offset) < ($1.element.from, $1.offset) }
      .map(\.element)
    self.atMostPerMonth = atMostPerMonth
  }
}

extension VolumePath.Launch {
  /// The share of the full volume in a month: nothing before the launch, then `from`, rising in a
  /// straight line to one in the last month of the ramp.
  ///
  /// - Throws: `NumberError.overflow`.
  public func share(in other: Month) throws(NumberError) -> Rational {
    let position = other.index - month.index
    guard position >= 0 else { return .zero }
    guard position < rampMonths - 1 else { return .one }
    return try from + (Rational.one - from) * Rational(position) / Rational(rampMonths - 1)
  }
}
