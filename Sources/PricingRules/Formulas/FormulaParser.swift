import BillingTypes

extension Formula {
  /// The longest text that is read, in bytes.
  public static let maximumLength = 8192
  /// How deep brackets, arguments and signs may nest.
  public static let maximumDepth = 64
  /// How many operators between two values an expression may have.
  public static let maximumOperators = 256

  /// Reads an expression.
  ///
  /// - Throws: ``FormulaError`` with the place of the first mistake. No input crashes the parser:
  ///   length, depth and operators are limited.
  public init(parsing text: String) throws(FormulaError) {
    guard text.utf8.count <= Self.maximumLength else {
      throw FormulaError(
        offset: Self.maximumLength, fact: .tooLarge(limit: "\(Self.maximumLength) bytes"))
    }
    var parser = FormulaParser(tokens: try FormulaToken.tokens(of: text))
    let expression = try parser.expression(minimumPrecedence: 0)
    guard parser.current.kind == .end else {
      throw parser.unexpected(expected: "an operator or the end")
    }
    self = expression
  }
}

/// A precedence-climbing parser over the words of one expression.
private struct FormulaParser {
  let tokens: [FormulaToken]
  var position = 0
  var depth = 0
  /// Operators read so far, in the whole expression.
  var operators = 0

  init(tokens: [FormulaToken]) { self.tokens = tokens }

  var current: FormulaToken { tokens[position] }

  func unexpected(expected: String) -> FormulaError {
    FormulaError(
      offset: current.offset, fact: .unexpected(found: current.text, expected: expected))
  }

  mutating func advance() { position += 1 }

  mutating func expect(_ symbol: String) throws(FormulaError) {
    guard current.kind == .symbol(symbol) else { throw unexpected(expected: "'\(symbol)'") }
    advance()
  }

  /// The operator at the current word, if it is one.
  var binaryOperator: BinaryOperator? {
    switch current.kind {
    case .symbol(let text): BinaryOperator(rawValue: text)
    case .word("or"): .or
    case .word("and"): .and
    default: nil
    }
  }

  mutating func expression(minimumPrecedence: Int) throws(FormulaError) -> Formula {
    depth += 1
    defer { depth -= 1 }
    guard depth <= Formula.maximumDepth else {
      throw FormulaError(
        offset: current.offset, fact: .tooLarge(limit: "\(Formula.maximumDepth) levels"))
    }
    var left = try operand(minimumPrecedence: minimumPrecedence)
    while let symbol = binaryOperator, symbol.precedence >= minimumPrecedence {
      // A chain leans to the left, so it is a deep tree too, and readers walk trees by recursion.
      operators += 1
      guard operators <= Formula.maximumOperators else {
        throw FormulaError(
          offset: current.offset,
          fact: .tooLarge(limit: "\(Formula.maximumOperators) operators"))
      }
      let offset = current.offset
      advance()
      let right = try expression(minimumPrecedence: symbol.precedence + 1)
      left = Formula(.binary(symbol, left, right), at: left.offset)
      if symbol.isComparison, let next = binaryOperator, next.isComparison {
        throw FormulaError(offset: offset, fact: .chainedComparison)
      }
    }
    return left
  }

  mutating func operand(minimumPrecedence: Int) throws(FormulaError) -> Formula {
    let offset = current.offset
    switch current.kind {
    case .word("not"):
      // `not` binds looser than a comparison: `not a == b` is `not (a == b)`.
      guard minimumPrecedence <= 3 else {
        throw unexpected(expected: "a value (a 'not' needs brackets here)")
      }
      advance()
      return Formula(.unary(.not, try expression(minimumPrecedence: 3)), at: offset)
    case .symbol("-"):
      advance()
      return Formula(.unary(.minus, try expression(minimumPrecedence: 7)), at: offset)
    default:
      return try primary()
    }
  }

  mutating func primary() throws(FormulaError) -> Formula {
    let token = current
    switch token.kind {
    case .number(let text):
      advance()
      do {
        return Formula(.number(try DecimalText.parse(text)), at: token.offset)
      } catch {
        throw FormulaError(offset: token.offset, fact: .number(error))
      }
    case .word("true"), .word("false"):
      advance()
      return Formula(.boolean(token.text == "true"), at: token.offset)
    case .word(let word) where word != "and" && word != "or":
      advance()
      switch current.kind {
      case .symbol("("):
        return try call(word, at: token.offset)
      case .symbol("["):
        let keys = try list(from: "[", to: "]")
        return Formula(.lookup(table: word, keys: keys), at: token.offset)
      default:
        return Formula(.name(word), at: token.offset)
      }
    case .symbol("("):
      advance()
      let inner = try expression(minimumPrecedence: 0)
      try expect(")")
      return inner
    default:
      throw unexpected(expected: "a number, a name or '('")
    }
  }

  mutating func call(_ name: String, at offset: Int) throws(FormulaError) -> Formula {
    guard let function = FormulaFunction(rawValue: name) else {
      throw FormulaError(offset: offset, fact: .unknownFunction(name))
    }
    let arguments = try list(from: "(", to: ")")
    guard function.arity.contains(arguments.count) else {
      throw FormulaError(
        offset: offset, fact: .wrongArgumentCount(function, found: arguments.count))
    }
    return Formula(.call(function, arguments), at: offset)
  }

  mutating func list(from open: String, to close: String) throws(FormulaError) -> [Formula] {
    try expect(open)
    var items: [Formula] = []
    repeat {
      if !items.isEmpty { advance() }
      items.append(try expression(minimumPrecedence: 0))
    } while current.kind == .symbol(",")
    try expect(close)
    return items
  }
}
