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

  /// What is known of a quotient of related numbers, whatever they lie between; nil where nothing is.
  ///
  /// - Parameters:
  ///   - above: What is divided.
  ///   - below: What it is divided by.
  ///   - graph: The rules.
  /// - Returns: The relation.
  func quotient(_ above: Int, _ below: Int, _ graph: RuleGraph) -> QuotientRelation? {
    var (divisor, count) = (below, Int128(1))
    if case .multiply(let a, let b) = graph.nodes[below] {
      if let own = graph.constant(a) { (divisor, count) = (b, own) }
      if let own = graph.constant(b) { (divisor, count) = (a, own) }
    }
    guard count >= 1 else { return nil }
    let least = multiple(of: divisor, beside: above, isUpper: false, graph)
    let most = multiple(of: divisor, beside: above, isUpper: true, graph)
    guard least != nil || most != nil else { return nil }
    return QuotientRelation(divisor: divisor, count: count, least: least, most: most)
  }

  /// A multiple that a step is never above, or never below; nil where only its range is known.
  private func multiple(
    of divisor: Int, beside node: Int, isUpper: Bool, _ graph: RuleGraph
  ) -> QuotientRelation.Bound? {
    if isUpper
      ? Self.isNeverAbove(node, divisor, graph) : Self.isNeverAbove(divisor, node, graph)
    {
      return .known(QuotientRelation.Multiple(slope: 1, rest: 0))
    }
    if let fact = facts[node]?.first(where: {
      $0.isUpper == isUpper
        && (isUpper
          ? Self.isNeverAbove($0.other, divisor, graph)
          : Self.isNeverAbove(divisor, $0.other, graph))
    }) {
      return .known(QuotientRelation.Multiple(slope: 1, rest: fact.offset, count: fact.count))
    }
    switch graph.nodes[node] {
    case .add(let a, let b):
      let first = multiple(of: divisor, beside: a, isUpper: isUpper, graph)
      let second = multiple(of: divisor, beside: b, isUpper: isUpper, graph)
      guard first != nil || second != nil else { return nil }
      return .sum(first ?? .range(of: a), second ?? .range(of: b))
    case .subtract(let a, let b):
      return multiple(of: divisor, beside: a, isUpper: isUpper, graph)
        .map { .difference($0, less: b) }
    case .multiply(let a, let b):
      let products = [(a, b), (b, a)].compactMap { factor, other in
        multiple(of: divisor, beside: other, isUpper: isUpper, graph)
          .map { QuotientRelation.Bound.product(factor: factor, $0) }
      }
      return products.count == 2 ? .either(products[0], products[1]) : products.first
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
