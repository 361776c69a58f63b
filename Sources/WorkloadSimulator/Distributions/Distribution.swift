public import BillingTypes

/// An uncertain number: what a scenario says about a volume, a duration, a share or a growth.
///
/// A pair `{p10, p90}` means, everywhere: *lognormal* for volumes, sizes and durations, *normal* for
/// growth, *logit-normal* for shares and rates. To add a distribution, write one file beside this
/// one and a case here.
public enum Distribution: Sendable, Hashable {
  /// A number that is known.
  case fixed(Rational)
  /// A positive quantity with a long tail upward.
  case lognormal(Lognormal)
  /// A number that is a rough one, with an assumed range.
  case about(About)
  /// A symmetric quantity, such as growth.
  case normal(Normal)
  /// A share strictly between 0 and 1.
  case logitNormal(LogitNormal)
  /// A share after cases of it and others.
  case beta(Beta)
  /// Every value of a range is as likely.
  case uniform(Uniform)
  /// A range with a most likely value.
  case triangular(Triangular)
  /// Observed values, each as likely.
  case samples(Samples)
  /// What real bills come to beside an estimate.
  case bounded(BoundedFactor)
  /// One of several distributions, by weight.
  case mixture(Mixture)
  /// Values of requests around a mean that is itself uncertain.
  indirect case around(Around)
  /// A distribution times a number.
  indirect case scaled(Scaled)

  /// The distribution behind the case.
  public var shape: any DistributionShape {
    switch self {
    case .fixed(let number): Fixed(number: number)
    case .lognormal(let shape): shape
    case .about(let shape): shape
    case .normal(let shape): shape
    case .logitNormal(let shape): shape
    case .beta(let shape): shape
    case .uniform(let shape): shape
    case .triangular(let shape): shape
    case .samples(let shape): shape
    case .bounded(let shape): shape
    case .mixture(let shape): shape
    case .around(let shape): shape
    case .scaled(let shape): shape
    }
  }

  /// The rough numbers in it.
  var roughNumbers: [About] {
    switch self {
    case .about(let about): [about]
    case .around(let around): around.center.roughNumbers + (around.spread?.roughNumbers ?? [])
    case .mixture(let mixture): mixture.parts.flatMap(\.distribution.roughNumbers)
    default: []
    }
  }

  /// The value when it is known.
  public var fixedValue: Rational? {
    if case .fixed(let number) = self { number } else { nil }
  }

  /// The value below which a share `p` (strictly between 0 and 1) of the values lies.
  package func quantile(_ p: Double) -> Double { shape.quantile(p) }

  /// The mean as an exact number: exact where it is a fraction of the inputs, else the nearest
  /// number with nine decimals.
  public var mean: Rational {
    shape.exactMean ?? Rational(nearest: shape.mean, places: 9)
  }
}

/// What every distribution can say of itself.
public protocol DistributionShape: Sendable {
  /// The name and parameters in words, such as `lognormal, p10 40, p90 420`.
  var words: String { get }
  /// The mean, when it is an exact fraction of the inputs.
  var exactMean: Rational? { get }
  /// The mean.
  var mean: Double { get }
  /// The value below which a share `p` (strictly between 0 and 1) of the values lies.
  func quantile(_ p: Double) -> Double
  /// The probability of a value up to `x`, from 0 to 1.
  func probability(upTo x: Double) -> Double
  /// The value at a standard normal score: the quantile of the score's own probability.
  func value(score z: Double) -> Double
}

extension DistributionShape {
  /// The quantile of the score's probability, kept strictly between 0 and 1.
  public func value(score z: Double) -> Double {
    quantile(min(max(Mathematics.normalCDF(z), .leastNormalMagnitude), 1 - .ulpOfOne / 2))
  }
}

/// A number that is known, as a distribution.
struct Fixed: DistributionShape {
  let number: Rational

  var words: String { "exactly \(number)" }
  var exactMean: Rational? { number }
  var mean: Double { number.approximation }
  func quantile(_ p: Double) -> Double { mean }
  func probability(upTo x: Double) -> Double { x < mean ? 0 : 1 }
  func value(score z: Double) -> Double { mean }
}
