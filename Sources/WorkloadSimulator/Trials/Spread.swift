/// What a quantity comes to over many trials: its mean and how far it spreads.
///
/// Quantiles are order statistics of the trials: of `n` sorted values, `p` is the one at position
/// `⌈p n⌉`. They are statistics, not prices, and do not add up; only means do.
public struct Spread: Sendable, Hashable {
  /// The mean of the trials.
  public let mean: Double
  /// One value in twenty is below.
  public let p5: Double
  /// One value in ten is below.
  public let p10: Double
  /// Half of the values are below.
  public let p50: Double
  /// One value in ten is above.
  public let p90: Double
  /// One value in twenty is above.
  public let p95: Double
  /// How sure these are.
  public let errors: SpreadErrors

  /// Creates a spread.
  public init(
    mean: Double, p5: Double, p10: Double, p50: Double, p90: Double, p95: Double,
    errors: SpreadErrors = .none
  ) {
    self.mean = mean
    self.p5 = p5
    self.p10 = p10
    self.p50 = p50
    self.p90 = p90
    self.p95 = p95
    self.errors = errors
  }

  /// A spread that is one number.
  init(_ number: Double, error: Double = 0) {
    self.init(
      mean: number, p5: number, p10: number, p50: number, p90: number, p95: number,
      errors: SpreadErrors(mean: error, p10: error, p50: error, p90: error))
  }

  /// The same spread whose mean is known better than by the trials alone, from means of sets of trials; too few trials
  /// have no sets.
  func with(setMeans: [Double]) -> Spread {
    guard setMeans.count > 1 else { return self }
    let meanError = SpreadFinder.error(ofMeans: setMeans)
    return Spread(
      mean: mean, p5: p5, p10: p10, p50: p50, p90: p90, p95: p95,
      errors: SpreadErrors(mean: meanError, p10: errors.p10, p50: errors.p50, p90: errors.p90))
  }

  /// The same spread with each statistic replaced by what is nearer to an end in another one.
  func combined(_ other: Spread, by choose: (Double, Double) -> Double) -> Spread {
    Spread(
      mean: choose(mean, other.mean), p5: choose(p5, other.p5), p10: choose(p10, other.p10),
      p50: choose(p50, other.p50), p90: choose(p90, other.p90), p95: choose(p95, other.p95),
      errors: errors.largest(other.errors))
  }
}

/// The standard errors of a spread's statistics: how far other trials of the same scenario would put them.
///
/// That of the mean is found from sets of trials that each take every part of an input's distribution; those of
/// quantiles from the trials one standard deviation of a binomial count before and behind.
public struct SpreadErrors: Sendable, Hashable {
  /// Of the mean.
  public let mean: Double
  /// Of the value that one trial in ten is below.
  public let p10: Double
  /// Of the value that half of the trials are below.
  public let p50: Double
  /// Of the value that one trial in ten is above.
  public let p90: Double

  /// Of what is the same in every trial.
  public static let none = SpreadErrors(mean: 0, p10: 0, p50: 0, p90: 0)

  /// The larger of both, one by one.
  func largest(_ other: SpreadErrors) -> SpreadErrors {
    SpreadErrors(
      mean: max(mean, other.mean), p10: max(p10, other.p10), p50: max(p50, other.p50),
      p90: max(p90, other.p90))
  }

  /// Creates errors, none of them negative.
  public init(mean: Double, p10: Double, p50: Double, p90: Double) {
    self.mean = mean
    self.p10 = p10
    self.p50 = p50
    self.p90 = p90
  }
}
