package import BigInt
package import BillingTypes

/// A fraction of unlimited whole numbers in lowest terms: the slow oracle of ``Rational``.
package struct ExactFraction: Hashable, CustomStringConvertible {
  package let numerator: BigInt
  package let denominator: BigInt

  package init(_ numerator: BigInt, _ denominator: BigInt = 1) {
    precondition(denominator != 0, "a fraction over zero")
    let divisor = numerator.greatestCommonDivisor(with: denominator)
    let sign: BigInt = denominator < 0 ? -1 : 1
    self.numerator = sign * numerator / divisor
    self.denominator = sign * denominator / divisor
  }

  package init(_ number: Rational) {
    self.init(BigInt(number.numerator), BigInt(number.denominator))
  }

  package var description: String { "\(numerator)/\(denominator)" }

  package static let zero = Self(0)

  package static prefix func - (number: Self) -> Self {
    Self(-number.numerator, number.denominator)
  }

  package static func + (left: Self, right: Self) -> Self {
    Self(
      left.numerator * right.denominator + right.numerator * left.denominator,
      left.denominator * right.denominator)
  }

  package static func - (left: Self, right: Self) -> Self { left + -right }

  package static func * (left: Self, right: Self) -> Self {
    Self(left.numerator * right.numerator, left.denominator * right.denominator)
  }

  package static func / (left: Self, right: Self) -> Self {
    Self(left.numerator * right.denominator, left.denominator * right.numerator)
  }

  package static func < (left: Self, right: Self) -> Bool {
    left.numerator * right.denominator < right.numerator * left.denominator
  }

  /// The whole number below, and how far the number is above it in parts of the denominator.
  private var floorAndRest: (BigInt, BigInt) {
    let rest = (numerator % denominator + denominator) % denominator
    return ((numerator - rest) / denominator, rest)
  }

  /// The largest whole number whose square is not above; the number is not negative.
  package var wholeRoot: Self { Self(floorAndRest.0.squareRoot()) }

  /// The whole number that the rule picks.
  package func rounded(_ rule: RoundingRule) -> Self {
    let (floor, rest) = floorAndRest
    let goesUp: Bool =
      switch rule {
      case .down: false
      case .up: rest > 0
      case .halfUp: rest * 2 >= denominator
      case .halfEven: rest * 2 > denominator || (rest * 2 == denominator && floor % 2 != 0)
      }
    return Self(goesUp ? floor + 1 : floor)
  }

  /// Whether both parts fit 128 bits.
  package var fits: Bool { Self.fits(numerator) && Self.fits(denominator) }

  /// Whether a whole number fits 128 bits.
  package static func fits(_ whole: BigInt) -> Bool { limits.contains(whole) }

  private static let limits = -BigInt(2).power(127)..<BigInt(2).power(127)

  /// Whether the number has an opposite in 128 bits.
  package var hasOpposite: Bool { numerator != Self.limits.lowerBound }

  /// Whether a sum fits where it is documented to be made: over the least common denominator.
  package static func sumFits(_ left: Self, _ right: Self) -> Bool {
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
package func fitted(_ whole: BigInt) -> BigInt? { ExactFraction.fits(whole) ? whole : nil }

/// `numerator ÷ denominator` rounded half to even, by schoolbook division.
package func dividedHalfEven(_ numerator: BigInt, _ denominator: BigInt) -> BigInt {
  let (quotient, remainder) = numerator.magnitude.quotientAndRemainder(
    dividingBy: denominator.magnitude)
  let twice = remainder * 2
  let goesAway =
    twice > denominator.magnitude || (twice == denominator.magnitude && quotient % 2 == 1)
  let size = BigInt(goesAway ? quotient + 1 : quotient)
  return (numerator < 0) != (denominator < 0) ? -size : size
}
