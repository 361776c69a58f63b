public import BillingTypes

/// Every value of a range is as likely.
public struct Uniform: DistributionShape, Hashable {
  /// The smallest value.
  public let lower: Rational
  /// The largest value.
  public let upper: Rational

  /// Creates a distribution; lower ≤ upper.
  public init?(_ lower: Rational, _ upper: Rational) {
    guard lower <= upper else { return nil }
    self.lower = lower
    self.upper = upper
  }

  /// The name and parameters.
  public var words: String { "uniform from \(lower) to \(upper)" }
  /// The middle of the range.
  public var exactMean: Rational? {
    (try? lower + upper).flatMap { try? $0 / Rational(2) }
  }
  /// The middle of the range.
  public var mean: Double { (lower.approximation + upper.approximation) / 2 }
  /// The share of the way from lower to upper.
  public func quantile(_ p: Double) -> Double {
    lower.approximation + p * (upper.approximation - lower.approximation)
  }
  /// The probability of a value up to `x`.
  public func probability(upTo x: Double) -> Double {
    let (a, b) = (lower.approximation, upper.approximation)
    guard b > a else { return x < a ? 0 : 1 }
    return min(max((x - a) / (b - a), 0), 1)
  }
}
