import BillingTypes

/// Puts checked expressions into whole-number form.
struct FormulaLowering {
  /// What an expression comes to.
  enum Value {
    case number(GraphNumber)
    /// A truth value or the code of a word.
    case code(Int, Certainty)
  }

  var graph: RuleGraph
  /// What names stand for; a name that is not here is a word.
  var names: [String: Value] = [:]
  var codes: WordCodes
  let tables: [String: LookupTable]
  var lists: [LoweredList] = []
  /// Derived values as formulas have them, before a rule takes what has no value for what is not known.
  var computed: [String: Value] = [:]

  mutating func number(_ expression: Formula) throws(LoweringRefusal) -> GraphNumber {
    guard case .number(let value) = try value(expression) else {
      throw LoweringRefusal("'\(expression)' is not a number")
    }
    return value
  }

  mutating func truth(
    _ expression: Formula
  ) throws(LoweringRefusal) -> (node: Int, certainty: Certainty) {
    guard case .code(let node, let certainty) = try value(expression) else {
      throw LoweringRefusal("'\(expression)' is not a condition")
    }
    return (node, certainty)
  }

  mutating func value(_ expression: Formula) throws(LoweringRefusal) -> Value {
    switch expression.node {
    case .number(let number): return .number(try graph.value(number))
    case .boolean(let truth): return .code(graph.truth(truth), .init())
    case .name(let name):
      if let value = names[name] { return value }
      return .code(graph.number(codes.code(of: name)), .init())
    case .unary(.minus, let operand): return .number(try graph.negated(number(operand)))
    case .unary(.not, let operand):
      let (node, certainty) = try truth(operand)
      return .code(graph.isNot(node), certainty)
    case .binary(.and, let left, let right):
      return try choice(left, right, Formula(.boolean(false)))
    case .binary(.or, let left, let right):
      return try choice(left, Formula(.boolean(true)), right)
    case .binary(let symbol, let left, let right): return try binary(symbol, left, right)
    case .call(.if, let arguments): return try choice(arguments[0], arguments[1], arguments[2])
    case .call(let function, let arguments): return .number(try call(function, arguments))
    case .lookup(let table, let keys): return .number(try lookup(table, keys))
    }
  }

  private mutating func choice(
    _ condition: Formula, _ then: Formula, _ otherwise: Formula
  ) throws(LoweringRefusal) -> Value {
    let (node, certainty) = try truth(condition)
    switch try self.choice(node, value(then), value(otherwise)) {
    case .number(var chosen)?:
      chosen.certainty = graph.after(certainty, chosen.certainty)
      return .number(chosen)
    case .code(let chosen, let second)?: return .code(chosen, graph.after(certainty, second))
    case nil: throw LoweringRefusal("the sides of '\(condition)' differ in kind")
    }
  }

  private mutating func binary(
    _ symbol: BinaryOperator, _ left: Formula, _ right: Formula
  ) throws(LoweringRefusal) -> Value {
    switch (try value(left), try value(right)) {
    case (.code(let a, let first), .code(let b, let second)):
      let isEqual = graph.isEqual(a, b)
      return .code(
        symbol == .notEqual ? graph.isNot(isEqual) : isEqual, graph.after(first, second))
    case (.number(let a), .number(let b)):
      let certainty = graph.after(a.certainty, b.certainty)
      func code(_ node: Int) -> Value { .code(node, certainty) }
      switch symbol {
      case .add: return .number(try graph.sum(a, b))
      case .subtract: return .number(try graph.sum(a, graph.negated(b)))
      case .multiply: return .number(try graph.product(a, b))
      case .divide: return .number(try graph.ratio(a, b))
      case .equal: return code(try graph.isEqual(a, b))
      case .notEqual: return code(graph.isNot(try graph.isEqual(a, b)))
      case .less: return code(try graph.isLess(a, b))
      case .greater: return code(try graph.isLess(b, a))
      case .lessOrEqual: return code(graph.isNot(try graph.isLess(b, a)))
      case .greaterOrEqual: return code(graph.isNot(try graph.isLess(a, b)))
      case .and, .or: preconditionFailure("'\(symbol.rawValue)' is a choice")
      }
    default: throw LoweringRefusal("'\(left)' and '\(right)' differ in kind")
    }
  }

  private mutating func call(
    _ function: FormulaFunction, _ arguments: [Formula]
  ) throws(LoweringRefusal) -> GraphNumber {
    var result = try number(arguments[0])
    switch function {
    case .min, .max:
      for argument in arguments.dropFirst() {
        result = try graph.extreme(result, number(argument), isLeast: function == .min)
      }
      return result
    case .ceil: return try graph.rounded(result, .up)
    case .floor: return try graph.rounded(result, .down)
    case .roundHalfUp: return try graph.rounded(result, .halfUp)
    case .roundHalfEven: return try graph.rounded(result, .halfEven)
    case .abs:
      let opposite = try graph.subtract(graph.number(0), result.numerator)
      result.numerator = graph.greatest(result.numerator, opposite)
      return result
    case .ceilTo:
      var step = try number(arguments[1])
      guard graph.ranges[step.numerator].lowerBound >= 0 else {
        throw LoweringRefusal("the step of 'ceil_to' may be negative")
      }
      let quotient = try graph.ratio(result, step)
      step.certainty = .init()
      return try graph.product(graph.rounded(quotient, .up), step)
    case .sumOfEach: return try sum(of: arguments[1], over: arguments[0])
    case .squareRoot: return try graph.squareRoot(of: result)
    case .if: preconditionFailure("'if' is a choice")
    }
  }

