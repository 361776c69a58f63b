public import BillingTypes

/// A share with density x^(a-1) (1-x)^(b-1): what is believed of a rate after a - 1 cases of it and
/// b - 1 others.
public struct Beta: DistributionShape, Hashable {
  /// The first shape, above 0: the more, the nearer to 1.
  public let a: Rational
  /// The second shape, above 0: the more, the nearer to 0.
  public let b: Rational

  /// Creates a distribution; both parameters are above 0 and at most a million.
  public init?(_ a: Rational, _ b: Rational) {
    let most = Rational(1_000_000)
    guard a > .zero, b > .zero, a <= most, b <= most else { return nil }
    self.a = a
    self.b = b
  }

  /// The name and parameters.
  public var words: String { "beta, a \(a), b \(b)" }
  /// a / (a + b).
  public var exactMean: Rational? { (try? a + b).flatMap { try? a / $0 } }
  /// a / (a + b).
  public var mean: Double { a.approximation / (a.approximation + b.approximation) }

  /// The inverse of the regularised incomplete beta function, by Newton's steps kept inside a
  /// bracket that each step narrows.
  public func quantile(_ p: Double) -> Double {
    let (a, b) = (a.approximation, b.approximation)
    var (low, high) = (0.0, 1.0)
    var x = min(max(mean, 1e-12), 1 - 1e-12)
    let logBeta =
      Mathematics.logGamma(a) + Mathematics.logGamma(b) - Mathematics.logGamma(a + b)
    for _ in 0..<200 {
      let error = Self.distribution(x, a, b, logBeta) - p
      if error < 0 { low = x } else { high = x }
      let density = Mathematics.exponential(
        (a - 1) * Mathematics.logarithm(x) + (b - 1) * Mathematics.logarithm(1 - x) - logBeta)
      var next = x - error / density
      if !(next > low && next < high) { next = (low + high) / 2 }
      if abs(next - x) <= 1e-15 * max(x, 1e-300) || high - low < 1e-300 { return next }
      x = next
    }
    return x
  }

  /// The regularised incomplete beta function.
  public func probability(upTo x: Double) -> Double {
    let (a, b) = (a.approximation, b.approximation)
    return Self.distribution(
      x, a, b, Mathematics.logGamma(a) + Mathematics.logGamma(b) - Mathematics.logGamma(a + b))
  }

  /// The probability of a share up to `x`, by Lentz's continued fraction (Numerical Recipes, 6.4).
  private static func distribution(
    _ x: Double, _ a: Double, _ b: Double, _ logBeta: Double
  ) -> Double {
    guard x > 0 else { return 0 }
    guard x < 1 else { return 1 }
    // The fraction converges fast below the mean; above it the other tail is computed.
    if x > (a + 1) / (a + b + 2) { return 1 - distribution(1 - x, b, a, logBeta) }
    let front =
      Mathematics.exponential(
        a * Mathematics.logarithm(x) + b * Mathematics.logarithm(1 - x) - logBeta) / a
    let tiny = 1e-300
    func guarded(_ value: Double) -> Double { abs(value) < tiny ? tiny : value }
    var c = 1.0
    var d = 1 / guarded(1 - (a + b) * x / (a + 1))
    var fraction = d
    for step in 1...10_000 {
      let m = Double(step)
      let even = m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m))
      d = 1 / guarded(1 + even * d)
      c = guarded(1 + even / c)
      fraction *= d * c
      let odd = -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1))
      d = 1 / guarded(1 + odd * d)
      c = guarded(1 + odd / c)
      fraction *= d * c
      if abs(d * c - 1) < 1e-15 { break }
    }
    return front * fraction
  }
}
