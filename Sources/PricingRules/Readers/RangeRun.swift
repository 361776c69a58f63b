import BillingTypes

/// What every step of a graph lies between, for inputs that lie in ranges: interval arithmetic over whole
/// numbers.
///
/// Each step counts as a new unknown wherever it is used, so ranges may be too wide and are never too narrow.
struct RangeRun {
  private let graph: RuleGraph
  private let limits: RangeLimits
  private let live: [Bool]
  /// Quotients that are rounded half to even, by the step that takes a tie back.
  private let halfEven: [Int: (above: Int, below: Int)]
  /// The range of every live step after ``run(_:given:)``.
  private(set) var ranges: [ClosedRange<Int128>]

  /// Prepares a graph.
  ///
  /// - Parameters:
  ///   - graph: The rules.
  ///   - results: The steps that are looked at.
  ///   - checks: Truth values that hold for every request that counts; they are looked at too.
  init(_ graph: RuleGraph, results: [Int], checks: [Int]) {
    self.graph = graph
    limits = RangeLimits(graph, checks: checks)
    var live = [Bool](repeating: false, count: graph.nodes.count)
    for step in results + checks { live[step] = true }
    for step in graph.nodes.indices.reversed() where live[step] {
      for operand in graph.nodes[step].operands { live[operand] = true }
    }
    self.live = live
    halfEven = graph.halfEvenQuotients
    ranges = graph.ranges
  }

  /// Computes the ranges.
  ///
  /// - Parameters:
  ///   - inputs: What each input lies between.
  ///   - given: Whether each is given.
  /// - Returns: Whether some request may be left: false where the checks exclude all of them.
  mutating func run(_ inputs: [ClosedRange<Int64>], given: [Bool]) -> Bool {
    ranges = graph.ranges
    for _ in 0..<(limits.looksAhead ? 2 : 1) {
      for step in graph.nodes.indices where live[step] {
        var range = range(of: step, inputs, given)
        // What is proven for all requests holds for some of them.
        range = range.clamped(to: graph.ranges[step])
        for limit in limits.limits[step] ?? [] {
          let other = ranges[limit.other]
          let bound = limit.isUpper ? other.upperBound : other.lowerBound
          guard let end = bound.sum(limit.offset) else { continue }
          if limit.isUpper {
            guard end >= range.lowerBound else { return false }
            range = range.lowerBound...min(range.upperBound, end)
          } else {
            guard end <= range.upperBound else { return false }
            range = max(range.lowerBound, end)...range.upperBound
          }
        }
        ranges[step] = range
      }
    }
    return true
  }

  private func range(
    of step: Int, _ inputs: [ClosedRange<Int64>], _ given: [Bool]
  ) -> ClosedRange<Int128> {
    switch graph.nodes[step] {
    case .constant(let value): return value...value
    case .input(let index):
      return Int128(inputs[index].lowerBound)...Int128(inputs[index].upperBound)
    case .isGiven(let index): return given[index] ? 1...1 : 0...0
    // Every range lies inside the proven one, so that nothing overflows; see ``RuleGraph``.
    case .add(let a, let b):
      return ranges[a].lowerBound &+ ranges[b].lowerBound...ranges[a].upperBound
        &+ ranges[b].upperBound
    case .subtract(let a, let b):
      if let (above, below) = halfEven[step], isSingle(below) {
        // Rounding never turns a larger number into a smaller one.
        let divisor = ranges[below].lowerBound
        return ranges[above].lowerBound.halfEvenQuotient(
          divisor)...ranges[above].upperBound
          .halfEvenQuotient(divisor)
      }
      return ranges[a].lowerBound &- ranges[b].upperBound...ranges[a].upperBound
        &- ranges[b].lowerBound
    case .multiply(let a, let b):
      return ranges[a].product(ranges[b]) ?? Int128.min...Int128.max
    case .quotient(let a, let b): return ranges[a].quotient(ranges[b])
    case .root(let a):
      return ranges[a].lowerBound.wholeSquareRoot()...ranges[a].upperBound.wholeSquareRoot()
    case .least(let a, let b):
      return min(
        ranges[a].lowerBound, ranges[b].lowerBound)...min(
          ranges[a].upperBound, ranges[b].upperBound)
    case .greatest(let a, let b):
      return max(
        ranges[a].lowerBound, ranges[b].lowerBound)...max(
          ranges[a].upperBound, ranges[b].upperBound)
    case .isEqual(let a, let b):
      if !ranges[a].overlaps(ranges[b]) { return 0...0 }
      return isSingle(a) && isSingle(b) ? 1...1 : 0...1
    case .isLess(let a, let b):
      if ranges[a].upperBound < ranges[b].lowerBound { return 1...1 }
      return ranges[a].lowerBound >= ranges[b].upperBound ? 0...0 : 0...1
    case .both(let a, let b):
      return min(
        ranges[a].lowerBound, ranges[b].lowerBound)...min(
          ranges[a].upperBound, ranges[b].upperBound)
    case .either(let a, let b):
      return max(
        ranges[a].lowerBound, ranges[b].lowerBound)...max(
          ranges[a].upperBound, ranges[b].upperBound)
    case .isNot(let a): return 1 - ranges[a].upperBound...1 - ranges[a].lowerBound
    case .choice(let condition, let then, let otherwise):
      if isSingle(condition) {
        return ranges[condition].lowerBound != 0 ? ranges[then] : ranges[otherwise]
      }
      return ranges[then].hull(ranges[otherwise])
    case .cell(let table): return cell(table)
    case .estimate(let step, let spread):
      return spread.widened(ranges[step]) ?? Int128.min...Int128.max
    }
  }

