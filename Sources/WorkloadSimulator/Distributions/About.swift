public import BillingTypes

/// A number that somebody named as a rough one, with the range that is assumed around it: lognormal, with the number as
/// its mean.
public struct About: DistributionShape, Hashable {
  /// The number, above 0.
  public let number: Rational
  /// The assumed standard deviation, as a part of the number; nil where the data folder assumes none.
  public let deviation: Rational?
  private let factor: Lognormal?

  /// Creates a rough number; nil where it is not above 0.
  public init?(_ number: Rational, deviation: Rational?) {
    guard number > .zero else { return nil }
    self.number = number
    self.deviation = deviation
    factor = deviation.flatMap { Lognormal(meanOneWithDeviation: $0) }
  }

  private var scale: Double { number.approximation }

  /// The number, and how far it is assumed to be off.
  public var words: String {
    let percent = deviation.flatMap { try? $0 * Rational(100) }.map { DecimalText.print($0) }
    return "about \(number)" + (percent.map { ", \($0) % off as is assumed" } ?? "")
  }
  /// The number.
  public var exactMean: Rational? { number }
  /// The number.
  public var mean: Double { scale }
  /// That of the assumed lognormal.
  public func quantile(_ p: Double) -> Double { scale * (factor?.quantile(p) ?? 1) }
  /// The probability of a value up to `x`.
  public func probability(upTo x: Double) -> Double {
    factor?.probability(upTo: x / scale) ?? (x < scale ? 0 : 1)
  }
  /// The value at a standard normal score.
  public func value(score z: Double) -> Double { scale * (factor?.value(score: z) ?? 1) }
}
