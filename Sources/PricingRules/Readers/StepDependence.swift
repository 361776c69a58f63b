/// What each step of a graph depends on: the inputs, and other steps that a reader asks about.
///
/// One pass over the steps answers every question that follows.
struct StepDependence {
  private let words: Int
  private let inputCount: Int
  private var bits: [UInt64]

  /// Follows the steps of a graph from their operands.
  ///
  /// - Parameters:
  ///   - graph: The rules.
  ///   - marks: Steps that may be asked about with ``isAmong(_:below:)``.
  init(_ graph: RuleGraph, marks: [Int]) {
    inputCount = graph.inputs.count
    words = (inputCount + marks.count + 63) / 64
    bits = [UInt64](repeating: 0, count: words * graph.nodes.count)
    for (step, node) in graph.nodes.enumerated() {
      for operand in node.operands {
        for word in 0..<words { bits[step * words + word] |= bits[operand * words + word] }
      }
      if let input = node.inputRead { set(input, of: step) }
      for (mark, marked) in marks.enumerated() where marked == step {
        set(inputCount + mark, of: step)
      }
    }
  }

  private mutating func set(_ bit: Int, of step: Int) {
    bits[step * words + bit / 64] |= 1 << UInt64(bit % 64)
  }

  private func has(_ bit: Int, _ step: Int) -> Bool {
    bits[step * words + bit / 64] & (1 << UInt64(bit % 64)) != 0
  }

  /// The inputs that a step depends on.
  func inputs(below step: Int) -> [Int] { (0..<inputCount).filter { has($0, step) } }

  /// Whether the step with that place among the marks is one of those that a step is made of.
  func isAmong(mark: Int, below step: Int) -> Bool { has(inputCount + mark, step) }
}
