public import BillingTypes

/// What an expression can see when it is evaluated: values by name, and tables.
public struct EvaluationScope: Sendable {
  /// Parameters, meters and intermediate values.
  public var values: [String: FormulaValue]
  /// Names whose value exists but is not known.
  public var unknownNames: Set<String> = []
  /// Names whose value could not be computed, and why.
  var failures: [String: EvaluationError] = [:]
  /// Look-up tables.
  public var tables: [String: LookupTable]
  /// What sums go over.
  public var lists: [ParameterList]

  /// Creates a scope.
  public init(
    values: [String: FormulaValue] = [:], tables: [String: LookupTable] = [:],
    lists: [ParameterList] = []
  ) {
    self.values = values
    self.tables = tables
    self.lists = lists
  }
}

extension Formula {
  /// The exact value of the expression.
  ///
  /// Only the chosen side of `if`, and only as much of `and` and `or` as decides, is computed.
  public func evaluate(in scope: EvaluationScope) throws(EvaluationError) -> FormulaValue {
    switch node {
    case .number(let number):
      return .number(number)
    case .boolean(let value):
      return .boolean(value)
    case .name(let name):
      if let value = scope.values[name] { return value }
      if let error = scope.failures[name] { throw error }
      if scope.unknownNames.contains(name) { throw .unknown("'\(name)'") }
      return .choice(name)
    case .unary(.minus, let operand):
      let value = try operand.number(in: scope)
      return .number(try arithmetic { () throws(NumberError) in try value.negated() })
    case .unary(.not, let operand):
      return .boolean(!(try operand.truth(in: scope)))
    case .binary(let symbol, let left, let right):
      return try Self.binary(symbol, left, right, in: scope)
    case .call(let function, let arguments):
      return try Self.call(function, arguments, in: scope)
    case .lookup(let table, let keys):
      return .number(try Self.lookup(table, keys, in: scope))
    }
  }

  /// The exact number the expression evaluates to.
  public func number(in scope: EvaluationScope) throws(EvaluationError) -> Rational {
    guard case .number(let number) = try evaluate(in: scope) else {
      throw .wrongType("'\(self)'")
    }
    return number
  }

  /// The truth value the expression evaluates to.
  public func truth(in scope: EvaluationScope) throws(EvaluationError) -> Bool {
    guard case .boolean(let value) = try evaluate(in: scope) else { throw .wrongType("'\(self)'") }
    return value
  }

  private static func binary(
    _ symbol: BinaryOperator, _ left: Formula, _ right: Formula, in scope: EvaluationScope
  ) throws(EvaluationError) -> FormulaValue {
    switch symbol {
    case .or:
      return .boolean(try left.truth(in: scope) ? true : right.truth(in: scope))
    case .and:
      return .boolean(try left.truth(in: scope) ? right.truth(in: scope) : false)
    case .equal:
      return .boolean(try left.evaluate(in: scope) == right.evaluate(in: scope))
    case .notEqual:
      return .boolean(try left.evaluate(in: scope) != right.evaluate(in: scope))
    default:
      break
    }
    let a = try left.number(in: scope)
    let b = try right.number(in: scope)
    switch symbol {
    case .less: return .boolean(a < b)
    case .lessOrEqual: return .boolean(a <= b)
    case .greater: return .boolean(a > b)
    case .greaterOrEqual: return .boolean(a >= b)
    case .add: return .number(try arithmetic { () throws(NumberError) in try a + b })
    case .subtract: return .number(try arithmetic { () throws(NumberError) in try a - b })
    case .multiply: return .number(try arithmetic { () throws(NumberError) in try a * b })
    default: return .number(try arithmetic { () throws(NumberError) in try a / b })
    }
  }

  private static func call(
    _ function: FormulaFunction, _ arguments: [Formula], in scope: EvaluationScope
  ) throws(EvaluationError) -> FormulaValue {
    if function == .if {
      return try arguments[0].truth(in: scope)
        ? arguments[1].evaluate(in: scope) : arguments[2].evaluate(in: scope)
    }
    let x = try arguments[0].number(in: scope)
    switch function {
    case .if: return .number(x)
    case .sumOfEach:
      var sum = Rational.zero
      for own in try scope.each(of: arguments[0], for: arguments[1]) {
        let value = try arguments[1].number(in: own)
        sum = try arithmetic { () throws(NumberError) in try sum + value }
      }
      return .number(sum)
    case .min, .max:
      var result = x
      for argument in arguments.dropFirst() {
        let other = try argument.number(in: scope)
        if function == .min ? other < result : other > result { result = other }
      }
      return .number(result)
    case .ceil: return try whole(x, .up)
    case .floor: return try whole(x, .down)
    case .roundHalfUp: return try whole(x, .halfUp)
    case .roundHalfEven: return try whole(x, .halfEven)
    case .abs: return .number(try arithmetic { () throws(NumberError) in try x.magnitude() })
    case .ceilTo:
      let step = try arguments[1].number(in: scope)
      guard step > .zero else { throw .stepNotPositive(step) }
      return .number(
        try arithmetic { () throws(NumberError) in try x.rounded(toMultipleOf: step, .up) })
    case .squareRoot:
      guard x >= .zero else { throw .rootOfNegative(x) }
      let whole = try arithmetic { () throws(NumberError) in try x.rounded(.down) }
      return .number(Rational(whole.wholeSquareRoot()))
    }
  }

  private static func whole(
    _ x: Rational, _ rule: RoundingRule
  ) throws(EvaluationError) -> FormulaValue {
    .number(Rational(try arithmetic { () throws(NumberError) in try x.rounded(rule) }))
  }

  private static func lookup(
    _ name: String, _ keys: [Formula], in scope: EvaluationScope
  ) throws(EvaluationError) -> Rational {
    var words: [String] = []
    for key in keys { words.append(try key.evaluate(in: scope).description) }
    guard let table = scope.tables[name] else { throw .noValue(name) }
    switch table[words] {
    case .amount(let number): return number
    case .unknown: throw .unknown("the cell \(name)[\(words.joined(separator: ", "))]")
    case nil: throw .missingCell(table: name, keys: words)
    }
  }
}

/// Runs exact arithmetic, turning its error into one of evaluation.
private func arithmetic<Result>(
  _ body: () throws(NumberError) -> Result
) throws(EvaluationError) -> Result {
  do { return try body() } catch { throw .number(error) }
}
