import BillingTypes

/// Arithmetic of whole numbers and of what they lie between; nil where a result does not fit 128 bits.
extension Int128 {
  func sum(_ other: Int128) -> Int128? {
    let (sum, overflow) = addingReportingOverflow(other)
    return overflow ? nil : sum
  }

  func product(_ other: Int128) -> Int128? {
    // A product of two short numbers fits.
    if isShort, other.isShort { return self &* other }
    let (product, overflow) = multipliedReportingOverflow(by: other)
    return overflow ? nil : product
  }

  /// The largest whole number that is not above the quotient by a number of at least 1.
  func floorQuotient(_ divisor: Int128) -> Int128 {
    if isShort, divisor.isShort {
      let (own, divisor) = (Int64(truncatingIfNeeded: self), Int64(truncatingIfNeeded: divisor))
      let (quotient, rest) = own.quotientAndRemainder(dividingBy: divisor)
      return Int128(rest < 0 ? quotient - 1 : quotient)
    }
    let (quotient, rest) = quotientAndRemainder(dividingBy: divisor)
    return rest < 0 ? quotient - 1 : quotient
  }

  /// Whether it fits 64 bits, as nearly every number does; arithmetic is then much quicker.
  private var isShort: Bool { Int128(Int64(truncatingIfNeeded: self)) == self }
}

extension ClosedRange<Int128> {
  /// What products of a number of each lie between.
  func product(_ other: Self) -> Self? {
    guard let a = lowerBound.product(other.lowerBound),
      let b = lowerBound.product(other.upperBound),
      let c = upperBound.product(other.lowerBound), let d = upperBound.product(other.upperBound)
    else { return nil }
    return Swift.min(a, b, c, d)...Swift.max(a, b, c, d)
  }

  /// What floors of quotients by a divisor of at least 1 lie between.
  func quotient(_ divisor: Self) -> Self {
    let low = lowerBound.floorQuotient(lowerBound < 0 ? divisor.lowerBound : divisor.upperBound)
    let high = upperBound.floorQuotient(upperBound < 0 ? divisor.upperBound : divisor.lowerBound)
    return low...Swift.max(low, high)
  }
}

extension EstimateSpread {
  /// The whole numbers that an estimate in a range may turn out to be; nil where they do not fit.
  func widened(_ range: ClosedRange<Int128>) -> ClosedRange<Int128>? {
    func scaled(_ value: Int128, _ factor: Rational, _ rule: RoundingRule) -> Int128? {
      value.product(factor.numerator).flatMap {
        try? Rational($0, over: factor.denominator).rounded(rule)
      }
    }
    let (below, above) = (range.lowerBound, range.upperBound)
    guard let first = scaled(below, below < 0 ? high : low, .down),
      let last = scaled(above, above < 0 ? low : high, .up)
    else { return nil }
    return min(first, below)...max(last, above)
  }
}