  private mutating func lookup(
    _ name: String, _ keys: [Formula]
  ) throws(LoweringRefusal) -> GraphNumber {
    guard let table = tables[name] else { throw LoweringRefusal("no table '\(name)'") }
    var nodes: [Int] = []
    var certainty = Certainty()
    var encoders: [(String) -> Int64?] = []
    for key in keys {
      switch try value(key) {
      case .number(let number):
        guard number.divisor == nil else {
          throw LoweringRefusal("'\(key)', a key of '\(name)', may be a fraction")
        }
        certainty = graph.after(certainty, number.certainty)
        nodes.append(number.numerator)
        let unit = number.factor
        encoders.append { text in
          guard let cell = try? DecimalText.parse(text), let count = try? cell / unit,
            count.isWhole
          else { return nil }
          return Int64(exactly: count.numerator)
        }
      case .code(let node, let other):
        certainty = graph.after(certainty, other)
        nodes.append(node)
        let codes = Dictionary(
          table.rows.map { $0.keys[nodes.count - 1] }.uniqued().map {
            ($0, self.codes.code(of: $0))
          },
          uniquingKeysWith: { first, _ in first })
        encoders.append { codes[$0] }
      }
    }
    var amounts: [(keys: [Int64], amount: Rational?)] = []
    for row in table.rows {
      let keys = zip(row.keys, encoders).compactMap { $1($0) }
      guard keys.count == nodes.count else { continue }
      if case .amount(let number) = row.cell {
        amounts.append((keys, number))
      } else {
        amounts.append((keys, nil))
      }
    }
    return try lookup(nodes, amounts, after: certainty)
  }

  private mutating func lookup(
    _ keys: [Int], _ amounts: [(keys: [Int64], amount: Rational?)], after certainty: Certainty
  ) throws(LoweringRefusal) -> GraphNumber {
    var unit: Rational?
    for amount in amounts.compactMap(\.amount) where amount != .zero {
      unit = try exact { () throws(NumberError) in
        let size = try amount.magnitude()
        return try unit.map { (unit) throws(NumberError) in try commonUnit(unit, size) } ?? size
      }
    }
    let factor = unit ?? .one
    var rows: [StepTable.Row] = []
    for (keys, amount) in amounts {
      let count = try exact { () throws(NumberError) in try (amount ?? .zero) / factor }
      guard graph.width == .wide || Int64(exactly: count.numerator) != nil else {
        throw LoweringRefusal("a cell does not fit 64 bits")
      }
      rows.append(.init(keys: keys, value: count.numerator))
    }
    // A key that no row has gets the value of one that is there: the range stays narrow.
    let numerator = graph.cell(
      StepTable(
        keys: keys, rows: rows, otherwise: rows.first?.value ?? 0, isCovered: true))
    /// What is looked up beside a cell; whether there is one at all has an answer for every key.
    func marks(_ value: ((keys: [Int64], amount: Rational?)) -> Bool, otherwise: Bool) -> Int? {
      let node = graph.cell(
        StepTable(
          keys: keys,
          rows: amounts.map { .init(keys: $0.keys, value: value($0) ? 1 : 0) },
          otherwise: otherwise ? 1 : 0, isCovered: otherwise))
      return graph.constant(node) == 1 ? nil : node
    }
    let own = Certainty(
      isKnown: amounts.contains { $0.amount == nil }
        ? marks({ $0.amount != nil }, otherwise: true) : nil,
      hasValue: isComplete(keys, amounts.map(\.keys)) ? nil : marks({ _ in true }, otherwise: false)
    )
    return GraphNumber(
      numerator: numerator, factor: factor, certainty: graph.after(certainty, own))
  }

  /// Whether every combination of values that the keys can have is a row.
  private func isComplete(_ keys: [Int], _ rows: [[Int64]]) -> Bool {
    var combinations: [[Int64]] = [[]]
    for key in keys {
      guard let values = possibleValues(of: key), combinations.count * values.count <= 4096 else {
        return false
      }
      combinations = combinations.flatMap { prefix in values.map { prefix + [$0] } }
    }
    return Set(combinations).isSubset(of: Set(rows))
  }

  private func possibleValues(of node: Int) -> [Int64]? {
    if let input = graph.nodes[node].inputRead {
      switch graph.inputs[input].domain {
      case .values(let values): return values
      case .steps(let lower, let upper, let step):
        guard (upper - lower) / step < 256 else { return nil }
        return Array(stride(from: lower, through: upper, by: Int64.Stride(step)))
      }
    }
    let range = graph.ranges[node]
    guard let low = Int64(exactly: range.lowerBound), let high = Int64(exactly: range.upperBound),
      high.subtractingReportingOverflow(low).partialValue.magnitude < 64
    else { return nil }
    return Array(low...high)
  }
}
