/// Finds means and quantiles of trials: one pass for the range, one for counts in 4,096 equal parts of
/// it, and only the parts that hold a quantile are sorted.
package enum SpreadFinder {
  private static let parts = 4096
  private static let shares = [0.05, 0.10, 0.50, 0.90, 0.95]

  /// The spread of finite numbers, at least one.
  package static func spread(of values: UnsafeMutableBufferPointer<Double>) -> Spread {
    let (lowest, highest, sum) = range(of: values)
    let mean = sum / Double(values.count)
    guard highest > lowest else {
      return Spread(
        mean: lowest, p5: lowest, p10: lowest, p50: lowest, p90: lowest, p95: lowest)
    }
    let scale = Double(parts - 1) / (highest - lowest)
    guard scale.isFinite else {
      let middle = lowest
      return Spread(
        mean: mean, p5: middle, p10: middle, p50: middle, p90: middle, p95: middle)
    }
    let quantiles = withUnsafeTemporaryAllocation(of: UInt16.self, capacity: values.count) { room in
      find(of: values, lowest: lowest, scale: scale, places: room)
    }
    return Spread(
      mean: mean, p5: quantiles[0], p10: quantiles[1], p50: quantiles[2], p90: quantiles[3],
      p95: quantiles[4])
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

  /// The quantiles; `places` is room for the part of each number.
  private static func find(
    of values: UnsafeMutableBufferPointer<Double>, lowest: Double, scale: Double,
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
      for rank in shares.map({ rank(of: $0, among: values.count) }) {
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
