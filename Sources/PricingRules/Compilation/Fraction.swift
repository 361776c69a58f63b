package import BillingTypes

/// A number inside a running program: a fraction that is not kept in lowest terms.
///
/// Skipping the reduction is what makes a compiled card fast. Where a product no longer fits, the
/// operation falls back on ``Rational``, so results and errors are the same as in slow arithmetic.
package struct Fraction: Sendable {
  /// Above the line; it carries the sign.
  package var numerator: Int128
  /// Below the line, at least 1.
  package var denominator: Int128

  @inlinable package init(_ numerator: Int128, _ denominator: Int128 = 1) {
    self.numerator = numerator
    self.denominator = denominator
  }

  package init(_ number: Rational) {
    self.init(number.numerator, number.denominator)
  }

  /// The number in lowest terms.
  package var rational: Rational {
    (try? Rational(numerator, over: denominator)) ?? .zero
  }

  /// Whether a condition holds: any number but zero.
  var isTrue: Bool { numerator != 0 }

  static func condition(_ value: Bool) -> Fraction { Fraction(value ? 1 : 0) }

  func adding(_ other: Fraction) throws(NumberError) -> Fraction {
    if denominator == other.denominator {
      let (sum, overflow) = numerator.addingReportingOverflow(other.numerator)
      if !overflow { return Fraction(sum, denominator) }
    } else {
      let (a, overflowA) = numerator.multipliedReportingOverflow(by: other.denominator)
      let (b, overflowB) = other.numerator.multipliedReportingOverflow(by: denominator)
      let (sum, overflowSum) = a.addingReportingOverflow(b)
      let (below, overflowD) = denominator.multipliedReportingOverflow(by: other.denominator)
      if !(overflowA || overflowB || overflowSum || overflowD) { return Fraction(sum, below) }
    }
    return Fraction(try rational + other.rational)
  }

  func negated() throws(NumberError) -> Fraction {
    guard numerator != .min else { return Fraction(try rational.negated()) }
    return Fraction(-numerator, denominator)
  }

  func multiplied(by other: Fraction) throws(NumberError) -> Fraction {
    let (above, overflowN) = numerator.multipliedReportingOverflow(by: other.numerator)
    if denominator == 1, other.denominator == 1, !overflowN { return Fraction(above) }
    let (below, overflowD) = denominator.multipliedReportingOverflow(by: other.denominator)
    if !(overflowN || overflowD) { return Fraction(above, below) }
    return Fraction(try rational * other.rational)
  }

  func divided(by other: Fraction) throws(NumberError) -> Fraction {
    guard other.numerator != 0 else { throw .divisionByZero }
    guard other.numerator != .min else { return Fraction(try rational / other.rational) }
    return try multiplied(
      by: other.numerator < 0
        ? Fraction(-other.denominator, -other.numerator)
        : Fraction(other.denominator, other.numerator))
  }

  func isLess(than other: Fraction) -> Bool {
    if denominator == other.denominator { return numerator < other.numerator }
    let (a, overflowA) = numerator.multipliedReportingOverflow(by: other.denominator)
    let (b, overflowB) = other.numerator.multipliedReportingOverflow(by: denominator)
    return overflowA || overflowB ? rational < other.rational : a < b
  }

  func isEqual(to other: Fraction) -> Bool {
    if denominator == other.denominator { return numerator == other.numerator }
    let (a, overflowA) = numerator.multipliedReportingOverflow(by: other.denominator)
    let (b, overflowB) = other.numerator.multipliedReportingOverflow(by: denominator)
    return overflowA || overflowB ? rational == other.rational : a == b
  }

  func rounded(_ rule: RoundingRule) throws(NumberError) -> Fraction {
    if denominator == 1 { return self }
    if let narrow = narrowRounded(rule) { return Fraction(narrow) }
    return Fraction(try rational.rounded(rule))
  }

  /// The same in 64 bits, where division is many times faster; nil when it does not fit.
  private func narrowRounded(_ rule: RoundingRule) -> Int128? {
    guard let n = Int64(exactly: numerator), let d = Int64(exactly: denominator), d < .max / 2
    else { return nil }
    var (floor, remainder) = n.quotientAndRemainder(dividingBy: d)
    if remainder < 0 {
      floor -= 1
      remainder += d
    }
    let goesUp: Bool
    switch rule {
    case .down: goesUp = false
    case .up: goesUp = remainder != 0
    case .halfUp: goesUp = 2 * remainder >= d
    case .halfEven: goesUp = 2 * remainder > d || (2 * remainder == d && floor & 1 != 0)
    }
    return Int128(goesUp ? floor + 1 : floor)
  }
}
