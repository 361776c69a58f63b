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
    switch node {
    case .isGiven, .isEqual, .isLess, .both, .either, .isNot: return .truth
    case .input(let index):
      switch graph.inputs[index].kind {
      case .truth: return .truth
      case .word: return .word
      case .number: return .number
      }
    case .choice(_, let then, let otherwise):
      if kinds[then] == .word || kinds[otherwise] == .word { return .word }
      let sides = [then, otherwise].map { kinds[$0] == .truth || isZeroOrOne(graph.nodes[$0]) }
      let areTruths = sides == [true, true] && [then, otherwise].contains { kinds[$0] == .truth }
      return areTruths ? .truth : .number
    default: return .number
    }
  }

  private static func isZeroOrOne(_ node: RuleStep) -> Bool {
    if case .constant(let value) = node { return value == 0 || value == 1 }
    return false
  }

  /// Whether writing a step again costs next to nothing.
  func isCheap(_ node: Int) -> Bool {
    switch graph.nodes[node] {
    case .constant, .input, .isGiven: true
    case .isNot(let a): isLeaf(a)
    case .isEqual(let a, let b), .isLess(let a, let b): isLeaf(a) && isLeaf(b)
    default: false
    }
  }

  /// Whether a step is a constant or a column.
  func isLeaf(_ node: Int) -> Bool {
    switch graph.nodes[node] {
    case .constant, .input, .isGiven: true
    default: false
    }
  }
}