  private func isSingle(_ step: Int) -> Bool {
    ranges[step].lowerBound == ranges[step].upperBound
  }

  /// The hull of the cells that the keys may name.
  private func cell(_ table: StepTable) -> ClosedRange<Int128> {
    var found: ClosedRange<Int128>?
    var count = 0
    for row in table.rows {
      guard zip(table.keys, row.keys).allSatisfy({ ranges[$0].contains(Int128($1)) }) else {
        continue
      }
      count += 1
      found = found?.hull(row.value...row.value) ?? row.value...row.value
    }
    let other = table.otherwise...table.otherwise
    guard let found else { return other }
    if table.isCovered || count == combinations(table) { return found }
    return found.hull(other)
  }

  /// How many combinations of keys there may be; nil where that is very many.
  private func combinations(_ table: StepTable) -> Int? {
    var count: Int128 = 1
    for key in table.keys {
      guard let width = ranges[key].upperBound.sum(1 - ranges[key].lowerBound), width < 1 << 20
      else { return nil }
      count *= width
      if count > 1 << 20 { return nil }
    }
    return Int(count)
  }
}

extension ClosedRange<Int128> {
  /// The smallest range that holds both.
  func hull(_ other: Self) -> Self {
    Swift.min(lowerBound, other.lowerBound)...Swift.max(upperBound, other.upperBound)
  }
}

extension Int128 {
  /// A quotient of a number that was raised by half its divisor, with a tie taken back to the even neighbour.
  fileprivate func halfEvenQuotient(_ divisor: Int128) -> Int128 {
    let quotient = floorQuotient(divisor)
    return quotient & 1 != 0 && quotient &* divisor == self ? quotient - 1 : quotient
  }
}

extension RuleGraph {
  /// The steps that ``RuleGraph/rounded(_:_:)`` makes for halves to even: what is divided, by what.
  fileprivate var halfEvenQuotients: [Int: (above: Int, below: Int)] {
    var found: [Int: (above: Int, below: Int)] = [:]
    for (step, node) in nodes.enumerated() {
      guard case .subtract(let nearest, let correction) = node,
        case .quotient(let above, let below) = nodes[nearest],
        case .both(let a, let b) = nodes[correction],
        [a, b].contains(where: { isTie($0, of: above, nearest, below) })
      else { continue }
      found[step] = (above, below)
    }
    return found
  }

  private func isTie(_ step: Int, of above: Int, _ nearest: Int, _ below: Int) -> Bool {
    guard case .isEqual(let a, let b) = nodes[step] else { return false }
    return [(a, b), (b, a)].contains { product, other in
      guard other == above, case .multiply(let x, let y) = nodes[product] else { return false }
      return (x, y) == (nearest, below) || (x, y) == (below, nearest)
    }
  }
}
