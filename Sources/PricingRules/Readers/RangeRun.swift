import BillingTypes

/// What every step of a graph lies between, for inputs that lie in ranges: interval arithmetic over whole
/// numbers.
///
/// Each step counts as a new unknown wherever it is used, so ranges may be too wide and are never too narrow.
struct RangeRun {
  let graph: RuleGraph
  /// What is done, in order.
  let steps: [RangeStep]
  /// What checks say of the steps, in the order of the steps.
  private let limits: [RangeLimits.Limit]
  /// What rules say of quotients.
  private let relations: [QuotientRelation]
  private let passes: Int
  let checks: [Int]
  /// By stand-in: what its step lies between; see ``StandIn``.
  var standIns: [ClosedRange<Int128>]
  /// The range of every live step after ``run(_:)``.
  private(set) var ranges: [ClosedRange<Int128>]

  /// Prepares a graph.
  ///
  /// - Parameters:
  ///   - graph: The rules.
  ///   - given: By input: whether it is given.
  ///   - results: The steps that are looked at.
  ///   - checks: Truth values that hold for every request that counts; they are looked at too.
  ///   - standIns: Steps whose ranges are told.
  init(
    _ graph: RuleGraph, given: [Bool], results: [Int], checks: [Int], standIns: [Int] = []
  ) {
    self.graph = graph
    self.checks = checks
    self.standIns = standIns.map { graph.ranges[$0] }
    let known = RangeLimits(graph, checks: checks)
    let live = NeededInputs(graph, below: results + checks, leaves: standIns) { given[$0] }
    var steps: [RangeStep] = []
    var limits: [RangeLimits.Limit] = []
    var ranges = graph.ranges
    var relations: [QuotientRelation] = []
    for step in graph.nodes.indices where live.isNeeded(step) {
      if let truth = live.truth(step) { ranges[step] = truth ? 1...1 : 0...0 }
      if let place = standIns.firstIndex(of: step) {
        steps.append(RangeStep(target: step, work: .standIn(Int32(place)), limits: 0..<0))
        continue
      }
      let work = RangeStep.Work(graph, step, truth: live.truth) { above, below in
        guard let relation = known.relations.quotient(above, below, graph) else { return nil }
        relations.append(relation)
        return relations.count - 1
      }
      guard let work else { continue }
      let first = limits.count
      limits += known.limits[step] ?? []
      steps.append(RangeStep(target: step, work: work, limits: first..<limits.count))
    }
    self.steps = steps
    self.limits = limits
    self.ranges = ranges
    self.relations = relations
    passes = known.looksAhead ? 2 : 1
  }

  /// Computes the ranges.
  ///
  /// - Parameter inputs: What each input lies between.
  /// - Returns: Whether some request may be left: false where the checks exclude all of them.
  mutating func run(_ inputs: [ClosedRange<Int64>]) -> Bool {
    if passes > 1 { for step in steps { ranges[step.target] = graph.ranges[step.target] } }
    for _ in 0..<passes {
      for step in steps {
        // What is proven for all requests holds for some of them.
        var range = range(of: step, inputs).clamped(to: graph.ranges[step.target])
        for limit in limits[step.limits] {
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
        ranges[step.target] = range
      }
    }
    return checks.allSatisfy { ranges[$0] != 0...0 }
  }

  /// Computes the ranges for one request, which leave open what estimates do.
  ///
  /// - Parameter inputs: Its values.
  /// - Returns: Whether the checks hold.
  mutating func runOne(_ inputs: [ClosedRange<Int64>]) -> Bool {
    for step in steps {
      ranges[step.target] = range(of: step, inputs).clamped(to: graph.ranges[step.target])
    }
    return checks.allSatisfy { ranges[$0] == 1...1 }
  }

  @inline(__always)
  private func range(
    of step: RangeStep, _ inputs: [ClosedRange<Int64>]
  ) -> ClosedRange<Int128> {
    func own(_ step: Int32) -> ClosedRange<Int128> { ranges[Int(step)] }
    switch step.work {
    case .input(let index):
      let input = inputs[Int(index)]
      return Int128(input.lowerBound)...Int128(input.upperBound)
    case .standIn(let place): return standIns[Int(place)]
    case .same(let a): return own(a)
    // Every range lies inside the proven one, so that nothing overflows; see ``RuleGraph``.
    case .add(let a, let b):
      let (a, b) = (own(a), own(b))
      return a.lowerBound &+ b.lowerBound...a.upperBound &+ b.upperBound
    case .subtract(let a, let b):
      let (a, b) = (own(a), own(b))
      return a.lowerBound &- b.upperBound...a.upperBound &- b.lowerBound
    case .halfEven(let nearest, let correction, let above, let below):
      let divisor = own(below)
      guard divisor.lowerBound == divisor.upperBound else {
        let (a, b) = (own(nearest), own(correction))
        return a.lowerBound &- b.upperBound...a.upperBound &- b.lowerBound
      }
      // Rounding never turns a larger number into a smaller one.
      let above = own(above)
      return above.lowerBound.halfEvenQuotient(
        divisor.lowerBound)...above.upperBound.halfEvenQuotient(divisor.lowerBound)
    case .multiply(let a, let b): return own(a).product(own(b)) ?? Int128.min...Int128.max
    case .quotient(let a, let b): return own(a).quotient(own(b))
    case .relatedQuotient(let a, let b, let relation):
      let range = own(a).quotient(own(b))
      if range.lowerBound == range.upperBound { return range }
      return relations[Int(relation)].narrowed(range, ranges)
    case .root(let a):
      let a = own(a)
      return a.lowerBound.wholeSquareRoot()...a.upperBound.wholeSquareRoot()
    case .least(let a, let b):
      let (a, b) = (own(a), own(b))
      return min(a.lowerBound, b.lowerBound)...min(a.upperBound, b.upperBound)
    case .greatest(let a, let b):
      let (a, b) = (own(a), own(b))
      return max(a.lowerBound, b.lowerBound)...max(a.upperBound, b.upperBound)
    case .isEqual(let a, let b):
      let (a, b) = (own(a), own(b))
      if a.lowerBound > b.upperBound || b.lowerBound > a.upperBound { return 0...0 }
      return a.lowerBound == a.upperBound && a == b ? 1...1 : 0...1
    case .isLess(let a, let b):
      let (a, b) = (own(a), own(b))
      if a.upperBound < b.lowerBound { return 1...1 }
      return a.lowerBound >= b.upperBound ? 0...0 : 0...1
    case .isNot(let a):
      let a = own(a)
      return 1 &- a.upperBound...1 &- a.lowerBound
    case .choice(let condition, let then, let otherwise):
      let condition = own(condition)
      if condition.lowerBound == condition.upperBound {
        return condition.lowerBound != 0 ? own(then) : own(otherwise)
      }
      return own(then).hull(own(otherwise))
    case .cell: return cell(at: step.target)
    case .estimate(let a): return estimate(at: step.target, own(a))
    }
  }

  @inline(never)
  private func estimate(at step: Int, _ range: ClosedRange<Int128>) -> ClosedRange<Int128> {
    guard case .estimate(_, let spread) = graph.nodes[step] else { return range }
    return spread.widened(range) ?? Int128.min...Int128.max
  }

  /// The hull of the cells that the keys may name.
  @inline(never)
  private func cell(at step: Int) -> ClosedRange<Int128> {
    guard case .cell(let table) = graph.nodes[step] else { return graph.ranges[step] }
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
