/// What steps are to each other, beside their ranges: it keeps quotients of related numbers tight.
///
/// `96 * min(x, y) / max(x, y)` is at most 96, however far the ranges of both reach; where a rule says
/// `max(x, y) <= 3 * min(x, y)`, it is at least 32.
struct StepRelations {
  /// That a multiple of a step is at most, or at least, another step plus a number.
  struct Fact {
    let count: Int128
    let other: Int
    let offset: Int128
    let isUpper: Bool
  }

  /// By step; those that hold for the requests that are looked at.
  private var facts: [Int: [Fact]] = [:]

  /// What holds for every request.
  init() {}

  /// Adds that a step is at most, or at least, another one plus a number.
  mutating func add(
    _ step: Int, isUpper: Bool, _ other: Int, plus offset: Int128, _ graph: RuleGraph
  ) {
    facts[step, default: []].append(Fact(count: 1, other: other, offset: offset, isUpper: isUpper))
    guard case .multiply(let a, let b) = graph.nodes[step] else { return }
    for (count, own) in [(a, b), (b, a)] {
      guard let count = graph.constant(count), count >= 1 else { continue }
      facts[own, default: []].append(
        Fact(count: count, other: other, offset: offset, isUpper: isUpper))
    }
  }

  /// `(slope × divisor + rest) / count`: what a step is never above, or never below.
  private struct Multiple {
    var slope: Int128
    var rest: Int128
    var count: Int128 = 1

    func sum(_ other: Multiple) -> Multiple? {
      guard let a = slope.product(other.count), let b = other.slope.product(count),
        let c = rest.product(other.count), let d = other.rest.product(count),
        let slope = a.sum(b), let rest = c.sum(d), let count = count.product(other.count)
      else { return nil }
      return Multiple(slope: slope, rest: rest, count: count)
    }

    var opposite: Multiple? {
      guard let slope = slope.product(-1), let rest = rest.product(-1) else { return nil }
      return Multiple(slope: slope, rest: rest, count: count)
    }
  }

  /// What a quotient of related numbers lies between; nil ends where only the ranges are known.
  ///
  /// - Parameters:
  ///   - above: What is divided.
  ///   - below: What it is divided by.
  ///   - graph: The rules.
  ///   - ranges: What every step lies between.
  /// - Returns: The two ends.
  func quotient(
    _ above: Int, _ below: Int, _ graph: RuleGraph, _ ranges: [ClosedRange<Int128>]
  ) -> (least: Int128?, most: Int128?) {
    var (divisor, count) = (below, Int128(1))
    if case .multiply(let a, let b) = graph.nodes[below] {
      if let own = graph.constant(a) { (divisor, count) = (b, own) }
      if let own = graph.constant(b) { (divisor, count) = (a, own) }
    }
    guard count >= 1, ranges[divisor].lowerBound >= 1 else { return (nil, nil) }
    func end(isUpper: Bool) -> Int128? {
      guard
        let multiple = multiple(of: divisor, beside: above, isUpper: isUpper, graph, ranges),
        let times = multiple.count.product(count)
      else { return nil }
      // (slope × divisor + rest) / divisor is slope + rest / divisor; floors of floors are floors.
      let rest = (multiple.rest...multiple.rest).quotient(ranges[divisor])
      return multiple.slope.sum(isUpper ? rest.upperBound : rest.lowerBound)?.floorQuotient(times)
    }
    return (end(isUpper: false), end(isUpper: true))
  }

  /// A multiple that a step is never above, or never below; nil where only its range is known.
  private func multiple(
    of divisor: Int, beside node: Int, isUpper: Bool, _ graph: RuleGraph,
    _ ranges: [ClosedRange<Int128>]
  ) -> Multiple? {
    if isUpper
      ? Self.isNeverAbove(node, divisor, graph) : Self.isNeverAbove(divisor, node, graph)
    {
      return Multiple(slope: 1, rest: 0)
    }
    if let fact = facts[node]?.first(where: {
      $0.isUpper == isUpper
        && (isUpper
          ? Self.isNeverAbove($0.other, divisor, graph)
          : Self.isNeverAbove(divisor, $0.other, graph))
    }) {
      return Multiple(slope: 1, rest: fact.offset, count: fact.count)
    }
    func end(_ step: Int, isUpper: Bool) -> Multiple {
      Multiple(slope: 0, rest: isUpper ? ranges[step].upperBound : ranges[step].lowerBound)
    }
    switch graph.nodes[node] {
    case .add(let a, let b):
      let first = multiple(of: divisor, beside: a, isUpper: isUpper, graph, ranges)
      let second = multiple(of: divisor, beside: b, isUpper: isUpper, graph, ranges)
      guard first != nil || second != nil else { return nil }
      return (first ?? end(a, isUpper: isUpper)).sum(second ?? end(b, isUpper: isUpper))
    case .subtract(let a, let b):
      guard let first = multiple(of: divisor, beside: a, isUpper: isUpper, graph, ranges),
        let less = end(b, isUpper: !isUpper).opposite
      else { return nil }
      return first.sum(less)
    case .multiply(let a, let b):
      for (factor, other) in [(a, b), (b, a)] {
        let factor = ranges[factor]
        guard factor.lowerBound >= 0, factor.upperBound < 1 << 32,
          let own = multiple(of: divisor, beside: other, isUpper: isUpper, graph, ranges),
          own.slope >= 0,
          let slope = own.slope.product(isUpper ? factor.upperBound : factor.lowerBound),
          let rest = own.rest.product(
            (own.rest < 0) == isUpper ? factor.lowerBound : factor.upperBound)
        else { continue }
        return Multiple(slope: slope, rest: rest, count: own.count)
      }
      return nil
    default: return nil
    }
  }

  /// Whether a step is at most another one, whatever a request says.
  private static func isNeverAbove(_ a: Int, _ b: Int, _ graph: RuleGraph) -> Bool {
    if a == b { return true }
    if case .greatest(let x, let y) = graph.nodes[b],
      isNeverAbove(a, x, graph) || isNeverAbove(a, y, graph)
    {
      return true
    }
    if case .least(let x, let y) = graph.nodes[a] {
      return isNeverAbove(x, b, graph) || isNeverAbove(y, b, graph)
    }
    return false
  }
}

extension ClosedRange<Int128> {
  /// What of a range lies between two ends, where they are known.
  func clamped(to ends: (least: Int128?, most: Int128?)) -> Self {
    let low = Swift.min(Swift.max(lowerBound, ends.least ?? lowerBound), upperBound)
    return low...Swift.max(low, Swift.min(upperBound, ends.most ?? upperBound))
  }
}
