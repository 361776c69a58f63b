public import BillingTypes

/// A positive quantity whose logarithm is normal, given by its p10 and p90.
///
/// The median is √(p10 × p90) and the mean lies above it: exp(µ + σ²/2).
public struct Lognormal: DistributionShape, Hashable {
  /// One value in ten is below.
  public let p10: Rational
  /// One value in ten is above.
  public let p90: Rational
  /// Mean and deviation of the logarithm.
  private let mu: Double
  private let sigma: Double

  /// Creates a distribution; 0 < p10 ≤ p90.
  public init?(p10: Rational, p90: Rational) {
    guard p10 > .zero, p10 <= p90 else { return nil }
    self.p10 = p10
    self.p90 = p90
    let low = Mathematics.logarithm(p10.approximation)
    let high = Mathematics.logarithm(p90.approximation)
    mu = (low + high) / 2
    sigma = (high - low) / (2 * Mathematics.normalP90)
  }

  /// A factor of mean one with a standard deviation, to nine decimals.
  package init?(meanOneWithDeviation deviation: Rational) {
    let square = deviation.approximation * deviation.approximation
    let sigma = Mathematics.logarithm(1 + square).squareRoot()
    func value(_ score: Double) -> Rational {
      Rational(nearest: Mathematics.exponential(sigma * score - sigma * sigma / 2), places: 9)
    }
    self.init(p10: value(-Mathematics.normalP90), p90: value(Mathematics.normalP90))
  }

  /// The name and parameters.
  public var words: String { "lognormal, p10 \(p10), p90 \(p90)" }
  /// Exact only where both bounds are one.
  public var exactMean: Rational? { p10 == p90 ? p10 : nil }
  /// exp(µ + σ²/2).
  public var mean: Double { Mathematics.exponential(mu + sigma * sigma / 2) }
  /// exp(µ + σ z).
  public func quantile(_ p: Double) -> Double {
    value(score: Mathematics.normalQuantile(p))
  }
  /// The probability of a value up to `x`.
  public func probability(upTo x: Double) -> Double {
    guard x > 0 else { return 0 }
    guard sigma > 0 else { return x < mean ? 0 : 1 }
    return Mathematics.normalCDF((Mathematics.logarithm(x) - mu) / sigma)
  }
  /// exp(µ + σ z).
  public func value(score z: Double) -> Double { Mathematics.exponential(mu + sigma * z) }
}
