/// One step of a ``RangeRun``, laid out so that running it copies no table.
struct RangeStep {
  /// The step of the graph.
  let target: Int
  let work: Work
  /// Its limits among those of the run.
  let limits: Range<Int>

  /// The input whose value it is; nil for any other step.
  var inputRead: Int? { if case .input(let input) = work { Int(input) } else { nil } }

  /// What is done; operands are steps of the graph.
  ///
  /// Truth values are 0 and 1: both is the least of them, either the greatest. Cells and estimates are looked up
  /// in the graph.
  enum Work: BitwiseCopyable {
    case input(Int32)
    /// A range that is told; which one.
    case standIn(Int32)
    /// A choice whose side is known.
    case same(Int32)
    case add(Int32, Int32)
    case subtract(Int32, Int32)
    /// A rounding of halves to even that takes a tie back; what is divided, by what.
    case halfEven(nearest: Int32, correction: Int32, above: Int32, below: Int32)
    case multiply(Int32, Int32)
    case quotient(Int32, Int32)
    /// A quotient of related numbers; which relation of the run.
    case relatedQuotient(Int32, Int32, relation: Int32)
    case root(Int32)
    case least(Int32, Int32)
    case greatest(Int32, Int32)
    case isEqual(Int32, Int32)
    case isLess(Int32, Int32)
    case isNot(Int32)
    case choice(Int32, then: Int32, otherwise: Int32)
    case cell
    case estimate(Int32)

    /// The steps whose ranges it reads.
    var operands: [Int32] {
      switch self {
      case .input, .standIn, .cell: []
      case .same(let a), .root(let a), .isNot(let a), .estimate(let a): [a]
      case .add(let a, let b), .subtract(let a, let b), .multiply(let a, let b),
        .quotient(let a, let b), .relatedQuotient(let a, let b, _), .least(let a, let b),
        .greatest(let a, let b), .isEqual(let a, let b), .isLess(let a, let b),
        .halfEven(_, _, let a, let b):
        [a, b]
      case .choice(let condition, let then, let otherwise): [condition, then, otherwise]
      }
    }

    /// What is done for a step; nil where its value is known.
    ///
    /// - Parameters:
    ///   - graph: The rules.
    ///   - step: The step.
    ///   - truth: The truth of a step that follows from what is given; nil where that is open.
    ///   - relation: The place of what rules say of a quotient; nil where they say nothing.
    init?(
      _ graph: RuleGraph, _ step: Int, truth: (Int) -> Bool?, relation: (Int, Int) -> Int?
    ) {
      guard truth(step) == nil else { return nil }
      switch graph.nodes[step] {
      case .constant, .isGiven: return nil
      case .input(let index): self = .input(Int32(index))
      case .add(let a, let b): self = .add(Int32(a), Int32(b))
      case .subtract(let a, let b):
        if let (above, below) = graph.halfEvenQuotient(of: a, b) {
          self = .halfEven(
            nearest: Int32(a), correction: Int32(b), above: Int32(above), below: Int32(below))
        } else {
          self = .subtract(Int32(a), Int32(b))
        }
      case .multiply(let a, let b): self = .multiply(Int32(a), Int32(b))
      case .quotient(let a, let b):
        if let relation = relation(a, b) {
          self = .relatedQuotient(Int32(a), Int32(b), relation: Int32(relation))
        } else {
          self = .quotient(Int32(a), Int32(b))
        }
      case .root(let a): self = .root(Int32(a))
      case .least(let a, let b), .both(let a, let b): self = .least(Int32(a), Int32(b))
      case .greatest(let a, let b), .either(let a, let b): self = .greatest(Int32(a), Int32(b))
      case .isEqual(let a, let b): self = .isEqual(Int32(a), Int32(b))
      case .isLess(let a, let b): self = .isLess(Int32(a), Int32(b))
      case .isNot(let a): self = .isNot(Int32(a))
      case .choice(let condition, let then, let otherwise):
        if let isTrue = truth(condition) {
          self = .same(Int32(isTrue ? then : otherwise))
        } else {
          self = .choice(Int32(condition), then: Int32(then), otherwise: Int32(otherwise))
        }
      case .cell: self = .cell
      case .estimate(let a, _): self = .estimate(Int32(a))
      }
    }
  }
}

extension RuleGraph {
  /// What is divided, by what, where a number less another one is what ``RuleGraph/rounded(_:_:)`` makes for
  /// halves to even; nil for any other difference.
  fileprivate func halfEvenQuotient(
    of nearest: Int, _ correction: Int
  ) -> (above: Int, below: Int)? {
    guard case .quotient(let above, let below) = nodes[nearest],
      case .both(let a, let b) = nodes[correction],
      [a, b].contains(where: { isTie($0, of: above, nearest, below) })
    else { return nil }
    return (above, below)
  }

  private func isTie(_ step: Int, of above: Int, _ nearest: Int, _ below: Int) -> Bool {
    guard case .isEqual(let a, let b) = nodes[step] else { return false }
    return [(a, b), (b, a)].contains { product, other in
      guard other == above, case .multiply(let x, let y) = nodes[product] else { return false }
      return (x, y) == (nearest, below) || (x, y) == (below, nearest)
    }
  }
}

extension RangeRun {
  /// The steps that a step is made of.
  func operands(of step: RangeStep) -> [Int] {
    if case .cell = step.work { return graph.nodes[step.target].operands }
    return step.work.operands.map(Int.init)
  }
}
