public import BillingTypes

/// A range with a most likely value; the density rises to it and falls from it in straight lines.
public struct Triangular: DistributionShape, Hashable {
  /// The smallest value.
  public let lower: Rational
  /// The most likely value.
  public let mode: Rational
  /// The largest value.
  public let upper: Rational

  /// Creates a distribution; lower ≤ mode ≤ upper.
  public init?(_ lower: Rational, _ mode: Rational, _ upper: Rational) {
    guard lower <= mode, mode <= upper else { return nil }
    self.lower = lower
    self.mode = mode
    self.upper = upper
  }

  /// The name and parameters.
  public var words: String { "triangular from \(lower) over \(mode) to \(upper)" }
  /// The mean of the three.
  public var exactMean: Rational? {
    (try? lower + mode).flatMap { try? $0 + upper }.flatMap { try? $0 / Rational(3) }
  }
  /// The mean of the three.
  public var mean: Double {
    (lower.approximation + mode.approximation + upper.approximation) / 3
  }
  /// The inverse of the piecewise quadratic distribution function.
  public func quantile(_ p: Double) -> Double {
    let (a, m, b) = (lower.approximation, mode.approximation, upper.approximation)
    guard b > a else { return a }
    let turn = (m - a) / (b - a)
    return p < turn
      ? a + (p * (b - a) * (m - a)).squareRoot()
      : b - ((1 - p) * (b - a) * (b - m)).squareRoot()
  }
  /// The probability of a value up to `x`.
  public func probability(upTo x: Double) -> Double {
    let (a, m, b) = (lower.approximation, mode.approximation, upper.approximation)
    if x < a { return 0 }
    if x >= b { return 1 }
    return x < m
      ? (x - a) * (x - a) / ((b - a) * (m - a)) : 1 - (b - x) * (b - x) / ((b - a) * (b - m))
  }
}
