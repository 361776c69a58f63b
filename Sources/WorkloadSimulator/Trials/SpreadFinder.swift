/// Finds means and quantiles of trials: one pass for the range, one for counts in 2,048 equal parts of
/// it, and only the parts that hold a quantile are sorted.
enum SpreadFinder {
  private static let parts = 2048
  private static let shares = [0.05, 0.10, 0.50, 0.90, 0.95]

  /// The spread of finite numbers, at least one.
  static func spread(of values: UnsafeMutableBufferPointer<Double>) -> Spread {
    var (lowest, highest, sum) = (Double.infinity, -Double.infinity, 0.0)
    for value in values {
      lowest = min(lowest, value)
      highest = max(highest, value)
      sum += value
    }
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
    var counts = [Int](repeating: 0, count: parts)
    for value in values { counts[Int((value - lowest) * scale)] += 1 }
    let ranks = shares.map { rank(of: $0, among: values.count) }
    var found = [(part: Int, offset: Int)]()
    var (part, before) = (0, 0)
    for rank in ranks {
      while before + counts[part] <= rank {
        before += counts[part]
        part += 1
      }
      found.append((part, rank - before))
    }
    var members: [Int: [Double]] = [:]
    for (part, _) in found { members[part] = [] }
    let wanted = Set(found.map(\.part))
    var isWanted = [Bool](repeating: false, count: parts)
    for part in wanted { isWanted[part] = true }
    for value in values {
      let part = Int((value - lowest) * scale)
      if isWanted[part] { members[part, default: []].append(value) }
    }
    for part in wanted { members[part]?.sort() }
    let quantiles = found.map { members[$0.part]?[$0.offset] ?? mean }
    return Spread(
      mean: mean, p5: quantiles[0], p10: quantiles[1], p50: quantiles[2], p90: quantiles[3],
      p95: quantiles[4])
  }

  /// The position, from 0, of the value that a share `p` of `count` sorted values reaches: ⌈p n⌉ - 1.
  static func rank(of share: Double, among count: Int) -> Int {
    // 0.1 × 10 is a little above one as binary fractions; a whole product is meant.
    let position = (share * Double(count) - 1e-9).rounded(.up)
    return min(max(Int(position) - 1, 0), count - 1)
  }
}
