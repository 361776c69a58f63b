public import BillingTypes

/// A share strictly between 0 and 1 whose log-odds are normal, given by its p10 and p90.
public struct LogitNormal: DistributionShape, Hashable {
  /// One value in ten is below.
  public let p10: Rational
  /// One value in ten is above.
  public let p90: Rational
  /// Mean and deviation of the log-odds.
  private let mu: Double
  private let sigma: Double
  /// The mean, by the midpoint rule over 4096 quantiles, as there is no closed form; found once, as a comparison asks
  /// for it for every offer and month.
  public let mean: Double

  /// Creates a distribution; 0 < p10 ≤ p90 < 1.
  public init?(p10: Rational, p90: Rational) {
    guard p10 > .zero, p10 <= p90, p90 < .one else { return nil }
    self.p10 = p10
    self.p90 = p90
    let low = Self.logit(p10.approximation)
    let high = Self.logit(p90.approximation)
    let (mu, sigma) = ((low + high) / 2, (high - low) / (2 * Mathematics.normalP90))
    self.mu = mu
    self.sigma = sigma
    let count = 4096
    mean =
      (0..<count).reduce(0) { sum, index in
        let score = Mathematics.normalQuantile((Double(index) + 0.5) / Double(count))
        return sum + Self.value(score: score, mu, sigma)
      } / Double(count)
  }

  /// The name and parameters.
  public var words: String { "logit-normal, p10 \(p10), p90 \(p90)" }
  /// Exact only where both bounds are one.
  public var exactMean: Rational? { p10 == p90 ? p10 : nil }

  /// The share whose log-odds are the normal quantile.
  public func quantile(_ p: Double) -> Double { value(score: Mathematics.normalQuantile(p)) }

  /// The share whose log-odds are µ + σ z.
  public func value(score z: Double) -> Double { Self.value(score: z, mu, sigma) }

  private static func value(score z: Double, _ mu: Double, _ sigma: Double) -> Double {
    1 / (1 + Mathematics.exponential(-(mu + sigma * z)))
  }

  /// The probability of a value up to `x`.
  public func probability(upTo x: Double) -> Double {
    guard x > 0 else { return 0 }
    guard x < 1 else { return 1 }
    guard sigma > 0 else { return x < p10.approximation ? 0 : 1 }
    return Mathematics.normalCDF((Self.logit(x) - mu) / sigma)
  }

  private static func logit(_ share: Double) -> Double {
    Mathematics.logarithm(share / (1 - share))
  }
}
