/// Standard normal numbers from random bits, by the quantile function: the same bits give the same
/// number.
///
/// The bits are a number with a sign; its size, of 2³¹ at most, over 2³² is the probability beyond.
/// Every octave of sizes has sixteen cubics that meet with equal slopes, off by less than 10⁻⁷, so the
/// tails, where octaves are narrow, need no case of their own.
struct NormalScores {
  private static let cellsPerOctave = 16
  /// Sizes are from 2⁻³² to 2³¹.
  private static let cells = 63 * cellsPerOctave + 1
  /// The exponent and first four binary digits of the smallest size.
  private static let firstCell = (1023 - 32) * cellsPerOctave
  private static let sign: UInt64 = 1 << 63

  /// Four coefficients per cell.
  private let coefficients: UnsafePointer<Double>

  /// The one table; it lives as long as the program.
  static let shared = NormalScores()

  private init() {
    let table = UnsafeMutablePointer<Double>.allocate(capacity: Self.cells * 4)
    table.initialize(repeating: 0, count: Self.cells * 4)
    var left = Self.node(Self.size(of: 0))
    for cell in 0..<Self.cells - 1 {
      let begin = Self.size(of: cell)
      let end = Self.size(of: cell + 1)
      let right = Self.node(end)
      let width = end - begin
      let rise = right.value - left.value
      let (a, b) = (left.slope * width, right.slope * width)
      // The cubic from the cell's beginning, in widths, as one in the size itself.
      let (square, cube) = (3 * rise - 2 * a - b, a + b - 2 * rise)
      let place = begin / width
      table[4 * cell] = left.value - place * (a - place * (square - place * cube))
      table[4 * cell + 1] = (a - place * (2 * square - 3 * place * cube)) / width
      table[4 * cell + 2] = (square - 3 * place * cube) / width / width
      table[4 * cell + 3] = cube / width / width / width
      left = right
    }
    coefficients = UnsafePointer(table)
  }

  /// Where a cell begins.
  private static func size(of cell: Int) -> Double {
    Double(bitPattern: UInt64(firstCell + cell) << 48)
  }

  private static func node(_ size: Double) -> (value: Double, slope: Double) {
    let p = size * 0x1p-32
    let z = p == 0.5 ? 0 : Mathematics.normalQuantile(p)
    return (z, (2 * Double.pi).squareRoot() * Mathematics.exponential(z * z / 2) * 0x1p-32)
  }

  /// The number for 64 random bits.
  @inline(__always)
  func score(_ bits: UInt64) -> Double {
    let whole = (Double(Int64(bitPattern: bits | 1)) * 0x1p-32).bitPattern
    let size = Double(bitPattern: whole & ~Self.sign)
    let c = coefficients + Self.place(whole)
    let z = c[0] + size * (c[1] + size * (c[2] + size * c[3]))
    // The other side has the other sign; a branch would be guessed wrong half of the time.
    return Double(bitPattern: z.bitPattern ^ (whole & Self.sign))
  }

  /// Two numbers for 64 random bits, 32 for each: no two neighbours are further apart than 10⁻⁹ in the
  /// middle, and none is beyond 6.4.
  @inline(__always)
  func pair(_ bits: UInt64) -> SIMD2<Double> {
    // 2⁵² with the bits as its last digits is the quickest way to a binary fraction.
    let halves = SIMD2(bits & 0xffff_ffff, bits &>> 32) ^ 0x4330_0000_8000_0000
    let whole =
      unsafeBitCast(halves, to: SIMD2<Double>.self) - SIMD2(repeating: 0x1p52 + 0x1p31)
      + SIMD2(repeating: 0.5)
    let pattern = unsafeBitCast(whole, to: SIMD2<UInt64>.self)
    let sign = pattern & SIMD2(repeating: Self.sign)
    let size = unsafeBitCast(pattern ^ sign, to: SIMD2<Double>.self)
    let (a, b) = (coefficients + Self.place(pattern.x), coefficients + Self.place(pattern.y))
    let cubic = SIMD2(a[2], b[2]) + size * SIMD2(a[3], b[3])
    let z = SIMD2(a[0], b[0]) + size * (SIMD2(a[1], b[1]) + size * cubic)
    return unsafeBitCast(unsafeBitCast(z, to: SIMD2<UInt64>.self) ^ sign, to: SIMD2<Double>.self)
  }

  /// Where the coefficients of a size are.
  @inline(__always)
  private static func place(_ pattern: UInt64) -> Int {
    Int(truncatingIfNeeded: (pattern &>> 46) & 0x1fffc) &- 4 * firstCell
  }
}

// The table is written once, before anybody reads it.
extension NormalScores: @unchecked Sendable {}
