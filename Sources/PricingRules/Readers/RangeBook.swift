import BillingTypes

/// Ranges of very many requests to one offer: an answer holds for as long as the values that it depends on stay
/// the same.
package final class RangeBook {
  private let compiled: CompiledOffer
  private var patterns: [Names: RangePattern?] = [:]
  /// By what is given.
  private var plans: [[Bool]: RangePlan] = [:]
  /// By input: whether some step asks if it is given; of others it makes no difference.
  private let isAsked: [Bool]

  /// What requests give and leave open.
  private struct Names: Hashable {
    let given: Set<String>
    let open: Set<String>
  }

  /// Creates an empty book.
  package init(_ compiled: CompiledOffer) {
    self.compiled = compiled
    let asked = compiled.namesAsked
    isAsked = compiled.lowered.inputs.map { asked.contains($0.name) }
  }

  /// Requests that give the same names and leave the same open.
  ///
  /// - Parameters:
  ///   - given: Names of parameters and meters whose values are given.
  ///   - open: Names of parameters of which any legal value is possible.
  /// - Returns: Nil where the rules leave nothing legal.
  package func pattern(given: Set<String>, open: Set<String>) -> RangePattern? {
    let names = Names(given: given, open: open)
    if let kept = patterns[names] { return kept }
    let pattern = RangePattern(compiled, given: given, open: open, plan: plan)
    if patterns.count >= RangePlan.mostAnswers { patterns.removeAll() }
    patterns[names] = .some(pattern)
    return pattern
  }

  private func plan(_ given: [Bool]) -> RangePlan {
    let inputs = compiled.lowered.inputs
    let given = given.indices.map { given[$0] || !(isAsked[$0] || inputs[$0].isOptional) }
    if let kept = plans[given] { return kept }
    let plan = RangePlan(compiled, given: given)
    plans[given] = plan
    return plan
  }

  /// What the bill of a request can be, given what is known of its values.
  ///
  /// - Parameter states: What is known of parameters and meters by name, as ``CompiledOffer/range(of:)`` takes it; known
  ///   names only.
  /// - Returns: nil when no request with such values is legal.
  package func range(of states: [String: InputState]) -> AmountRange? {
    guard let question = RangeQuestion(compiled, states, plan: plan) else { return nil }
    return question.plan.range(question)
  }

  /// What the bill of a request can be.
  ///
  /// - Parameters:
  ///   - values: What is given, by name; legal values.
  ///   - open: Names of parameters of which any legal value is possible.
  ///   - find: What is asked of the pattern, with its cells.
  /// - Returns: What `find` finds; nil where no request with such values is legal.
  package func ask<Answer>(
    _ values: [String: FormulaValue], open: Set<String>,
    _ find: (RangePattern, [Int64]) -> Answer?
  ) -> Answer? {
    guard let pattern = pattern(given: Set(values.keys), open: open) else { return nil }
    var cells: [Int64] = []
    for slot in pattern.slots {
      guard let value = values[compiled.lowered.inputs[slot].name],
        let cell = try? compiled.value(value, of: slot)
      else { return nil }
      cells.append(cell.number)
    }
    return find(pattern, cells)
  }
}
