public import BillingTypes

/// One of several distributions, each with a weight.
///
/// A mixture is drawn in two steps with one probability: the share of `p` picks the part, what is
/// left of it, stretched, picks the value in the part. The parts follow each other in the order of
/// their means, however they are written, and are not merged; means and samples are right, and a
/// quantile is one where parts do not overlap.
public struct Mixture: DistributionShape, Hashable {
  /// The parts with their shares, which add up to one.
  public let parts: [Component]
  /// The parts in the order in which they are drawn.
  private let ascending: [Component]

  /// A distribution with its share.
  public struct Component: Hashable, Sendable {
    /// How often the part is drawn.
    public let share: Rational
    /// What is drawn.
    public let distribution: Distribution

    /// Creates a part.
    public init(share: Rational, distribution: Distribution) {
      self.share = share
      self.distribution = distribution
    }
  }

  /// Creates a mixture; the shares are positive and add up to one.
  public init?(_ parts: [Component]) {
    var sum = Rational.zero
    for part in parts {
      guard part.share > .zero, let next = try? sum + part.share else { return nil }
      sum = next
    }
    guard sum == .one else { return nil }
    self.parts = parts
    ascending = parts.map { (part: $0, shape: $0.distribution.shape) }
      .sorted { ($0.shape.mean, $0.shape.words) < ($1.shape.mean, $1.shape.words) }
      .map(\.part)
  }

  /// The name and parameters.
  public var words: String {
    "a mix of "
      + parts.map { "\($0.share) × (\($0.distribution.shape.words))" }.joined(separator: ", ")
  }
  /// The weighted mean of the parts.
  public var exactMean: Rational? {
    var sum = Rational.zero
    for part in parts {
      guard let mean = part.distribution.shape.exactMean, let term = try? part.share * mean,
        let next = try? sum + term
      else { return nil }
      sum = next
    }
    return sum
  }
  /// The weighted mean of the parts.
  public var mean: Double {
    parts.reduce(0) { $0 + $1.share.approximation * $1.distribution.shape.mean }
  }
  /// The value in the part that `p` falls into.
  public func quantile(_ p: Double) -> Double {
    var begin = 0.0
    for part in ascending {
      let share = part.share.approximation
      if p < begin + share {
        let inner = min(max((p - begin) / share, 1e-12), 1 - 1e-12)
        return part.distribution.shape.quantile(inner)
      }
      begin += share
    }
    return ascending[ascending.count - 1].distribution.shape.quantile(1 - 1e-12)
  }
  /// The probability of a value up to `x`.
  public func probability(upTo x: Double) -> Double {
    parts.reduce(0) {
      $0 + $1.share.approximation * $1.distribution.shape.probability(upTo: x)
    }
  }
}
