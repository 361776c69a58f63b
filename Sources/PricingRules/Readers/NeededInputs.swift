/// What some steps of a graph still depend on when it is known which inputs are given: an estimate whose meter
/// is given is not asked for, nor what only it reads.
struct NeededInputs {
  private let graph: RuleGraph
  /// By step: what its truth value is; nil where that is open, or it has none.
  private var truths: [Bool?] = []
  private var seen: [Bool]
  private let leaves: [Int]
  private(set) var inputs: Set<Int> = []

  /// Follows some steps.
  ///
  /// - Parameters:
  ///   - graph: The rules.
  ///   - roots: The steps that are asked about.
  ///   - leaves: Steps whose values are known, whatever is below them.
  ///   - isGiven: Whether an input is given; nil where that is open.
  init(
    _ graph: RuleGraph, below roots: [Int], leaves: [Int] = [], isGiven: (Int) -> Bool?
  ) {
    self.graph = graph
    self.leaves = leaves
    seen = [Bool](repeating: false, count: graph.nodes.count)
    truths.reserveCapacity(graph.nodes.count)
    for node in graph.nodes {
      truths.append(node.truth(of: { truths[$0] }, isGiven: isGiven))
    }
    for root in roots { follow(root) }
  }

  private mutating func follow(_ step: Int) {
    guard !seen[step] else { return }
    seen[step] = true
    guard truths[step] == nil, !leaves.contains(step) else { return }
    let node = graph.nodes[step]
    if let input = node.inputRead { inputs.insert(input) }
    for operand in node.operands(where: truth) { follow(operand) }
  }

  /// Whether a step is one that the others are made of, themselves included.
  func isNeeded(_ step: Int) -> Bool { seen[step] }

  /// What a truth value is, as far as it follows from what is given.
  func truth(_ step: Int) -> Bool? { truths[step] }
}
