import BillingTypes

/// Requests to one offer that give the same names, and leave the same open.
package final class RangePattern {
  /// The places of the inputs that are given, in the order of their cells.
  package let slots: [Int]
  private let plan: RangePlan
  private let axes: [RangeAxis]
  /// What each input lies between; those that are given are set for each request.
  private var whole: [ClosedRange<Int64>]
  private let outcomes: InputState?
  private let outcomeSlot: Int?
  /// By charge: the places among the cells of what moves it.
  private let keys: [[Int]]
  private var answers: [Key: AmountRange] = [:]

  /// What an answer depends on.
  private struct Key: Hashable {
    let charge: Int
    let cells: [Int64]
  }

  /// More answers than this are not kept.
  private static let mostAnswers = 1 << 16

  /// Prepares the requests; nil where the rules leave nothing legal.
  init?(_ compiled: CompiledOffer, given: Set<String>, open: Set<String>) {
    var states: [String: InputState] = [:]
    for name in open { states[name] = .notReported(within: nil) }
    let inputs = compiled.lowered.inputs
    for input in inputs where given.contains(input.name) {
      // Any value stands for those that are to come.
      states[input.name] = .given(
        compiled.formulaValue(Int128(input.range.lowerBound), of: input))
    }
    guard let question = RangeQuestion(compiled, states) else { return nil }
    slots = inputs.indices.filter { given.contains(inputs[$0].name) }
    plan = question.plan
    axes = question.axes
    whole = question.whole
    let outcome = slots.firstIndex { inputs[$0].name == Outcome.parameterName }
    outcomeSlot = outcome
    outcomes = outcome == nil ? question.outcomes : nil
    keys = question.plan.charges.map { [slots] charge in
      slots.indices.filter { charge.relevant.contains(slots[$0]) || $0 == outcome }
    }
  }

  /// What the bill of a request can be.
  ///
  /// - Parameter cells: A legal value for each of ``slots``.
  /// - Returns: The range of each charge; nil where no request with such values is legal.
  package func ranges(_ cells: [Int64]) -> [AmountRange]? {
    var ranges: [AmountRange?] = []
    var missing: [Int] = []
    let keys = keys.enumerated().map { charge, places in
      Key(charge: charge, cells: places.map { cells[$0] })
    }
    for (charge, key) in keys.enumerated() {
      let kept = answers[key]
      if kept == nil { missing.append(charge) }
      ranges.append(kept)
    }
    if !missing.isEmpty {
      for (slot, cell) in zip(slots, cells) { whole[slot] = cell...cell }
      let question = RangeQuestion(plan: plan, whole: whole, axes: axes, outcomes: outcomes(cells))
      guard let found = question.answers(ofCharges: missing) else { return nil }
      if answers.count >= Self.mostAnswers { answers.removeAll(keepingCapacity: true) }
      for (charge, range) in zip(missing, found) {
        ranges[charge] = range
        answers[keys[charge]] = range
      }
    }
    return ranges.compactMap(\.self)
  }

  private func outcomes(_ cells: [Int64]) -> InputState {
    if let outcomes { return outcomes }
    guard let outcomeSlot else { return .byDefault }
    let input = plan.compiled.lowered.inputs[slots[outcomeSlot]]
    return .given(plan.compiled.formulaValue(Int128(cells[outcomeSlot]), of: input))
  }
}
