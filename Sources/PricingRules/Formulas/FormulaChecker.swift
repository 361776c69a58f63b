import BillingTypes

/// Checks the types, units and table cells of an expression before any request is priced.
public struct FormulaChecker {
  /// What each name is.
  public var types: [String: FormulaType]
  /// Tables by name.
  public var tables: [String: LookupTable]
  /// Units that only count things, and so disappear in products with other units.
  public var counts: Set<String>
  /// What differs from one to the next of what a parameter counts, by that parameter.
  public var lists: [String: Set<String>]
  /// Whether the expression may itself differ so; else what does is read in sums only.
  public var mayDiffer: Bool
  /// The parameters that count what the expression differs by.
  public internal(set) var differing: Set<String> = []
  /// What the sum goes over that is being checked.
  var summed: String?
  /// Combinations of parameter values that the card refuses need no cell.
  public var isRefused: ([String: String]) -> Bool
  /// What was found wrong, in the order of the text.
  public private(set) var problems: [FormulaError] = []

  /// Creates a checker for the names that one expression can see.
  public init(
    types: [String: FormulaType], tables: [String: LookupTable], counts: Set<String> = [],
    lists: [String: Set<String>] = [:], mayDiffer: Bool = false,
    isRefused: @escaping ([String: String]) -> Bool = { _ in false }
  ) {
    self.types = types
    self.tables = tables
    self.counts = counts
    self.lists = lists
    self.mayDiffer = mayDiffer
    self.isRefused = isRefused
  }

  /// Checks that `expression` is a number that fits `meter`, which counts in `unit`.
  public mutating func checkQuantity(_ expression: Formula, meter: String, unit: String) {
    guard let found = numberUnit(of: expression) else { return }
    if !found.fits(unit, counts: counts) {
      report(
        expression,
        .unitDoesNotFit(meter: meter, unit: unit, found: found.withoutCounts(counts).words))
    }
  }

  /// Checks that `expression` is a number.
  public mutating func checkNumber(_ expression: Formula) {
    _ = numberUnit(of: expression)
  }

  /// Checks that `expression` is a condition.
  public mutating func checkCondition(_ expression: Formula) {
    guard let type = type(of: expression) else { return }
    if type != .boolean {
      report(expression, .wrongType(expected: "a condition", found: type.words))
    }
  }

  /// The type of an expression, or nil when a problem was reported.
  public mutating func type(of expression: Formula) -> FormulaType? {
    switch expression.node {
    case .number(let number):
      return .number(.open, values: [number])
    case .boolean:
      return .boolean
    case .name(let name):
      noteUse(of: name, at: expression)
      if let type = types[name] { return type }
      report(expression, .unknownName(name, known: types.keys.sorted()))
      return nil
    case .unary(.minus, let operand):
      return numberUnit(of: operand).map { .number($0, values: nil) }
    case .unary(.not, let operand):
      checkCondition(operand)
      return .boolean
    case .binary(let symbol, let left, let right):
      return binary(symbol, left, right)
    case .call(let function, let arguments):
      return call(function, arguments)
    case .lookup(let table, let keys):
      lookup(table, keys, at: expression)
      return .number(.open, values: nil)
    }
  }

  mutating func report(_ expression: Formula, _ fact: FormulaError.Fact) {
    problems.append(FormulaError(offset: expression.offset, fact: fact))
  }

  mutating func numberUnit(of expression: Formula) -> UnitSignature? {
    switch type(of: expression) {
    case .number(let unit, _): return unit
    case let other?:
      report(expression, .wrongType(expected: "a number", found: other.words))
      return nil
    case nil: return nil
    }
  }

  private mutating func binary(
    _ symbol: BinaryOperator, _ left: Formula, _ right: Formula
  ) -> FormulaType? {
    switch symbol {
    case .or, .and:
      checkCondition(left)
      checkCondition(right)
      return .boolean
    case .equal, .notEqual:
      return equality(left, right)
    case .less, .lessOrEqual, .greater, .greaterOrEqual:
      _ = commonUnit(of: [left, right])
      return .boolean
    case .add, .subtract:
      return commonUnit(of: [left, right]).map { .number($0, values: nil) }
    case .multiply, .divide:
      let a = numberUnit(of: left)
      let b = numberUnit(of: right)
      guard let a, let b else { return nil }
      return .number(a.combined(with: b, sign: symbol == .multiply ? 1 : -1), values: nil)
    }
  }

