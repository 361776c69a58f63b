/// Rounding without calls of the C library, for the inner loops of trials.
enum FastRounding {
  /// The nearest whole number, ties to even; exact below 2⁵¹ in size, beyond it off by one at most.
  @inline(__always)
  static func nearest(_ value: Double) -> Double { (value + 0x1.8p52) - 0x1.8p52 }

  /// The nearest whole numbers.
  @inline(__always)
  static func nearest(_ values: SIMD2<Double>) -> SIMD2<Double> {
    (values + SIMD2(repeating: 0x1.8p52)) - SIMD2(repeating: 0x1.8p52)
  }

  /// The whole part of a number from 0 to 2⁶², and 0 for less.
  @inline(__always)
  static func wholePart(_ value: Double) -> Double {
    Double(Int(truncatingIfNeeded: Int64(min(max(value, 0), 0x1p62))))
  }

  /// The nearest multiple of 2⁻²⁰, below a millionth: sums of such numbers are exact up to eight
  /// thousand million, so what features cost adds up in every trial, in any order.
  @inline(__always)
  static func onGrid(_ amount: Double) -> Double { nearest(amount * 0x1p20) * 0x1p-20 }

  /// The nearest multiples of 2⁻²⁰.
  @inline(__always)
  static func onGrid(_ amounts: SIMD2<Double>) -> SIMD2<Double> {
    nearest(amounts * SIMD2(repeating: 0x1p20)) * SIMD2(repeating: 0x1p-20)
  }
}
