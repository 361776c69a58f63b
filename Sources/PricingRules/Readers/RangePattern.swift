import BillingTypes

/// Requests to one offer that give the same names, and leave the same open.
package struct RangePattern {
  /// The places of the inputs that are given, in the order of their cells.
  package let slots: [Int]
  private let plan: RangePlan
  private let axes: [RangeAxis]
  /// What each input lies between; those that are given are set for each request.
  private let whole: [ClosedRange<Int64>]
  private let outcomes: InputState
  private let outcomeSlot: Int?

  /// Prepares the requests; nil where the rules leave nothing legal.
  ///
  /// - Parameters:
  ///   - compiled: The offer's rules.
  ///   - given: Names of parameters and meters whose values are given.
  ///   - open: Names of parameters of which any legal value is possible.
  ///   - plan: Prepares what there is for inputs that are given so, or has it.
  init?(
    _ compiled: CompiledOffer, given: Set<String>, open: Set<String>,
    plan: ([Bool]) -> RangePlan
  ) {
    var states: [String: InputState] = [:]
    for name in open { states[name] = .notReported(within: nil) }
    let inputs = compiled.lowered.inputs
    for input in inputs where given.contains(input.name) {
      // Any value stands for those that are to come.
      states[input.name] = .given(
        compiled.formulaValue(Int128(input.range.lowerBound), of: input))
    }
    guard let question = RangeQuestion(compiled, states, plan: plan) else { return nil }
    slots = inputs.indices.filter { given.contains(inputs[$0].name) }
    self.plan = question.plan
    axes = question.axes
    whole = question.whole
    outcomeSlot = slots.firstIndex { inputs[$0].name == Outcome.parameterName }
    outcomes = question.outcomes
  }

  /// What the bill of a request can be.
  ///
  /// - Parameter cells: A legal value for each of ``slots``.
  /// - Returns: The range of the whole; nil where no request with such values is legal.
  package func range(_ cells: [Int64]) -> AmountRange? { plan.range(question(cells)) }

  /// What each charge of a request can be, looked at by itself.
  ///
  /// - Parameter cells: A legal value for each of ``slots``.
  /// - Returns: The range of each charge; nil where no request with such values is legal.
  package func ranges(_ cells: [Int64]) -> [AmountRange]? { plan.ranges(question(cells)) }

  private func question(_ cells: [Int64]) -> RangeQuestion {
    var whole = whole
    for (slot, cell) in zip(slots, cells) { whole[slot] = cell...cell }
    var outcomes = outcomes
    if let outcomeSlot {
      let input = plan.compiled.lowered.inputs[slots[outcomeSlot]]
      outcomes = .given(plan.compiled.formulaValue(Int128(cells[outcomeSlot]), of: input))
    }
    return RangeQuestion(plan: plan, whole: whole, axes: axes, outcomes: outcomes)
  }
}
