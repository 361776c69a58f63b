import BillingTypes
import PricingRules
import TestSupport

/// What the slow evaluator computes with.
enum SlowValue: Hashable {
  case number(ExactFraction)
  case boolean(Bool)
  case word(String)
}

/// Why a formula has no value, as far as readers must agree about it.
enum SlowError: Error, Hashable {
  case overflow, divisionByZero, unknown, missingCell
  /// The checker would have refused the formula.
  case meaningless
}

/// An independent reader of expressions over unlimited whole numbers: the oracle of the others.
///
/// It overflows by one rule: an operation's exact result, or the terms of a sum over their least
/// common denominator, does not fit 128 bits; and -2^127 has no opposite.
struct SlowEvaluator {
  var values: [String: SlowValue]
  var unknown: Set<String>
  /// Cells by table; nil where the figure is unknown.
  var tables: [String: [[SlowValue]: ExactFraction?]]
  /// What sums go over.
  var lists: [ParameterList] = []
  /// In a sum: what is computed again whenever it is read.
  var differing: [String: Formula] = [:]

  func value(of expression: Formula) throws(SlowError) -> SlowValue {
    switch expression.node {
    case .number(let number): return .number(ExactFraction(number))
    case .boolean(let truth): return .boolean(truth)
    case .name(let name):
      if let formula = differing[name] { return try value(of: formula) }
      if unknown.contains(name) { throw .unknown }
      return values[name] ?? .word(name)
    case .unary(.not, let operand): return .boolean(try !truth(operand))
    case .unary(.minus, let operand): return .number(try opposite(number(operand)))
    case .binary(let symbol, let left, let right): return try binary(symbol, left, right)
    case .call(.if, let arguments):
      return try value(of: truth(arguments[0]) ? arguments[1] : arguments[2])
    case .call(.sumOfEach, let arguments): return .number(try total(arguments[0], arguments[1]))
    case .call(let function, let arguments): return .number(try call(function, arguments))
    case .lookup(let table, let keys):
      var cell: [SlowValue] = []
      for key in keys { cell.append(try value(of: key)) }
      guard let amount = tables[table]?[cell] else { throw .missingCell }
      guard let amount else { throw .unknown }
      return .number(amount)
    }
  }

  private func total(_ count: Formula, _ term: Formula) throws(SlowError) -> ExactFraction {
    guard differing.isEmpty,
      let list = lists.first(where: { Formula(.name($0.count.name)) == count })
    else { throw .meaningless }
    let most = try number(count)
    var (sum, place) = (ExactFraction.zero, 1)
    while !(most < ExactFraction(Rational(place))) {
      var own = self
      for parameter in list.parameters {
        own.values[parameter.name] =
          values["\(parameter.name)_\(place)"] ?? values[parameter.name]
      }
      for derivation in list.derivations { own.differing[derivation.name] = derivation.expression }
      sum = try self.sum(sum, own.number(term))
      place += 1
    }
    return sum
  }

  private func number(_ expression: Formula) throws(SlowError) -> ExactFraction {
    guard case .number(let number) = try value(of: expression) else { throw .meaningless }
    return number
  }

  private func truth(_ expression: Formula) throws(SlowError) -> Bool {
    guard case .boolean(let truth) = try value(of: expression) else { throw .meaningless }
    return truth
  }

  private func fitting(_ number: ExactFraction) throws(SlowError) -> ExactFraction {
    guard number.fits else { throw .overflow }
    return number
  }

  private func opposite(_ number: ExactFraction) throws(SlowError) -> ExactFraction {
    guard number.hasOpposite else { throw .overflow }
    return -number
  }

  private func sum(_ a: ExactFraction, _ b: ExactFraction) throws(SlowError) -> ExactFraction {
    guard ExactFraction.sumFits(a, b) else { throw .overflow }
    return a + b
  }

  private func quotient(_ a: ExactFraction, _ b: ExactFraction) throws(SlowError) -> ExactFraction {
    guard b != .zero else { throw .divisionByZero }
    guard b.hasOpposite else { throw .overflow }
    return try fitting(a / b)
  }

  private func binary(
    _ symbol: BinaryOperator, _ left: Formula, _ right: Formula
  ) throws(SlowError) -> SlowValue {
    switch symbol {
    case .and: return .boolean(try truth(left) ? truth(right) : false)
    case .or: return .boolean(try truth(left) ? true : truth(right))
    case .equal: return .boolean(try value(of: left) == value(of: right))
    case .notEqual: return .boolean(try value(of: left) != value(of: right))
    default: break
    }
    let a = try number(left)
    let b = try number(right)
    switch symbol {
    case .less: return .boolean(a < b)
    case .lessOrEqual: return .boolean(!(b < a))
    case .greater: return .boolean(b < a)
    case .greaterOrEqual: return .boolean(!(a < b))
    case .add: return .number(try sum(a, b))
    case .subtract: return .number(try sum(a, opposite(b)))
    case .multiply: return .number(try fitting(a * b))
    default: return .number(try quotient(a, b))
    }
  }

  private func call(
    _ function: FormulaFunction, _ arguments: [Formula]
  ) throws(SlowError) -> ExactFraction {
    var numbers: [ExactFraction] = []
    for argument in arguments { numbers.append(try number(argument)) }
    let x = numbers[0]
    switch function {
    case .min: return numbers.dropFirst().reduce(x) { $1 < $0 ? $1 : $0 }
    case .max: return numbers.dropFirst().reduce(x) { $0 < $1 ? $1 : $0 }
    case .ceil: return x.rounded(.up)
    case .floor: return x.rounded(.down)
    case .roundHalfUp: return x.rounded(.halfUp)
    case .roundHalfEven: return x.rounded(.halfEven)
    case .abs: return x < .zero ? try opposite(x) : x
    case .ceilTo:
      guard .zero < numbers[1] else { throw .divisionByZero }
      return try fitting(quotient(x, numbers[1]).rounded(.up) * numbers[1])
    case .squareRoot:
      guard !(x < .zero) else { throw .divisionByZero }
      return x.wholeRoot
    case .if, .sumOfEach: throw .meaningless
    }
  }
}

extension SlowError {
  /// The kind of an evaluation error; a step that is not positive, and a root of what is below zero, count as a
  /// division by zero.
  init(_ error: EvaluationError) {
    switch error {
    case .number(.overflow): self = .overflow
    case .number(.divisionByZero), .stepNotPositive, .rootOfNegative: self = .divisionByZero
    case .unknown: self = .unknown
    case .missingCell: self = .missingCell
    default: self = .meaningless
    }
  }

  /// The kind of a pricing error.
  init(_ error: PricingError) {
    switch error {
    case .number(.overflow): self = .overflow
    case .number(.divisionByZero): self = .divisionByZero
    case .missingCell: self = .missingCell
    default: self = .meaningless
    }
  }
}
