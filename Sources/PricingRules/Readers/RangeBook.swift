import BillingTypes

/// Ranges of very many requests to one offer: charge by charge, and an answer holds for as long as the values
/// that the charge depends on stay the same.
///
/// Charges are looked at one by one, so that the range of the whole may be wider than that of
/// ``CompiledOffer/range(of:)`` where one open value moves two charges in opposite ways. It is never narrower.
package final class RangeBook {
  private let compiled: CompiledOffer
  private var answers: [Key: AmountRange?] = [:]
  private var neededByMeters: [[Bool]: [Set<Int>]] = [:]

  /// What an answer depends on.
  private struct Key: Hashable {
    let charge: Int
    let values: [Int64]
  }

  /// More answers than this are not kept.
  private static let mostAnswers = 1 << 17

  /// Creates an empty book.
  package init(_ compiled: CompiledOffer) { self.compiled = compiled }

  /// What the bill of a request can be, given what is known of its values.
  ///
  /// - Parameter states: What is known of parameters and meters by name, as in ``CompiledOffer/range(of:)``.
  /// - Returns: The range of each charge; nil where no request with such values is legal.
  package func ranges(of states: [String: InputState]) -> [AmountRange]? {
    let question = RangeQuestion(compiled, states, cutLimit: RangeSearch.mostCutsOfRow)
    guard let whole = question.whole else { return nil }
    let needed = needed(given: question.given)
    var ranges: [AmountRange] = []
    for (charge, inputs) in needed.enumerated() {
      var values: [Int64] = []
      for input in inputs.sorted() {
        values += [whole[input].lowerBound, whole[input].upperBound, question.given[input] ? 1 : 0]
      }
      let key = Key(charge: charge, values: values)
      let answer: AmountRange?
      if let kept = answers[key] {
        answer = kept
      } else {
        answer = question.answer(ofCharge: charge, needed: inputs)
        if answers.count >= Self.mostAnswers { answers.removeAll() }
        answers[key] = .some(answer)
      }
      guard let answer else { return nil }
      ranges.append(answer)
    }
    return ranges
  }

  /// By charge: the inputs that its range depends on when the same inputs are given.
  private func needed(given: [Bool]) -> [Set<Int>] {
    if let kept = neededByMeters[given] { return kept }
    let lowered = compiled.lowered
    let needed = lowered.charges.map { charge in
      let roots = charge.bounds.map { [$0.least, $0.most, $0.isUnlimited] } ?? [charge.picounits]
      return NeededInputs(lowered.graph, below: roots) { place in
        lowered.inputs[place].isMeter ? given[place] : nil
      }.inputs
    }
    neededByMeters[given] = needed
    return needed
  }
}
