/// Why a number could not be read or computed.
public enum NumberError: Error, Hashable, Sendable {
  /// The text is not a plain decimal number.
  case notADecimal(String)
  /// The text groups digits, such as `1,000` or `1_000`.
  case thousandSeparator(String)
  /// The text has an exponent, such as `1e6`.
  case exponent(String)
  /// The text is not a number at all: `NaN`, `inf`.
  case notFinite(String)
  /// The result does not fit the 128 bits that numbers have here.
  case overflow
  /// Something was divided by zero.
  case divisionByZero
}

extension NumberError: CustomStringConvertible {
  /// A clause that shows the text that was found and what would be right.
  public var description: String {
    switch self {
    case .notADecimal(let text):
      "'\(text)' is not a decimal number; write digits with at most one point, such as 0.0395"
    case .thousandSeparator(let text):
      "'\(text)' groups digits; write \(DecimalText.ungrouped(text) ?? "the number without separators, such as 1000000")"
    case .exponent(let text):
      "'\(text)' has an exponent; write the digits out, such as 1000000"
    case .notFinite(let text):
      "'\(text)' is not a finite number"
    case .overflow:
      "the number is too large to be exact here (128 bits)"
    case .divisionByZero:
      "division by zero"
    }
  }
}
