/// Evenly spread points for means over a few random values: multiples of fixed irrational numbers, from several
/// starts.
///
/// The numbers are powers of the inverse of the positive root of `x^(d+1) = x + 1` (the golden ratio in one dimension),
/// whose multiples fill a cube evenly at any count (Roberts 2018). Each replicate starts at another point, drawn from a
/// fixed seed: means over replicates differ by about their error.
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
    let place = starts[replicate][dimension] + Double(point) * steps[dimension]
    return min(max(place - place.rounded(.down), 1e-15), 1 - 1e-15)
  }
}
