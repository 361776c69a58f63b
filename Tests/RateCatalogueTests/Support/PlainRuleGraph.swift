@testable import PricingRules

/// Runs a whole-number graph step by step, as slowly and plainly as can be.
struct PlainRuleGraph {
  let graph: RuleGraph

  /// The value of every step for inputs as they were given; nil for what was not.
  ///
  /// - Returns: nil where a step leaves its proven range.
  func values(given: [Int64?]) -> [Int128]? {
    var values: [Int128] = []
    for (index, node) in graph.nodes.enumerated() {
      let value = value(of: node, given, values)
      guard graph.ranges[index].contains(value) else { return nil }
      values.append(value)
    }
    return values
  }

  private func value(of node: RuleStep, _ given: [Int64?], _ values: [Int128]) -> Int128 {
    func truth(_ value: Bool) -> Int128 { value ? 1 : 0 }
    switch node {
    case .constant(let value): return value
    case .input(let index):
      let input = graph.inputs[index]
      // A metered value that is not given is never looked at; any legal number will do.
      return Int128(given[index] ?? input.defaultValue ?? input.range.lowerBound)
    case .isGiven(let index): return truth(given[index] != nil)
    case .add(let a, let b): return values[a] + values[b]
    case .subtract(let a, let b): return values[a] - values[b]
    case .multiply(let a, let b): return values[a] * values[b]
    case .quotient(let a, let b):
      let (quotient, rest) = values[a].quotientAndRemainder(dividingBy: values[b])
      return rest < 0 ? quotient - 1 : quotient
    case .root(let a):
      // Digit by digit, from the largest that a root of 128 bits can have.
      return stride(from: 62, through: 0, by: -1).reduce(into: 0) { root, bit in
        let next = root + (1 as Int128) << Int128(bit)
        if next * next <= values[a] { root = next }
      }
    case .least(let a, let b): return min(values[a], values[b])
    case .greatest(let a, let b): return max(values[a], values[b])
    case .isEqual(let a, let b): return truth(values[a] == values[b])
    case .isLess(let a, let b): return truth(values[a] < values[b])
    case .both(let a, let b): return truth(values[a] == 1 && values[b] == 1)
    case .either(let a, let b): return truth(values[a] == 1 || values[b] == 1)
    case .isNot(let a): return 1 - values[a]
    case .choice(let condition, let then, let otherwise):
      return values[condition] == 1 ? values[then] : values[otherwise]
    case .estimate(let step, _): return values[step]
    case .cell(let table):
      let keys = table.keys.map { values[$0] }
      return table.rows.first { $0.keys.map { Int128($0) } == keys }?.value ?? table.otherwise
    }
  }
}
