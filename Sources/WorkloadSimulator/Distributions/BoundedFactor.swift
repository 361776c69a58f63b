public import BillingTypes

/// A factor of mean 1 between two bounds, the nearer to them the likelier.
///
/// It is what real bills come to beside an estimate: a source says between what, and the estimate stays the mean.
/// With probability `(high - 1) / (high - low)` the factor is `1 - (1 - low) √v`, else `1 + (high - 1) √v`, with `v`
/// uniform from 0 to 1; the mean is exactly 1 and the variance `(1 - low) (high - 1) / 2`.
public struct BoundedFactor: DistributionShape, Hashable {
  /// The least, from 0 to below 1.
  public let low: Rational
  /// The most, above 1.
  public let high: Rational

  /// Creates a factor; nil where 1 does not lie between the bounds, which leaves nothing but 1 with that mean.
  public init?(low: Rational, high: Rational) {
    guard low >= .zero, low < .one, high > .one else { return nil }
    self.low = low
    self.high = high
  }

  /// The bounds.
  public var words: String { "between \(low) and \(high), mean 1" }
  /// One.
  public var exactMean: Rational? { .one }
  /// One.
  public var mean: Double { 1 }

  /// The factor below which a share of them lies.
  public func quantile(_ p: Double) -> Double {
    let (below, above) = (1 - low.approximation, high.approximation - 1)
    let share = above / (below + above)
    return p < share
      ? 1 - below * (1 - p / share).squareRoot()
      : 1 + above * ((p - share) / (1 - share)).squareRoot()
  }

  /// The probability of a factor up to `x`.
  public func probability(upTo x: Double) -> Double {
    let (below, above) = (1 - low.approximation, high.approximation - 1)
    let share = above / (below + above)
    if x < 1 {
      let part = min((1 - x) / below, 1)
      return share * (1 - part * part)
    }
    let part = min((x - 1) / above, 1)
    return share + (1 - share) * part * part
  }
}
