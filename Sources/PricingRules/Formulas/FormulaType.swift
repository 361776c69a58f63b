public import BillingTypes

/// What a name or an expression is: a number with a unit, a truth value, or a choice.
public enum FormulaType: Hashable, Sendable {
  /// A number; `values` lists the legal ones when they are few.
  case number(UnitSignature, values: [Rational]?)
  /// True or false.
  case boolean
  /// One of a list of words.
  case choice([String])

  /// The kind in words.
  var words: String {
    switch self {
    case .number: "a number"
    case .boolean: "a condition"
    case .choice: "a choice"
    }
  }

  /// Every value as a table writes it, or nil when there is no finite list.
  var keys: [String]? {
    switch self {
    case .number(_, let values): values?.map(\.description)
    case .boolean: ["true", "false"]
    case .choice(let words): words
    }
  }
}
