/// Standard normal numbers from random bits, by the quantile function: the same bits give the same
/// number, and more bits a larger one on each side of zero.
///
/// The middle (|z| < 2.41) is a table of cubics that meet with equal slopes, off by less than 2 × 10⁻⁶;
/// the tails are computed exactly.
struct NormalScores {
  /// Cells of the half below the median; the first 64th of each half is the tail.
  private static let cells = 512
  private static let tail = 8

  /// Four coefficients per cell.
  private let coefficients: UnsafePointer<Double>

  /// The one table; it lives as long as the program.
  static let shared = NormalScores()

  private init() {
    let table = UnsafeMutablePointer<Double>.allocate(capacity: Self.cells * 4)
    table.initialize(repeating: 0, count: Self.cells * 4)
    let width = 0.5 / Double(Self.cells)
    for cell in Self.tail..<Self.cells {
      let left = Self.node(Double(cell) * width)
      let right = Self.node(Double(cell + 1) * width)
      let rise = right.value - left.value
      let (a, b) = (left.slope * width, right.slope * width)
      table[4 * cell] = left.value
      table[4 * cell + 1] = a
      table[4 * cell + 2] = 3 * rise - 2 * a - b
      table[4 * cell + 3] = a + b - 2 * rise
    }
    coefficients = UnsafePointer(table)
  }

  private static func node(_ p: Double) -> (value: Double, slope: Double) {
    let z = p == 0.5 ? 0 : Mathematics.normalQuantile(p)
    return (z, (2 * Double.pi).squareRoot() * Mathematics.exponential(z * z / 2))
  }

  /// The number for 64 random bits: the highest is the side, the next nine the cell.
  @inline(__always)
  func score(_ bits: UInt64) -> Double {
    let cell = Int((bits &>> 54) & 511)
    let z: Double
    if cell >= Self.tail {
      let t = Double((bits &>> 2) & 0xf_ffff_ffff_ffff) * 0x1p-52
      let c = coefficients + 4 * cell
      z = c[0] + t * (c[1] + t * (c[2] + t * c[3]))
    } else {
      z = Self.tailScore(bits)
    }
    // The other side has the other sign; a branch would be guessed wrong half of the time.
    return Double(bitPattern: z.bitPattern ^ (bits & (1 << 63)))
  }

  @inline(never)
  private static func tailScore(_ bits: UInt64) -> Double {
    let half = (Double((bits &>> 10) & 0x1f_ffff_ffff_ffff) + 0.5) * 0x1p-54
    return Mathematics.normalQuantile(half)
  }

  /// Fills `scores` with the numbers of a stream at `first`, `first + 1`, ….
  @inline(__always)
  func fill(_ scores: UnsafeMutableBufferPointer<Double>, _ stream: RandomStream, from first: Int) {
    for index in scores.indices { scores[index] = score(stream[first + index]) }
  }
}

// The table is written once, before anybody reads it.
extension NormalScores: @unchecked Sendable {}
