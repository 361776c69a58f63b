/// Why a number that a person wrote could not be read.
public enum WrittenNumberError: Error, Hashable, Sendable {
  /// What stands there is no number, or does not fit.
  case number(NumberError)
  /// It may be either of two numbers.
  case ambiguous(String, [String])
  /// Its ending is of another kind of number.
  case wrongEnding(String, found: String, NumberUnit)
  /// Its ending means nothing here.
  case unknownEnding(String, NumberUnit)
  /// It is money in another currency.
  case otherCurrency(String, found: Currency, asked: Currency)
}

extension WrittenNumberError {
  /// Whether there are digits, and what is wrong is what their ending means.
  package var isOfEnding: Bool { if case .number = self { false } else { true } }

  /// Whether there are digits, and what is wrong is how they are meant: their ending, or their groups.
  package var isOfDigits: Bool {
    if case .number(.thousandSeparator) = self { true } else { isOfEnding }
  }
}

extension WrittenNumberError: CustomStringConvertible {
  /// A clause that shows the text that was found and what would be right.
  public var description: String {
    switch self {
    case .number(let error): error.description
    case .ambiguous(let text, let readings):
      "'\(text)' may be \(readings.joined(separator: " or ")); write one of them"
    case .wrongEnding(let text, let found, let unit):
      "'\(text)' is \(found) where \(unit.words) is asked for; write \(unit.examples)"
    case .unknownEnding(let text, let unit):
      "'\(text)' has an ending that means nothing where \(unit.words) is asked for; write \(unit.examples)"
    case .otherCurrency(let text, let found, let asked):
      "'\(text)' is in \(found), and \(asked) is asked for; write the amount in \(asked)"
    }
  }
}
