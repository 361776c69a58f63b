/// An exact number: a whole numerator over a whole, positive denominator, in lowest terms.
///
/// Quantities, prices and every step of a formula are rationals, so `ceil(1025 * 1024 / 1048576)`
/// and a half-even tie come out right. Numerator and denominator are 128-bit; what does not fit is
/// an error, never a wrap.
public struct Rational: Hashable, Sendable {
  /// The whole number above the line; it carries the sign.
  public let numerator: Int128
  /// The whole number below the line, at least 1.
  public let denominator: Int128

  /// Creates a whole number.
  public init(_ whole: Int128) {
    numerator = whole
    denominator = 1
  }

  /// Creates a whole number from a machine integer.
  public init(_ whole: Int) {
    self.init(Int128(whole))
  }

  /// Creates the fraction `numerator / denominator` in lowest terms.
  ///
  /// - Throws: ``NumberError/divisionByZero``, or ``NumberError/overflow`` when a sign cannot be
  ///   moved (only `Int128.min` has that trouble).
  public init(_ numerator: Int128, over denominator: Int128) throws(NumberError) {
    guard denominator != 0 else { throw .divisionByZero }
    guard denominator != .min, numerator != .min || denominator > 0 else { throw .overflow }
    if denominator == 1 {
      self.init(numerator)
      return
    }
    let divisor = greatestCommonDivisor(numerator.magnitude, denominator.magnitude)
    let sign: Int128 = denominator < 0 ? -1 : 1
    self.init(
      reducedNumerator: sign * numerator / Int128(divisor),
      denominator: sign * denominator / Int128(divisor))
  }

  /// Wraps parts that are already in lowest terms with a positive denominator.
  package init(reducedNumerator: Int128, denominator: Int128) {
    self.numerator = reducedNumerator
    self.denominator = denominator
  }

  /// The number 0.
  public static let zero = Rational(0)
  /// The number 1.
  public static let one = Rational(1)

  /// Whether the number is whole.
  public var isWhole: Bool { denominator == 1 }
  /// Whether the number is below zero.
  public var isNegative: Bool { numerator < 0 }
  /// The nearest binary fraction, for statistics and drawing only; never for an amount.
  public var approximation: Double {
    // The standard library converts 128 bits one by one; a machine word comes out the same at once.
    if let above = Int64(exactly: numerator), let below = Int64(exactly: denominator) {
      return Double(above) / Double(below)
    }
    return Double(numerator) / Double(denominator)
  }
}

extension Rational: Comparable {
  /// Whether `left` is the smaller number; exact for every pair.
  public static func < (left: Rational, right: Rational) -> Bool {
    if left.denominator == right.denominator { return left.numerator < right.numerator }
    let first = left.numerator.multipliedFullWidth(by: right.denominator)
    let second = right.numerator.multipliedFullWidth(by: left.denominator)
    return first.high == second.high ? first.low < second.low : first.high < second.high
  }
}

/// The largest whole number that divides both; with zero, the other number.
package func greatestCommonDivisor(_ a: UInt128, _ b: UInt128) -> UInt128 {
  var (a, b) = (a, b)
  while b != 0 {
    if a <= UInt128(UInt64.max), b <= UInt128(UInt64.max) {
      var (x, y) = (UInt64(a), UInt64(b))
      while y != 0 { (x, y) = (y, x % y) }
      return UInt128(x)
    }
    (a, b) = (b, a % b)
  }
  return a
}
