import BigInt
import BillingTypes
import TestSupport

/// A fraction of unlimited whole numbers in lowest terms: the slow oracle of ``Rational``.
struct ExactFraction: Equatable, CustomStringConvertible {
  let numerator: BigInt
  let denominator: BigInt

  init(_ numerator: BigInt, _ denominator: BigInt = 1) {
    precondition(denominator != 0, "a fraction over zero")
    let divisor = numerator.greatestCommonDivisor(with: denominator)
    let sign: BigInt = denominator < 0 ? -1 : 1
    self.numerator = sign * numerator / divisor
    self.denominator = sign * denominator / divisor
  }

  init(_ number: Rational) {
    self.init(BigInt(number.numerator), BigInt(number.denominator))
  }

  var description: String { "\(numerator)/\(denominator)" }

  static func + (left: Self, right: Self) -> Self {
    Self(
      left.numerator * right.denominator + right.numerator * left.denominator,
      left.denominator * right.denominator)
  }

  static func - (left: Self, right: Self) -> Self {
    left + Self(-right.numerator, right.denominator)
  }

  static func * (left: Self, right: Self) -> Self {
    Self(left.numerator * right.numerator, left.denominator * right.denominator)
  }

  static func / (left: Self, right: Self) -> Self {
    Self(left.numerator * right.denominator, left.denominator * right.numerator)
  }

  static func < (left: Self, right: Self) -> Bool {
    left.numerator * right.denominator < right.numerator * left.denominator
  }

  /// Whether both parts fit 128 bits.
  var fits: Bool { Self.fits(numerator) && Self.fits(denominator) }

  /// Whether a whole number fits 128 bits.
  static func fits(_ whole: BigInt) -> Bool {
    (-BigInt(2).power(127)..<BigInt(2).power(127)).contains(whole)
  }

  /// Whether a sum fits where it is documented to be computed: over the least common denominator.
  static func sumFits(_ left: Self, _ right: Self) -> Bool {
    let common =
      left.denominator / left.denominator.greatestCommonDivisor(with: right.denominator)
      * right.denominator
    let first = left.numerator * (common / left.denominator)
    let second = right.numerator * (common / right.denominator)
    return [first, second, first + second, common].allSatisfy(fits)
  }
}

/// A whole number if it fits 128 bits.
///
/// Results are compared as unlimited numbers: the way back, from a negative `BigInt` to an `Int128`,
/// loses the sign (BigInt 6.0.1 with Swift 6.3).
func fitted(_ whole: BigInt) -> BigInt? { ExactFraction.fits(whole) ? whole : nil }

/// `numerator ÷ denominator` rounded half to even, by schoolbook division.
func dividedHalfEven(_ numerator: BigInt, _ denominator: BigInt) -> BigInt {
  let (quotient, remainder) = numerator.magnitude.quotientAndRemainder(
    dividingBy: denominator.magnitude)
  let twice = remainder * 2
  let goesAway =
    twice > denominator.magnitude || (twice == denominator.magnitude && quotient % 2 == 1)
  let size = BigInt(goesAway ? quotient + 1 : quotient)
  return (numerator < 0) != (denominator < 0) ? -size : size
}
