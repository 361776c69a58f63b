/// What single billed calls of a stage use, as a weighted list of points, and its moments.
///
/// A call uses something of every slot: money that is priced request by request, or a quantity that a
/// pool prices over the month. Given how many calls there are, their sum is drawn from its limit when
/// they are many and summed one by one when they are few.
struct CallSample {
  let slotCount: Int
  /// Slot by slot within a point.
  private let values: [Double]
  /// The share of points up to and with each.
  private let cumulative: [Double]
  /// The first point whose share reaches each of ``guideCount`` parts.
  private let guide: [Int]
  /// The mean of each slot.
  let mean: [Double]
  /// The standard deviation of each slot.
  let deviation: [Double]
  /// The skewness of each slot.
  let skewness: [Double]
  /// The Cholesky factor of the slots' correlations, row by row.
  let factor: [Double]
  /// With fewer calls than this the sum's skewness is above a quarter: they are summed one by one.
  let limitCount: Double

  private static let guideCount = 1024

  /// Creates a sample; the weights are positive and add up to about one.
  init(slotCount: Int, points: [(weight: Double, values: [Double])]) {
    self.slotCount = slotCount
    values = points.flatMap(\.values)
    let total = points.reduce(0) { $0 + $1.weight }
    var sum = 0.0
    cumulative = points.map { point in
      sum += point.weight / total
      return sum
    }
    var position = 0
    var guide: [Int] = []
    for part in 0..<Self.guideCount {
      let share = Double(part) / Double(Self.guideCount)
      while position < points.count - 1, cumulative[position] <= share { position += 1 }
      guide.append(position)
    }
    self.guide = guide
    func moment(_ body: ([Double]) -> Double) -> Double {
      points.reduce(0) { $0 + $1.weight / total * body($1.values) }
    }
    let mean = (0..<slotCount).map { slot in moment { $0[slot] } }
    let deviation = (0..<slotCount).map { slot in
      let variance = moment { ($0[slot] - mean[slot]) * ($0[slot] - mean[slot]) }
      // What is left of rounding is no variance.
      return variance <= mean[slot] * mean[slot] * 1e-24 ? 0 : variance.squareRoot()
    }
    let skewness = (0..<slotCount).map { slot -> Double in
      guard deviation[slot] > 0 else { return 0 }
      return moment {
        let score = ($0[slot] - mean[slot]) / deviation[slot]
        return score * score * score
      }
    }
    var correlations = [Double](repeating: 0, count: slotCount * slotCount)
    for row in 0..<slotCount where deviation[row] > 0 {
      for column in 0..<slotCount where deviation[column] > 0 {
        correlations[row * slotCount + column] =
          moment { ($0[row] - mean[row]) * ($0[column] - mean[column]) }
          / (deviation[row] * deviation[column])
      }
    }
    self.mean = mean
    self.deviation = deviation
    self.skewness = skewness
    factor = Cholesky.factor(correlations, size: slotCount, tolerance: 1e-9)
    let largest = skewness.map(abs).max() ?? 0
    limitCount =
      deviation.allSatisfy { $0 == 0 } ? 0 : min(max(largest * largest * 16, 32), 4096)
  }

  /// Whether every call uses the same.
  var isFixed: Bool { limitCount == 0 }

  /// Adds what one call uses to `sums`, for random bits.
  @inline(__always)
  func addOne(_ bits: UInt64, to sums: UnsafeMutablePointer<Double>) {
    let share = RandomStream.uniform(bits)
    var point = guide[Int(share * Double(Self.guideCount))]
    while point < cumulative.count - 1, cumulative[point] < share { point += 1 }
    for slot in 0..<slotCount { sums[slot] += values[point * slotCount + slot] }
  }
}

/// The Cholesky factor of correlation matrices.
enum Cholesky {
  /// The lower factor of a positive semidefinite matrix, row by row; a pivot below `tolerance` makes
  /// a column of zeros.
  static func factor(_ matrix: [Double], size: Int, tolerance: Double) -> [Double] {
    var lower = [Double](repeating: 0, count: size * size)
    for row in 0..<size {
      for column in 0...row {
        var sum = matrix[row * size + column]
        for k in 0..<column { sum -= lower[row * size + k] * lower[column * size + k] }
        if row == column {
          lower[row * size + row] = sum > tolerance ? sum.squareRoot() : 0
        } else {
          let pivot = lower[column * size + column]
          lower[row * size + column] = pivot > 0 ? sum / pivot : 0
        }
      }
    }
    return lower
  }

  /// Whether a symmetric matrix is positive definite.
  static func isPositiveDefinite(_ matrix: [Double], size: Int) -> Bool {
    let lower = factor(matrix, size: size, tolerance: 1e-12)
    return (0..<size).allSatisfy { lower[$0 * size + $0] > 0 }
  }
}
