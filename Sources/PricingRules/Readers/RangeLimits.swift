/// What the checks of an offer say of single steps: wherever a request is fine, a step lies on its side of
/// another.
///
/// What interval arithmetic forgets, that two inputs cannot both be large, say, it tells again. Steps are
/// unique, so that a rule speaks of a formula wherever it stands.
struct RangeLimits {
  /// A step is at most, or at least, another one plus a number.
  struct Limit {
    let other: Int
    let offset: Int128
    let isUpper: Bool
  }

  /// By step.
  private(set) var limits: [Int: [Limit]] = [:]
  /// The same, of steps that are divided by each other.
  private(set) var relations = StepRelations()
  /// Whether some step is bounded by one that is computed after it.
  private(set) var looksAhead = false

  init(_ graph: RuleGraph, checks: [Int]) {
    for check in checks { assume(check, true, graph) }
  }

  private mutating func assume(_ step: Int, _ truth: Bool, _ graph: RuleGraph) {
    switch graph.nodes[step] {
    case .isNot(let inner): assume(inner, !truth, graph)
    case .both(let a, let b) where truth:
      assume(a, true, graph)
      assume(b, true, graph)
    case .either(let a, let b) where !truth:
      assume(a, false, graph)
      assume(b, false, graph)
    case .isLess(let a, let b):
      if truth { order(a, b, by: -1, graph) } else { order(b, a, by: 0, graph) }
    case .isEqual(let a, let b) where truth:
      order(a, b, by: 0, graph)
      order(b, a, by: 0, graph)
    default: break
    }
  }

  /// `low` is at most `high` plus a number.
  private mutating func order(_ low: Int, _ high: Int, by offset: Int128, _ graph: RuleGraph) {
    limits[low, default: []].append(Limit(other: high, offset: offset, isUpper: true))
    limits[high, default: []].append(Limit(other: low, offset: -offset, isUpper: false))
    relations.add(low, isUpper: true, high, plus: offset, graph)
    relations.add(high, isUpper: false, low, plus: -offset, graph)
    if graph.constant(low) == nil, graph.constant(high) == nil { looksAhead = true }
  }
}
