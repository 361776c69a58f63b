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

  /// Creates a spread.
  public init(mean: Double, p5: Double, p10: Double, p50: Double, p90: Double, p95: Double) {
    self.mean = mean
    self.p5 = p5
    self.p10 = p10
    self.p50 = p50
    self.p90 = p90
    self.p95 = p95
  }
}
