public import BillingTypes

/// Values of requests around a mean that is itself uncertain: the mean is drawn once per trial, the value for every
/// request.
///
/// As one distribution it is what requests of all trials together come to: a mixture over sixteen equal parts of the
/// mean's distribution.
public struct Around: DistributionShape, Hashable {
  /// What the mean may be.
  public let center: Distribution
  /// How values lie around the mean, as factors; nil where every request has the mean.
  public let spread: Distribution?
  private let mixture: Mixture

  /// Parts of the mean's distribution in the mixture.
  private static let partCount = 16
  /// Points at which a part's own mean is looked for: most in the first and the last, whose tails are long.
  private static let (inside, outside) = (32, 2048)

  /// Creates values around a mean; nil where the mean or the spread has no positive mean.
  public init?(_ center: Distribution, spread: Distribution?) {
    guard center.mean > .zero, spread.map({ $0.mean > .zero }) ?? true else { return nil }
    self.center = center
    self.spread = spread
    let nodes = Self.nodes(of: center, Self.partCount)
    let share = try? Rational(1, over: Int128(nodes.count))
    guard let share,
      let mixture = Mixture(
        nodes.map {
          Mixture.Component(share: share, distribution: Self.values(around: $0, spread))
        })
    else { return nil }
    self.mixture = mixture
  }

  /// The means of as many equally likely parts of the mean's distribution, ascending; one where it is known.
  func nodes(_ count: Int) -> [Double] { Self.nodes(of: center, count) }

  /// The values of requests where the mean is known.
  func values(at mean: Double) -> Distribution { Self.values(around: mean, spread) }

  private static func nodes(of center: Distribution, _ count: Int) -> [Double] {
    let shape = center.shape
    if center.fixedValue != nil { return [shape.mean] }
    let means = (0..<count).map { part -> Double in
      let points = part == 0 || part == count - 1 ? outside : inside
      var sum = 0.0
      for point in 0..<points {
        sum += shape.quantile(
          (Double(part) + (Double(point) + 0.5) / Double(points)) / Double(count))
      }
      return max(0, sum / Double(points))
    }
    // What points leave out of the tails is given back to all parts.
    let whole = means.reduce(0, +) / Double(count)
    return means.map { whole > 0 ? $0 * shape.mean / whole : shape.mean }
  }

  private static func values(around mean: Double, _ spread: Distribution?) -> Distribution {
    guard let spread else { return .fixed(Rational(nearest: mean, places: 6)) }
    return .scaled(Scaled(spread, by: mean / spread.shape.mean))
  }

  /// The mean's distribution, and how values lie around it.
  public var words: String {
    "around a mean: \(center.shape.words)"
      + (spread.map { "; each by a factor: \($0.shape.words)" } ?? "")
  }
  /// The mean of the mean.
  public var exactMean: Rational? { center.shape.exactMean }
  /// The mean of the mean.
  public var mean: Double { center.shape.mean }
  /// That of the mixture.
  public func quantile(_ p: Double) -> Double { mixture.quantile(p) }
  /// That of the mixture.
  public func probability(upTo x: Double) -> Double { mixture.probability(upTo: x) }
}

/// A distribution times a number.
public struct Scaled: DistributionShape, Hashable {
  private let base: Distribution
  private let factor: Double

  /// Creates a scaled distribution; the factor is above 0.
  init(_ base: Distribution, by factor: Double) {
    self.base = base
    self.factor = factor
  }

  /// The factor and the distribution.
  public var words: String {
    "\(DecimalText.print(Rational(statistic: factor), places: 6)) times (\(base.shape.words))"
  }
  /// None: the factor is a statistic.
  public var exactMean: Rational? { nil }
  /// The scaled mean.
  public var mean: Double { factor * base.shape.mean }
  /// The scaled quantile.
  public func quantile(_ p: Double) -> Double { factor * base.shape.quantile(p) }
  /// The probability of what `x` is scaled from.
  public func probability(upTo x: Double) -> Double { base.shape.probability(upTo: x / factor) }
  /// The scaled value.
  public func value(score z: Double) -> Double { factor * base.shape.value(score: z) }
}
