/// One step of whole-number arithmetic; its operands are earlier steps of the same ``RuleGraph``.
///
/// Every step has a proven range inside the graph's width. Truth values are 0 and 1, words are codes.
package enum RuleStep: Hashable, Sendable {
  /// A number.
  case constant(Int128)
  /// An input's value: what was given where that is legal, else its default.
  case input(Int)
  /// Whether an input was given.
  case isGiven(Int)
  case add(Int, Int)
  case subtract(Int, Int)
  case multiply(Int, Int)
  /// The largest whole number that is not above the quotient; the divisor is at least 1.
  case quotient(Int, Int)
  /// The largest whole number whose square is not above a number from 0 up.
  case root(Int)
  case least(Int, Int)
  case greatest(Int, Int)
  case isEqual(Int, Int)
  case isLess(Int, Int)
  case both(Int, Int)
  case either(Int, Int)
  case isNot(Int)
  /// `condition ? then : otherwise`; both sides have a value.
  case choice(Int, then: Int, otherwise: Int)
  /// The value of the row whose keys fit.
  case cell(StepTable)
  /// A number that real bills were seen to differ from; see ``RuleGraph/estimate(_:_:)``.
  case estimate(Int, EstimateSpread)

  /// The steps it works on.
  package var operands: [Int] {
    switch self {
    case .constant, .input, .isGiven: []
    case .isNot(let a), .root(let a), .estimate(let a, _): [a]
    case .add(let a, let b), .subtract(let a, let b), .multiply(let a, let b),
      .quotient(let a, let b), .least(let a, let b), .greatest(let a, let b),
      .isEqual(let a, let b), .isLess(let a, let b), .both(let a, let b), .either(let a, let b):
      [a, b]
    case .choice(let condition, let then, let otherwise): [condition, then, otherwise]
    case .cell(let table): table.keys
    }
  }

  /// Whether it is a truth value whatever its operands are.
  package var isTruth: Bool {
    switch self {
    case .isGiven, .isEqual, .isLess, .both, .either, .isNot: true
    default: false
    }
  }

  /// The truth value that it is the opposite of; nil for any other step.
  package var opposite: Int? {
    if case .isNot(let step) = self { step } else { nil }
  }

  /// Whether it compares two numbers.
  package var isComparison: Bool {
    switch self {
    case .isEqual, .isLess: true
    default: false
    }
  }

  /// The operands that matter when some truth values are known: of a choice, the side that is taken.
  func operands(where truth: (Int) -> Bool?) -> [Int] {
    guard case .choice(let condition, let then, let otherwise) = self,
      let isTrue = truth(condition)
    else { return operands }
    return [isTrue ? then : otherwise]
  }

  /// What a truth value is, as far as it follows from what is given.
  ///
  /// - Parameters:
  ///   - operand: The truth of an operand; nil where that is open.
  ///   - isGiven: Whether an input is given; nil where that is open.
  /// - Returns: Nil where it is open.
  func truth(of operand: (Int) -> Bool?, isGiven: (Int) -> Bool?) -> Bool? {
    switch self {
    case .isGiven(let input): return isGiven(input)
    case .isNot(let a): return operand(a).map { !$0 }
    case .both(let a, let b):
      let (a, b) = (operand(a), operand(b))
      return a == false || b == false ? false : a == true && b == true ? true : nil
    case .either(let a, let b):
      let (a, b) = (operand(a), operand(b))
      return a == true || b == true ? true : a == false && b == false ? false : nil
    default: return nil
    }
  }

  /// The input whose value it is; nil for any other step.
  package var inputRead: Int? {
    if case .input(let index) = self { index } else { nil }
  }
}

/// A look-up: rows of keys with a value each, and a value for keys that no row has.
package struct StepTable: Hashable, Sendable {
  /// A row; as many keys as the table has.
  package struct Row: Hashable, Sendable {
    package let keys: [Int64]
    package let value: Int128
  }

  /// The steps whose values are looked up.
  package let keys: [Int]
  /// No two have the same keys.
  package let rows: [Row]
  /// What keys give that no row has.
  package let otherwise: Int128
  /// Whether ``otherwise`` is never asked for by a request that is fine: a look-up that finds nothing is
  /// an error there.
  package let isCovered: Bool
}

/// Why rules cannot be put into whole numbers: a clause for people.
package struct LoweringRefusal: Error, Hashable, Sendable, CustomStringConvertible {
  package let description: String
  /// Which rule of the offer it is about; nil where none stands out.
  package private(set) var subject: LoweredCheck.Subject?

  package init(_ description: String) { self.description = description }

  /// The refusal with the rule it is about.
  func about(_ subject: LoweredCheck.Subject) -> LoweringRefusal {
    var refusal = self
    refusal.subject = refusal.subject ?? subject
    return refusal
  }
}