  /// A choice may be compared with the bare word of one of its values.
  private mutating func equality(_ left: Formula, _ right: Formula) -> FormulaType? {
    for (side, word) in [(left, right), (right, left)] {
      guard case .name(let name) = side.node, case .choice(let values)? = types[name],
        case .name(let value) = word.node, types[value] == nil
      else { continue }
      noteUse(of: name, at: side)
      if !values.contains(value) { report(word, .notAValue(value, of: values)) }
      return .boolean
    }
    guard let a = type(of: left), let b = type(of: right) else { return .boolean }
    switch (a, b) {
    case (.number, .number): _ = commonUnit(of: [left, right])
    case (.boolean, .boolean), (.choice, .choice): break
    default: report(right, .wrongType(expected: a.words, found: b.words))
    }
    return .boolean
  }

  private mutating func call(
    _ function: FormulaFunction, _ arguments: [Formula]
  ) -> FormulaType? {
    switch function {
    case .if:
      checkCondition(arguments[0])
      let a = type(of: arguments[1])
      let b = type(of: arguments[2])
      guard let a, let b else { return nil }
      if case .number = a, case .number = b {
        return commonUnit(of: Array(arguments.dropFirst())).map { .number($0, values: nil) }
      }
      guard a == b else {
        report(arguments[2], .wrongType(expected: a.words, found: b.words))
        return nil
      }
      return a
    case .min, .max, .ceilTo:
      return commonUnit(of: arguments).map { .number($0, values: nil) }
    case .ceil, .floor, .abs, .roundHalfUp, .roundHalfEven:
      return numberUnit(of: arguments[0]).map { .number($0, values: nil) }
    case .sumOfEach: return sum(arguments[1], over: arguments[0])
    case .squareRoot:
      guard let unit = numberUnit(of: arguments[0]) else { return nil }
      guard let root = unit.squareRoot(counts: counts) else {
        report(arguments[0], .noSquareRoot(unit: unit.withoutCounts(counts).words))
        return nil
      }
      return .number(root, values: nil)
    }
  }

  /// The unit that all share; open numbers adopt the others'.
  private mutating func commonUnit(of expressions: [Formula]) -> UnitSignature? {
    var common = UnitSignature.open
    for expression in expressions {
      guard let unit = numberUnit(of: expression) else { return nil }
      if common.isOpen {
        common = unit
      } else if !unit.isOpen,
        unit.withoutCounts(counts) != common.withoutCounts(counts)
      {
        report(expression, .unitMismatch(left: common.words, right: unit.words))
        return nil
      }
    }
    return common
  }

  private mutating func lookup(_ name: String, _ keys: [Formula], at place: Formula) {
    guard let table = tables[name] else {
      report(place, .unknownTable(name, known: tables.keys.sorted()))
      return
    }
    guard keys.count == table.keyCount else {
      report(place, .wrongKeyCount(table: name, expected: table.keyCount, found: keys.count))
      return
    }
    var columns: [(name: String?, values: [String])] = []
    for key in keys {
      if case .name(let word) = key.node, types[word] == nil {
        columns.append((nil, [word]))  // a bare word, checked against the cells below
        continue
      }
      if case .boolean(let value) = key.node {
        columns.append((nil, [value ? "true" : "false"]))
        continue
      }
      guard let type = type(of: key) else { return }
      guard let values = type.keys else {
        report(key, .openKey(table: name, key: key.description))
        return
      }
      if case .name(let parameter) = key.node {
        columns.append((parameter, values))
      } else {
        columns.append((nil, values))
      }
    }
    checkCells(of: table, named: name, columns: columns, at: place)
  }

  private mutating func checkCells(
    of table: LookupTable, named name: String, columns: [(name: String?, values: [String])],
    at place: Formula
  ) {
    var combinations: [[String]] = [[]]
    for column in columns {
      combinations = combinations.flatMap { prefix in column.values.map { prefix + [$0] } }
      guard combinations.count <= 4096 else {
        report(place, .tooLarge(limit: "4096 combinations of keys"))
        return
      }
    }
    for keys in combinations where table[keys] == nil {
      var values: [String: String] = [:]
      for (column, key) in zip(columns, keys) {
        if let name = column.name { values[name] = key }
      }
      if !isRefused(values) { report(place, .missingCell(table: name, keys: keys)) }
    }
  }
}
