/// Evenly spread points for means over a few random values, from several starts.
///
/// For one value the points are halves, quarters, eighths and so on (van der Corput 1935), which are equally far apart at
/// any power of two, folded in the middle (Hickernell 2002). For several they are multiples of powers of the inverse of the positive root of `x^(d+1) = x + 1`,
/// which fill a cube evenly at any count (Roberts 2018). Each replicate starts at another point, drawn from a fixed seed:
/// means over replicates differ by about their error.
struct ShiftedPoints {
  /// How many means there are to compare.
  static let replicateCount = 8

  private let steps: [Double]
  private let starts: [[Double]]

  /// Prepares points of so many dimensions.
  init(dimensions: Int) {
    var root = 2.0
    for _ in 0..<60 {
      root = Mathematics.exponential(Mathematics.logarithm(1 + root) / Double(dimensions + 1))
    }
    var step = 1.0
    steps = (0..<dimensions).map { _ in
      step /= root
      return step
    }
    let stream = RandomStream(seed: 1, name: "varying values")
    starts = (0..<Self.replicateCount).map { replicate in
      (0..<dimensions).map { dimension in
        stream.part(replicate).uniform(dimension)
      }
    }
  }

  /// The coordinate of a point of a replicate, strictly between 0 and 1.
  func coordinate(_ point: Int, of replicate: Int, dimension: Int) -> Double {
    let part =
      steps.count == 1
      ? Double(UInt64(point).bitReversed) * 0x1p-64 : Double(point) * steps[dimension]
    var place = starts[replicate][dimension] + part
    if steps.count == 1 {
      // Folded in the middle, so that both ends meet: what is in proportion to the value then has next to no error.
      place -= place.rounded(.down)
      place = 1 - abs(2 * place - 1)
    }
    return min(max(place - place.rounded(.down), 1e-15), 1 - 1e-15)
  }
}

extension UInt64 {
  /// The bits from the last to the first.
  fileprivate var bitReversed: UInt64 {
    var bits = byteSwapped
    bits = (bits >> 4) & 0x0F0F_0F0F_0F0F_0F0F | (bits & 0x0F0F_0F0F_0F0F_0F0F) << 4
    bits = (bits >> 2) & 0x3333_3333_3333_3333 | (bits & 0x3333_3333_3333_3333) << 2
    return (bits >> 1) & 0x5555_5555_5555_5555 | (bits & 0x5555_5555_5555_5555) << 1
  }
}
