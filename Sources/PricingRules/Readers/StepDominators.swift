/// Which steps every way from a run's results leads through, on to each of its inputs.
struct StepDominators {
  private let checks: [Int]
  private let results: [Int]
  /// By step: the next step that all ways to it lead through; nil where there is none.
  private var next: [Int?]
  /// By input: its step.
  private var inputSteps: [Int: Int] = [:]
  /// By step: the inputs below it.
  private var below: [Set<Int>]

  /// Follows a run from its results.
  init(_ run: RangeRun, results: [Int]) {
    checks = run.checks
    self.results = results
    let count = run.graph.nodes.count
    next = [Int?](repeating: nil, count: count)
    below = [Set<Int>](repeating: [], count: count)
    var isReached = [Bool](repeating: false, count: count)
    for result in results { isReached[result] = true }
    for step in run.steps {
      if let input = step.inputRead {
        below[step.target] = [input]
        inputSteps[input] = step.target
      }
      for operand in run.operands(of: step) { below[step.target].formUnion(below[operand]) }
    }
    for step in run.steps.reversed() where isReached[step.target] {
      for operand in run.operands(of: step) where !results.contains(operand) {
        next[operand] = isReached[operand] ? common(next[operand], step.target) : step.target
        isReached[operand] = true
      }
    }
  }

  /// The first step that is on all ways to both; later steps stand nearer to the results.
  private func common(_ a: Int?, _ b: Int) -> Int? {
    var (a, b) = (a, Optional(b))
    while let left = a, let right = b {
      if left == right { return left }
      if left < right { a = next[left] } else { b = next[right] }
    }
    return nil
  }

  /// The steps that all ways to an input lead through, the nearest first.
  private func chain(_ input: Int) -> [Int] {
    var chain: [Int] = []
    var step = inputSteps[input].flatMap { next[$0] }
    while let own = step {
      chain.append(own)
      step = next[own]
    }
    return chain
  }

  /// The first step that stands for an input, and for every open one below it; nil where only the results do.
  ///
  /// - Parameters:
  ///   - input: The input.
  ///   - open: The inputs that may have several values.
  /// - Returns: The step, and the open inputs below it.
  func standIn(for input: Int, open: Set<Int>) -> (step: Int, inputs: Set<Int>)? {
    // What rules tie to it belongs to it.
    var group: Set = [input]
    let ties = checks.map { below[$0].intersection(open) }
    while true {
      let grown = ties.reduce(into: group) { if !$1.isDisjoint(with: group) { $0.formUnion($1) } }
      if grown == group { break }
      group = grown
    }
    for step in chain(input) {
      let own = below[step].intersection(open)
      guard !results.contains(step), own.isSuperset(of: group),
        ties.allSatisfy({ $0.isDisjoint(with: own) || $0.isSubset(of: own) }),
        own.allSatisfy({ chain($0).contains(step) })
      else { continue }
      return (step, own)
    }
    return nil
  }
}
