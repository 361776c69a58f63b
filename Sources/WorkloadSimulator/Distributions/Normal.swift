public import BillingTypes

/// A symmetric quantity given by its mean and standard deviation, or by its p10 and p90.
public struct Normal: DistributionShape, Hashable {
  private let center: Rational
  private let middle: Double
  private let deviation: Double
  /// The name and parameters.
  public let words: String

  /// Creates a distribution; the deviation is not negative.
  public init?(mean: Rational, deviation: Rational) {
    guard !deviation.isNegative else { return nil }
    center = mean
    middle = mean.approximation
    self.deviation = deviation.approximation
    words = "normal, mean \(mean), standard deviation \(deviation)"
  }

  /// Creates a distribution from two quantiles; p10 ≤ p90.
  public init?(p10: Rational, p90: Rational) {
    guard p10 <= p90, let sum = try? p10 + p90, let middle = try? sum / Rational(2) else {
      return nil
    }
    center = middle
    self.middle = middle.approximation
    deviation = (p90.approximation - p10.approximation) / (2 * Mathematics.normalP90)
    words = "normal, p10 \(p10), p90 \(p90)"
  }

  /// The middle.
  public var exactMean: Rational? { center }
  /// The middle.
  public var mean: Double { middle }
  /// Mean plus z deviations.
  public func quantile(_ p: Double) -> Double {
    value(score: Mathematics.normalQuantile(p))
  }
  /// Mean plus z deviations.
  public func value(score z: Double) -> Double { middle + deviation * z }
  /// The probability of a value up to `x`.
  public func probability(upTo x: Double) -> Double {
    guard deviation > 0 else { return x < middle ? 0 : 1 }
    return Mathematics.normalCDF((x - middle) / deviation)
  }
}
