/// What steps are proven to be never above, beside their ranges: it keeps quotients of related numbers tight.
extension RuleGraph {
  /// A multiple of a divisor, and a rest, that a step is never above; nil where only the range is known.
  ///
  /// `32 * x` is at most 32 times `max(x, y)`.
  func multiple(of divisor: Int, above node: Int) -> (slope: Int128, rest: Int128)? {
    if isNeverAbove(node, divisor) { return (1, 0) }
    switch nodes[node] {
    case .add(let a, let b):
      let (first, second) = (multiple(of: divisor, above: a), multiple(of: divisor, above: b))
      guard first != nil || second != nil else { return nil }
      let (x, y) = (first ?? (0, ranges[a].upperBound), second ?? (0, ranges[b].upperBound))
      guard let slope = x.slope.sum(y.slope), let rest = x.rest.sum(y.rest) else { return nil }
      return (slope, rest)
    case .subtract(let a, let b):
      guard let first = multiple(of: divisor, above: a) else { return nil }
      let (rest, overflow) = first.rest.subtractingReportingOverflow(ranges[b].lowerBound)
      return overflow ? nil : (first.slope, rest)
    case .multiply(let a, let b):
      for (factor, other) in [(a, b), (b, a)] {
        guard let factor = constant(factor), factor >= 0, factor < 1 << 32,
          let (slope, rest) = multiple(of: divisor, above: other),
          let raised = slope.product(factor), let left = rest.product(factor)
        else { continue }
        return (raised, left)
      }
      return nil
    default: return nil
    }
  }

  private func isNeverAbove(_ a: Int, _ b: Int) -> Bool {
    if a == b { return true }
    if case .greatest(let x, let y) = nodes[b], isNeverAbove(a, x) || isNeverAbove(a, y) {
      return true
    }
    if case .least(let x, let y) = nodes[a] { return isNeverAbove(x, b) || isNeverAbove(y, b) }
    return false
  }
}
