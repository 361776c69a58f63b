// Every operation is exact. What does not fit 128 bits after reduction is an error.
extension Rational {
  /// The sum of two numbers, made over their least common denominator.
  ///
  /// - Throws: ``NumberError/overflow`` when a term, the sum or the denominator does not fit there,
  ///   even where the sum would reduce.
  public static func + (left: Rational, right: Rational) throws(NumberError) -> Rational {
    if left.denominator == right.denominator {
      let (sum, overflow) = left.numerator.addingReportingOverflow(right.numerator)
      guard !overflow else { throw .overflow }
      return try Rational(sum, over: left.denominator)
    }
    let shared = Int128(
      greatestCommonDivisor(left.denominator.magnitude, right.denominator.magnitude))
    let leftScale = right.denominator / shared
    let rightScale = left.denominator / shared
    let (a, overflowA) = left.numerator.multipliedReportingOverflow(by: leftScale)
    let (b, overflowB) = right.numerator.multipliedReportingOverflow(by: rightScale)
    let (sum, overflowSum) = a.addingReportingOverflow(b)
    let (denominator, overflowD) = left.denominator.multipliedReportingOverflow(by: leftScale)
    guard !(overflowA || overflowB || overflowSum || overflowD) else { throw .overflow }
    return try Rational(sum, over: denominator)
  }

  /// The difference of two numbers.
  public static func - (left: Rational, right: Rational) throws(NumberError) -> Rational {
    try left + right.negated()
  }

  /// The product of two numbers; common factors cancel first, so only a product that really
  /// does not fit overflows.
  public static func * (left: Rational, right: Rational) throws(NumberError) -> Rational {
    if left.denominator == 1, right.denominator == 1 {
      let (product, overflow) = left.numerator.multipliedReportingOverflow(by: right.numerator)
      guard !overflow else { throw .overflow }
      return Rational(product)
    }
    let first = max(
      1, Int128(greatestCommonDivisor(left.numerator.magnitude, right.denominator.magnitude)))
    let second = max(
      1, Int128(greatestCommonDivisor(right.numerator.magnitude, left.denominator.magnitude)))
    let (numerator, overflowN) = (left.numerator / first)
      .multipliedReportingOverflow(by: right.numerator / second)
    let (denominator, overflowD) = (left.denominator / second)
      .multipliedReportingOverflow(by: right.denominator / first)
    guard !(overflowN || overflowD) else { throw .overflow }
    return try Rational(numerator, over: denominator)
  }

  /// The quotient of two numbers; a fraction, never rounded.
  public static func / (left: Rational, right: Rational) throws(NumberError) -> Rational {
    guard right.numerator != 0 else { throw .divisionByZero }
    guard right.numerator != .min else { throw .overflow }
    let sign: Int128 = right.numerator < 0 ? -1 : 1
    return try left
      * Rational(
        reducedNumerator: sign * right.denominator, denominator: sign * right.numerator)
  }

  /// The number with the other sign.
  public func negated() throws(NumberError) -> Rational {
    guard numerator != .min else { throw .overflow }
    return Rational(reducedNumerator: -numerator, denominator: denominator)
  }

  /// The distance from zero.
  public func magnitude() throws(NumberError) -> Rational {
    numerator < 0 ? try negated() : self
  }
}
