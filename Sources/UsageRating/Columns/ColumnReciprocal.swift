/// Division by a constant as a multiplication and a shift, exact for all numbers up to a proven bound.
///
/// With `m = (2ˢ + e) / d`, a whole number, `x·m / 2ˢ = x/d + x·e / (d·2ˢ)`. What is added stays below
/// `1/d`, and so below the next whole number, as long as `x·e < 2ˢ`.
struct ColumnReciprocal: Hashable, Sendable {
  let multiplier: UInt64
  /// Bits that are cut off: of the product, or of its upper half.
  let shift: UInt64
  /// Whether the product fits 64 bits.
  let isNarrow: Bool

  /// Finds a multiplier.
  ///
  /// - Parameters:
  ///   - divisor: At least 3, and no power of two.
  ///   - largest: No number that is divided is larger; none is negative.
  init(of divisor: Int64, upTo largest: Int64) {
    precondition(divisor > 2 && divisor & (divisor - 1) != 0, "such divisors are shifts")
    let (d, x) = (UInt64(divisor), UInt64(max(0, largest)))
    for shift in UInt64(1)...63 {
      let multiplier = (1 << shift) / d + 1
      let excess = multiplier * d - (1 << shift)
      let (error, isLarge) = x.multipliedReportingOverflow(by: excess)
      guard !isLarge, error < 1 << shift else { continue }
      guard !x.multipliedReportingOverflow(by: multiplier).overflow else { break }
      (self.multiplier, self.shift, isNarrow) = (multiplier, shift, true)
      return
    }
    // 2⁶⁴⁺ᵏ with 2ᵏ below the divisor: x is below 2⁶³ and e is at most 2ᵏ⁺¹, so x·e is below 2⁶⁴⁺ᵏ.
    let k = UInt64(63 - d.leadingZeroBitCount)
    multiplier = d.dividingFullWidth((1 << k, 0)).quotient + 1
    shift = k
    isNarrow = false
  }

  /// The whole part of a quotient.
  func quotient(_ x: Int64) -> Int64 { isNarrow ? narrow(x) : wide(x) }

  @inline(__always)
  func narrow(_ x: Int64) -> Int64 {
    Int64(bitPattern: (UInt64(bitPattern: x) &* multiplier) &>> shift)
  }

  @inline(__always)
  func wide(_ x: Int64) -> Int64 {
    Int64(bitPattern: UInt64(bitPattern: x).multipliedFullWidth(by: multiplier).high &>> shift)
  }
}
