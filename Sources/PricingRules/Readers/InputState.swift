public import BillingTypes

/// What is known of one parameter or meter of a request.
public enum InputState: Hashable, Sendable {
  /// The caller said it.
  case given(FormulaValue)
  /// Nobody said it, and the provider's own default holds; for a meter, its estimate.
  case byDefault
  /// It lies between two numbers.
  case estimated(low: Rational, high: Rational)
  /// It was said and not passed on: any legal value, or any of some.
  case notReported(within: ValueRange?)

  /// What it may be; nil for any legal value.
  var range: ValueRange? {
    switch self {
    case .given(let value): ValueRange(value)
    case .byDefault: nil
    case .estimated(let low, let high): .number(min(low, high)...max(low, high))
    case .notReported(let range): range
    }
  }
}
