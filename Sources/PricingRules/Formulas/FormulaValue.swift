public import BillingTypes

/// What an expression evaluates to.
public enum FormulaValue: Hashable, Sendable {
  /// An exact number.
  case number(Rational)
  /// A truth value.
  case boolean(Bool)
  /// One of the words a choice allows, such as `high`.
  case choice(String)
}

extension FormulaValue: CustomStringConvertible {
  /// The value as rate cards and requests write it; also the key of a table's cell.
  public var description: String {
    switch self {
    case .number(let number): number.description
    case .boolean(let value): value ? "true" : "false"
    case .choice(let word): word
    }
  }
}

/// Why an expression that is well formed has no value for one request.
public enum EvaluationError: Error, Hashable, Sendable, CustomStringConvertible {
  /// Nobody gave the name a value.
  case noValue(String)
  /// The value exists but is not known: a cell, or a value computed from one.
  case unknown(String)
  /// The table has no such cell.
  case missingCell(table: String, keys: [String])
  /// The arithmetic failed.
  case number(NumberError)
  /// `ceil_to` with a step that is not positive.
  case stepNotPositive(Rational)
  /// `isqrt` of a number below zero.
  case rootOfNegative(Rational)
  /// A value of the wrong kind; checked cards never get here.
  case wrongType(String)

  /// A clause that names what is missing.
  public var description: String {
    switch self {
    case .noValue(let name): "'\(name)' has no value"
    case .unknown(let what): "\(what) is not known"
    case .missingCell(let table, let keys):
      "table '\(table)' has no cell for \(quotedList(keys))"
    case .number(let error): error.description
    case .stepNotPositive(let step): "the step of 'ceil_to' must be positive, was \(step)"
    case .rootOfNegative(let number): "'isqrt' needs a number from 0 up, was \(number)"
    case .wrongType(let what): "\(what) has the wrong kind of value"
    }
  }
}
