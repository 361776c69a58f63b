import BillingTypes

/// How the numbers of a column become values of one input.
package enum CellReading: Sendable {
  /// So many of the column's units are one of the input's.
  case divided(by: Int64)
  /// By the column's code of a word: the input's; nil for words that it does not know.
  case words([Int64?])

  /// The input's value for a cell; nil for one that it cannot have.
  package func cell(_ number: Int64) -> Int64? {
    switch self {
    case .divided(let divisor): number % divisor == 0 ? number / divisor : nil
    case .words(let codes):
      number >= 0 && number < codes.count ? codes[Int(number)] : nil
    }
  }
}

extension CompiledOffer {
  /// The name of an input.
  package func inputName(_ slot: Int) -> String { lowered.inputs[slot].name }

  /// How a column is read as an input.
  ///
  /// - Parameters:
  ///   - slot: The input's place.
  ///   - words: The column's words, by their codes.
  ///   - places: The decimals that columns are counted in.
  /// - Returns: Nil where the column is too coarse.
  package func reading(of slot: Int, words: [String], places: DecimalPlaces) -> CellReading? {
    let input = lowered.inputs[slot]
    guard case .number(let own) = input.kind else { return .words(words.map { codes.known($0) }) }
    let more = places[input.name] - own
    return more >= 0 ? .divided(by: decimalPower(more)) : nil
  }
}
