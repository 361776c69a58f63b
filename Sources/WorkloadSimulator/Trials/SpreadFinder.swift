/// Finds means and quantiles of trials: one pass for the range, one for counts in 4,096 equal parts of
/// it, and only the parts that hold a quantile are sorted.
package enum SpreadFinder {
  private static let parts = 4096

  /// The spread of finite numbers, at least one.
  ///
  /// - Parameters:
  ///   - values: One number per trial, or any others.
  ///   - areTrials: Whether they are all trials in their order, so that their sets tell the error of the mean.
  ///   - findsMeanError: Whether the error of the mean is wanted.
  /// - Returns: The spread.
  package static func spread(
    of values: UnsafeMutableBufferPointer<Double>, areTrials: Bool = true,
    findsMeanError: Bool = true
  ) -> Spread {
    let (lowest, highest, sum) = range(of: values)
    let mean = sum / Double(values.count)
    // Of one trial nobody knows how far others lie.
    guard values.count > 1 else { return Spread(lowest, error: abs(lowest) / 2) }
    guard highest > lowest else { return Spread(lowest) }
    let scale = Double(parts - 1) / (highest - lowest)
    guard scale.isFinite else {
      let middle = lowest
      return Spread(
        mean: mean, p5: middle, p10: middle, p50: middle, p90: middle, p95: middle)
    }
    let wanted = QuantileRanks(among: values.count)
    let ranks = Set(wanted.all).sorted()
    let found = withUnsafeTemporaryAllocation(of: UInt16.self, capacity: values.count) { room in
      find(ranks, of: values, lowest: lowest, scale: scale, places: room)
    }
    let quantiles = wanted.all.map { rank in found[ranks.firstIndex(of: rank) ?? 0] }
    func error(_ place: Int) -> Double { (quantiles[place + 1] - quantiles[place]) / 2 }
    return Spread(
      mean: mean, p5: quantiles[0], p10: quantiles[1], p50: quantiles[2], p90: quantiles[3],
      p95: quantiles[4],
      errors: SpreadErrors(
        mean: findsMeanError
          ? meanError(of: values, mean: mean, sets: areTrials ? nil : 1) : 0, p10: error(5),
        p50: error(7), p90: error(9)))
  }

  /// The ranks of the quantiles, and of those a standard deviation of a binomial count before and behind three of them.
  private struct QuantileRanks {
    let all: [Int]

    init(among count: Int) {
      func near(_ share: Double) -> [Int] {
        let middle = Double(SpreadFinder.rank(of: share, among: count))
        let deviation = (Double(count) * share * (1 - share)).squareRoot()
        return [
          max(0, Int((middle - deviation).rounded(.down))),
          min(count - 1, Int((middle + deviation).rounded(.up))),
        ]
      }
      all =
        [0.05, 0.10, 0.50, 0.90, 0.95].map { SpreadFinder.rank(of: $0, among: count) }
        + near(0.10) + near(0.50) + near(0.90)
    }
  }

  /// The standard error of the mean: from the means of the trials' sets, or of numbers that have none from their
  /// variance.
  private static func meanError(
    of values: UnsafeMutableBufferPointer<Double>, mean: Double, sets: Int?
  ) -> Double {
    let sets = sets ?? TrialOrder.setCount(values.count)
    guard sets > 1 else {
      var squares = 0.0
      for value in values { squares += (value - mean) * (value - mean) }
      return (squares / Double(values.count) / Double(max(1, values.count - 1))).squareRoot()
    }
    let size = values.count / sets
    return error(
      ofMeans: (0..<sets).map { set in
        var sum = 0.0
        for index in set * size..<(set + 1) * size { sum += values[index] }
        return sum / Double(size)
      })
  }

  /// The standard error of the mean of some means of the same size.
  static func error(ofMeans means: [Double]) -> Double {
    guard means.count > 1 else { return 0 }
    let mean = means.reduce(0, +) / Double(means.count)
    let squares = means.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
    // What rounding leaves of means that are all the same is no error.
    guard squares > mean * mean * 1e-22 * Double(means.count) else { return 0 }
    return (squares / Double(means.count) / Double(means.count - 1)).squareRoot()
  }

  /// The smallest and the largest number, and the sum of all.
  private static func range(
    of values: UnsafeMutableBufferPointer<Double>
  ) -> (lowest: Double, highest: Double, sum: Double) {
    let numbers = values.baseAddress.unsafelyUnwrapped
    // Four by four, so that no addition waits for the one before.
    var lowest = SIMD4<Double>(repeating: .infinity)
    var highest = SIMD4<Double>(repeating: -.infinity)
    var sums = SIMD4<Double>.zero
    let whole = values.count & ~3
    var index = 0
    while index < whole {
      let four = UnsafeRawPointer(numbers + index).loadUnaligned(as: SIMD4<Double>.self)
      lowest.replace(with: four, where: four .< lowest)
      highest.replace(with: four, where: four .> highest)
      sums += four
      index &+= 4
    }
    var (low, high, sum) = (lowest.min(), highest.max(), sums.sum())
    while index < values.count {
      low = min(low, numbers[index])
      high = max(high, numbers[index])
      sum += numbers[index]
      index &+= 1
    }
    return (low, high, sum)
  }

  /// The numbers at ascending ranks; `places` is room for the part of each number.
  private static func find(
    _ ranks: [Int], of values: UnsafeMutableBufferPointer<Double>, lowest: Double, scale: Double,
    places: UnsafeMutableBufferPointer<UInt16>
  ) -> [Double] {
    let numbers = values.baseAddress.unsafelyUnwrapped
    let places = places.baseAddress.unsafelyUnwrapped
    return withUnsafeTemporaryAllocation(of: UInt32.self, capacity: parts) { counts in
      counts.initialize(repeating: 0)
      let parts = counts.baseAddress.unsafelyUnwrapped
      for index in 0..<values.count {
        // The last digits of 2⁵² and a little are the nearest whole number, without a check.
        let part = ((numbers[index] - lowest) * scale + 0x1p52).bitPattern & UInt64(Self.parts - 1)
        places[index] = UInt16(truncatingIfNeeded: part)
        parts[Int(truncatingIfNeeded: part)] &+= 1
      }
      // Where each quantile is among the numbers of the parts that hold one.
      var offsets: [Int] = []
      var wanted: [Int] = []
      var (part, before, kept) = (0, 0, 0)
      for rank in ranks {
        while before + Int(parts[part]) <= rank {
          before += Int(parts[part])
          part += 1
        }
        if wanted.last != part {
          kept += wanted.last.map { Int(parts[$0]) } ?? 0
          wanted.append(part)
        }
        offsets.append(kept + rank - before)
      }
      kept += wanted.last.map { Int(parts[$0]) } ?? 0
      // From here on a part is worth one when its numbers are wanted.
      counts.update(repeating: 0)
      for part in wanted { parts[part] = 1 }
      return withUnsafeTemporaryAllocation(of: Double.self, capacity: kept + 1) { members in
        let found = members.baseAddress.unsafelyUnwrapped
        found.initialize(repeating: 0, count: kept + 1)
        var next = 0
        // Every number is written, and the next one over it unless it is wanted.
        for index in 0..<values.count {
          found[next] = numbers[index]
          next &+= Int(truncatingIfNeeded: parts[Int(places[index])])
        }
        var sorted = UnsafeMutableBufferPointer(rebasing: members[..<kept])
        sorted.sort()
        return offsets.map { sorted[$0] }
      }
    }
  }

  /// The position, from 0, of the value that a share `p` of `count` sorted values reaches: ⌈p n⌉ - 1.
  package static func rank(of share: Double, among count: Int) -> Int {
    // 0.1 × 10 is a little above one as binary fractions; a whole product is meant.
    let position = (share * Double(count) - 1e-9).rounded(.up)
    return min(max(Int(position) - 1, 0), count - 1)
  }
}
