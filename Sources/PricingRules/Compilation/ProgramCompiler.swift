import BillingTypes

/// Turns expressions into programs over the slots and word codes of one offer.
struct ProgramCompiler {
  /// Where each name's value is kept.
  var slots: [String: Int] = [:]
  /// What each name is.
  var types: [String: ExpressionType] = [:]
  /// The tables of the offer.
  let tables: [String: LookupTable]
  /// The code of every word; `false` and `true` are 0 and 1.
  private(set) var codes: [String: Int] = ["false": 0, "true": 1]

  init(tables: [String: LookupTable]) { self.tables = tables }

  /// The code of a word, a new one when it has none.
  mutating func code(of word: String) -> Int {
    if let code = codes[word] { return code }
    let code = codes.count
    codes[word] = code
    return code
  }

  /// The value of a request as slots hold it.
  mutating func slotValue(of value: ExpressionValue) -> Fraction {
    switch value {
    case .number(let number): Fraction(number)
    case .boolean(let truth): .condition(truth)
    case .choice(let word): Fraction(Int128(code(of: word)))
    }
  }

  /// The program of an expression that has been checked.
  mutating func program(for expression: Expression) -> Program {
    var program = Program()
    emit(expression, into: &program.instructions)
    return program
  }

  private mutating func emit(_ expression: Expression, into code: inout [Program.Instruction]) {
    switch expression.node {
    case .number(let number):
      code.append(.push(Fraction(number)))
    case .boolean(let value):
      code.append(.push(.condition(value)))
    case .name(let name):
      if let slot = slots[name] {
        code.append(.load(slot))
      } else {
        code.append(.push(Fraction(Int128(self.code(of: name)))))
      }
    case .unary(let symbol, let operand):
      emit(operand, into: &code)
      code.append(symbol == .minus ? .negate : .not)
    case .binary(.and, let left, let right):
      emitChoice(left, then: right, otherwise: Expression(.boolean(false)), into: &code)
    case .binary(.or, let left, let right):
      emitChoice(left, then: Expression(.boolean(true)), otherwise: right, into: &code)
    case .binary(let symbol, let left, let right):
      emit(left, into: &code)
      emit(right, into: &code)
      code.append(Self.instruction(for: symbol))
    case .call(.if, let arguments):
      emitChoice(arguments[0], then: arguments[1], otherwise: arguments[2], into: &code)
    case .call(let function, let arguments):
      emit(arguments[0], into: &code)
      guard arguments.count > 1 || function.arity.upperBound == 1 else { return }
      if arguments.count == 1 { code.append(Self.instruction(for: function)) }
      for argument in arguments.dropFirst() {
        emit(argument, into: &code)
        code.append(Self.instruction(for: function))
      }
    case .lookup(let table, let keys):
      for key in keys { emit(key, into: &code) }
      if let compiled = compiledTable(named: table, keys: keys) { code.append(.lookup(compiled)) }
    }
  }

  private mutating func emitChoice(
    _ condition: Expression, then: Expression, otherwise: Expression,
    into code: inout [Program.Instruction]
  ) {
    emit(condition, into: &code)
    let test = code.count
    code.append(.jumpIfFalse(0))
    emit(then, into: &code)
    let skip = code.count
    code.append(.jump(0))
    code[test] = .jumpIfFalse(code.count)
    emit(otherwise, into: &code)
    code[skip] = .jump(code.count)
  }

  private mutating func compiledTable(named name: String, keys: [Expression]) -> CompiledTable? {
    guard let table = tables[name] else { return nil }
    var words: [[String]] = []
    var columns: [CompiledTable.Column] = []
    for (index, key) in keys.enumerated() {
      var column: [String] = []
      for row in table.rows where !column.contains(row.keys[index]) { column.append(row.keys[index]) }
      words.append(column)
      if isNumber(key) {
        columns.append(
          .numbers(column.map { Fraction((try? DecimalText.parse($0)) ?? Rational(Int128.max)) }))
      } else {
        let wordCodes = column.map { code(of: $0) }
        var positions = [Int](repeating: -1, count: (wordCodes.max() ?? 0) + 1)
        for (position, code) in wordCodes.enumerated() { positions[code] = position }
        columns.append(.codes(positions))
      }
    }
    var combinations: [[String]] = [[]]
    for column in words { combinations = combinations.flatMap { prefix in column.map { prefix + [$0] } } }
    let cells: [CompiledTable.Cell] = combinations.map { keys in
      switch table[keys] {
      case .amount(let number): .amount(Fraction(number))
      case .unknown: .unknown
      case nil: .none
      }
    }
    return CompiledTable(name: name, columns: columns, cells: cells)
  }

  private func isNumber(_ key: Expression) -> Bool {
    if case .name(let name) = key.node, types[name] == nil { return false }
    var checker = ExpressionChecker(types: types, tables: tables)
    if case .number? = checker.type(of: key) { return true }
    return false
  }

  private static func instruction(for symbol: BinaryOperator) -> Program.Instruction {
    switch symbol {
    case .add: .add
    case .subtract: .subtract
    case .multiply: .multiply
    case .divide: .divide
    case .equal: .equal
    case .notEqual: .notEqual
    case .less: .less
    case .lessOrEqual: .lessOrEqual
    case .greater: .greater
    case .greaterOrEqual: .greaterOrEqual
    case .and, .or: preconditionFailure("'\(symbol.rawValue)' compiles to a jump")
    }
  }

  private static func instruction(for function: ExpressionFunction) -> Program.Instruction {
    switch function {
    case .min: .minimum
    case .max: .maximum
    case .ceil: .ceil
    case .floor: .floor
    case .abs: .absolute
    case .roundHalfUp: .roundHalfUp
    case .roundHalfEven: .roundHalfEven
    case .ceilTo: .ceilTo
    case .if: preconditionFailure("'if' compiles to a jump")
    }
  }
}
