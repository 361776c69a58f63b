import BillingTypes

/// Turns expressions into programs over the slots and word codes of one offer.
struct ProgramCompiler {
  /// Where each name's value is kept.
  var slots: [String: Int] = [:]
  /// What each name is.
  var types: [String: FormulaType] = [:]
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
  mutating func slotValue(of value: FormulaValue) -> Fraction {
    switch value {
    case .number(let number): Fraction(number)
    case .boolean(let truth): .condition(truth)
    case .choice(let word): Fraction(Int128(code(of: word)))
    }
  }

  /// The program of an expression that has been checked.
  mutating func program(for expression: Formula) -> Program {
    var program = Program()
    emit(expression, into: &program)
    return program
  }

  private mutating func emit(_ expression: Formula, into program: inout Program) {
    switch expression.node {
    case .number(let number):
      program.push(Fraction(number))
    case .boolean(let value):
      program.push(.condition(value))
    case .name(let name):
      if let slot = slots[name] {
        program.append(.load, slot)
      } else {
        program.push(Fraction(Int128(code(of: name))))
      }
    case .unary(let symbol, let operand):
      emit(operand, into: &program)
      program.append(symbol == .minus ? .negate : .not)
    case .binary(.and, let left, let right):
      emitChoice(left, then: right, otherwise: Formula(.boolean(false)), into: &program)
    case .binary(.or, let left, let right):
      emitChoice(left, then: Formula(.boolean(true)), otherwise: right, into: &program)
    case .binary(let symbol, let left, let right):
      emit(left, into: &program)
      emit(right, into: &program)
      program.append(Self.operation(for: symbol))
    case .call(.if, let arguments):
      emitChoice(arguments[0], then: arguments[1], otherwise: arguments[2], into: &program)
    case .call(let function, let arguments):
      emit(arguments[0], into: &program)
      if function.arity.upperBound == 1 { program.append(Self.operation(for: function)) }
      for argument in arguments.dropFirst() {
        emit(argument, into: &program)
        program.append(Self.operation(for: function))
      }
    case .lookup(let table, let keys):
      for key in keys { emit(key, into: &program) }
      guard let compiled = compiledTable(named: table, keys: keys) else { return }
      program.append(.lookup, program.tables.count)
      program.tables.append(compiled)
    }
  }

  private mutating func emitChoice(
    _ condition: Formula, then: Formula, otherwise: Formula, into program: inout Program
  ) {
    emit(condition, into: &program)
    let test = program.instructions.count
    program.append(.jumpIfFalse)
    emit(then, into: &program)
    let skip = program.instructions.count
    program.append(.jump)
    program.instructions[test] = .init(.jumpIfFalse, program.instructions.count)
    emit(otherwise, into: &program)
    program.instructions[skip] = .init(.jump, program.instructions.count)
  }

  private mutating func compiledTable(named name: String, keys: [Formula]) -> CompiledTable? {
    guard let table = tables[name] else { return nil }
    var columns: [CompiledTable.Column] = []
    var positions: [Int] = []
    var numbers: [Fraction] = []
    var combinations: [[String]] = [[]]
    for (index, key) in keys.enumerated() {
      let words = table.rows.map { $0.keys[index] }.uniqued()
      combinations = combinations.flatMap { prefix in words.map { prefix + [$0] } }
      if isNumber(key) {
        let values = words.map { Fraction((try? DecimalText.parse($0)) ?? Rational(Int128.max)) }
        columns.append(
          .init(
            isNumber: true, begin: numbers.count, end: numbers.count + words.count,
            count: words.count))
        numbers += values
      } else {
        let wordCodes = words.map { code(of: $0) }
        var ofCode = [Int](repeating: -1, count: (wordCodes.max() ?? 0) + 1)
        for (position, code) in wordCodes.enumerated() { ofCode[code] = position }
        columns.append(
          .init(
            isNumber: false, begin: positions.count, end: positions.count + ofCode.count,
            count: words.count))
        positions += ofCode
      }
    }
    let cells: [CompiledTable.Cell] = combinations.map { keys in
      switch table[keys] {
      case .amount(let number): .amount(Fraction(number))
      case .unknown: .unknown
      case nil: .none
      }
    }
    return CompiledTable(
      name: name, columns: columns, positions: positions, numbers: numbers, cells: cells)
  }

  private func isNumber(_ key: Formula) -> Bool {
    if case .name(let name) = key.node, types[name] == nil { return false }
    var checker = FormulaChecker(types: types, tables: tables)
    if case .number? = checker.type(of: key) { return true }
    return false
  }

  private static func operation(for symbol: BinaryOperator) -> Program.Operation {
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

  private static func operation(for function: FormulaFunction) -> Program.Operation {
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

extension Program {
  fileprivate mutating func append(_ operation: Operation, _ operand: Int = 0) {
    instructions.append(Instruction(operation, operand))
  }

  fileprivate mutating func push(_ value: Fraction) {
    append(.push, constants.count)
    constants.append(value)
  }
}
