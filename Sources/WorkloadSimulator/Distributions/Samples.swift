public import BillingTypes

/// Observed values, each as likely as the others.
public struct Samples: DistributionShape, Hashable {
  /// The values in ascending order.
  public let values: [Rational]

  /// Creates a distribution of at least one value, in any order.
  public init?(_ values: [Rational]) {
    guard !values.isEmpty else { return nil }
    self.values = values.sorted()
  }

  /// The name and parameters.
  public var words: String { "one of \(values.count) samples" }
  /// Their mean.
  public var exactMean: Rational? {
    var sum = Rational.zero
    for value in values {
      guard let next = try? sum + value else { return nil }
      sum = next
    }
    return try? sum / Rational(values.count)
  }
  /// Their mean.
  public var mean: Double {
    values.reduce(0) { $0 + $1.approximation } / Double(values.count)
  }
  /// The value at that share of the sorted list.
  public func quantile(_ p: Double) -> Double {
    values[min(values.count - 1, Int(p * Double(values.count)))].approximation
  }
  /// The probability of a value up to `x`.
  public func probability(upTo x: Double) -> Double {
    Double(values.count { $0.approximation <= x }) / Double(values.count)
  }
}
