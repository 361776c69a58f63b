import PricingRules

/// What steps of a graph are, and how often they are used: what decides how SQL shows them.
struct SQLGraph {
  /// What a step's SQL is.
  enum Kind { case number, truth, word }

  let graph: RuleGraph
  /// By step; only what is needed for the results counts.
  private(set) var kinds: [Kind]
  private(set) var uses: [Int]

  init(_ graph: RuleGraph, results: [Int]) {
    self.graph = graph
    kinds = []
    for node in graph.nodes { kinds.append(Self.kind(of: node, graph, kinds)) }
    uses = [Int](repeating: 0, count: graph.nodes.count)
    for result in results { uses[result] += 1 }
    for index in graph.nodes.indices.reversed() where uses[index] > 0 {
      for operand in graph.nodes[index].operands { uses[operand] += 1 }
    }
  }

  private static func kind(of node: RuleStep, _ graph: RuleGraph, _ kinds: [Kind]) -> Kind {
    if node.isTruth { return .truth }
    if let index = node.inputRead {
      switch graph.inputs[index].kind {
      case .truth: return .truth
      case .word: return .word
      case .number: return .number
      }
    }
    guard case .choice(_, let then, let otherwise) = node else { return .number }
    if kinds[then] == .word || kinds[otherwise] == .word { return .word }
    let sides = [then, otherwise].map { kinds[$0] == .truth || isZeroOrOne($0, graph) }
    let areTruths = sides == [true, true] && [then, otherwise].contains { kinds[$0] == .truth }
    return areTruths ? .truth : .number
  }

  private static func isZeroOrOne(_ node: Int, _ graph: RuleGraph) -> Bool {
    graph.constant(node).map { $0 == 0 || $0 == 1 } ?? false
  }

  /// Whether writing a step again costs next to nothing.
  func isCheap(_ node: Int) -> Bool {
    let step = graph.nodes[node]
    if let opposite = step.opposite { return isLeaf(opposite) }
    return isLeaf(node) || step.isComparison && step.operands.allSatisfy(isLeaf)
  }

  /// Whether a step is a constant or a column.
  func isLeaf(_ node: Int) -> Bool {
    graph.nodes[node].operands.isEmpty
  }
}
