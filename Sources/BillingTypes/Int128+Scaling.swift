extension Int128 {
  /// `self × factor ÷ divisor`, rounded once, half to even, or nil when the result does not fit.
  ///
  /// The product is held in 256 bits, so only the result can overflow. The divisor is positive.
  package func scaled(by factor: Int128, over divisor: Int128) -> Int128? {
    precondition(divisor > 0, "a divisor must be positive, was \(divisor)")
    let (narrow, overflow) = multipliedReportingOverflow(by: factor)
    if !overflow { return narrow.divided(by: divisor) }
    let isNegative = (self < 0) != (factor < 0)
    let product = magnitude.multipliedFullWidth(by: factor.magnitude)
    let unsignedDivisor = divisor.magnitude
    guard product.high < unsignedDivisor else { return nil }
    var (quotient, remainder) = unsignedDivisor.dividingFullWidth(product)
    let rest = unsignedDivisor - remainder
    // Checked before rounding too, because a quotient of 2^128 - 1 has no successor.
    let limit = isNegative ? Int128.min.magnitude : Int128.max.magnitude
    guard quotient <= limit else { return nil }
    if remainder > rest || (remainder == rest && quotient & 1 == 1) { quotient += 1 }
    guard quotient <= limit else { return nil }
    return Int128(truncatingIfNeeded: isNegative ? 0 &- quotient : quotient)
  }

  /// `self ÷ divisor`, rounded half to even; the divisor is positive.
  private func divided(by divisor: Int128) -> Int128 {
    if divisor == 1 { return self }
    let (quotient, remainder) = quotientAndRemainder(dividingBy: divisor)
    let left = remainder.magnitude
    let rest = divisor.magnitude - left
    guard left > rest || (left == rest && quotient & 1 != 0) else { return quotient }
    return self < 0 ? quotient - 1 : quotient + 1
  }
}
