import BigInt
import BillingTypes

/// A fraction of unlimited whole numbers in lowest terms: the slow oracle of ``Rational``.
struct ExactFraction: Hashable, CustomStringConvertible {
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

  static let zero = Self(0)

  static prefix func - (number: Self) -> Self { Self(-number.numerator, number.denominator) }

  static func + (left: Self, right: Self) -> Self {
    Self(
      left.numerator * right.denominator + right.numerator * left.denominator,
      left.denominator * right.denominator)
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

  /// The whole number below, and how far the number is above it in parts of the denominator.
  private var floorAndRest: (BigInt, BigInt) {
    let rest = (numerator % denominator + denominator) % denominator
    return ((numerator - rest) / denominator, rest)
  }

  /// The whole number that the rule picks.
  func rounded(_ rule: RoundingRule) -> Self {
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
  var fits: Bool { Self.fits(numerator) && Self.fits(denominator) }

  /// Whether a whole number fits 128 bits.
  static func fits(_ whole: BigInt) -> Bool { limits.contains(whole) }

  private static let limits = -BigInt(2).power(127)..<BigInt(2).power(127)

  /// Whether the number has an opposite in 128 bits.
  var hasOpposite: Bool { numerator != Self.limits.lowerBound }

  /// Whether a sum fits where it is documented to be made: over the least common denominator.
  static func sumFits(_ left: Self, _ right: Self) -> Bool {
    let common =
      left.denominator / left.denominator.greatestCommonDivisor(with: right.denominator)
      * right.denominator
    let first = left.numerator * (common / left.denominator)
    let second = right.numerator * (common / right.denominator)
    return [first, second, first + second, common].allSatisfy(fits)
  }
}
