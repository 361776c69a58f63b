import BillingTypes

/// Ranges of very many requests to one offer: charge by charge, and an answer holds for as long as the values
/// that the charge depends on stay the same.
///
/// Charges are looked at one by one, so that the range of the whole may be wider than that of
/// ``CompiledOffer/range(of:)`` where one open value moves two charges in opposite ways. It is never narrower.
package final class RangeBook {
  private let compiled: CompiledOffer
  private var answers: [Key: AmountRange?] = [:]
  /// By what is given: what each charge depends on.
  private var dependences: [[Bool]: [Dependence]] = [:]

  /// What the range of a charge depends on.
  private struct Dependence {
    /// The inputs that move it.
    let needed: Set<Int>
    /// Those, and what rules tie to them.
    let keyed: [Int]
  }

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
    var ranges: [AmountRange] = []
    for (charge, dependence) in dependences(of: question).enumerated() {
      var values: [Int64] = []
      for input in dependence.keyed {
        values += [whole[input].lowerBound, whole[input].upperBound, question.given[input] ? 1 : 0]
      }
      let key = Key(charge: charge, values: values)
      let answer: AmountRange?
      if let kept = answers[key] {
        answer = kept
      } else {
        answer = question.answer(ofCharge: charge, needed: dependence.needed)
        if answers.count >= Self.mostAnswers { answers.removeAll() }
        answers[key] = .some(answer)
      }
      guard let answer else { return nil }
      ranges.append(answer)
    }
    return ranges
  }

  /// By charge: what its range depends on when the same inputs are given.
  private func dependences(of question: RangeQuestion) -> [Dependence] {
    if let kept = dependences[question.given] { return kept }
    let own = compiled.lowered.charges.map { charge in
      let roots = charge.bounds.map { [$0.least, $0.most, $0.isUnlimited] } ?? [charge.picounits]
      // How a request ended may be a reason though it moves nothing.
      let outcome = compiled.places[Outcome.parameterName].map { [$0] } ?? []
      return Dependence(
        needed: question.needed(for: roots),
        keyed: question.relevant(to: roots).inputs.union(outcome).sorted())
    }
    dependences[question.given] = own
    return own
  }
}
