import BillingTypes
import PricingRules

/// Makes trees of the expression language from a seed.
struct RandomExpressions {
  var random: SplitMix64

  init(seed: UInt64) { random = SplitMix64(seed: seed) }

  mutating func below(_ count: Int) -> Int { Int(random.next() % UInt64(count)) }

  mutating func pick<Element>(_ elements: [Element]) -> Element { elements[below(elements.count)] }

  /// A tree of any shape, whether or not it means something.
  mutating func anything(depth: Int) -> Expression {
    guard depth > 0 else { return leaf() }
    switch below(9) {
    case 0, 1, 2, 3:
      return Expression(
        .binary(
          pick(BinaryOperator.allCases), anything(depth: depth - 1), anything(depth: depth - 1)))
    case 4:
      return Expression(.unary(.minus, anything(depth: depth - 1)))
    case 5:
      return Expression(.unary(.not, anything(depth: depth - 1)))
    case 6, 7:
      let function = pick(ExpressionFunction.allCases)
      let count = Self.argumentCount(of: function) ?? 1 + below(4)
      return Expression(.call(function, (0..<count).map { _ in anything(depth: depth - 1) }))
    default:
      let keys = (0...below(3)).map { _ in anything(depth: depth - 1) }
      return Expression(.lookup(table: pick(["grid", "rate", "min", "if", "4k"]), keys: keys))
    }
  }

  private mutating func leaf() -> Expression {
    switch below(5) {
    case 0, 1: return literal()
    case 2: return Expression(.boolean(below(2) == 0))
    default: return Expression(.name(pick(["a", "quality", "720p", "4k", "_x1", "min", "if"])))
    }
  }

  /// A number as a card may write it; few are long.
  mutating func literal() -> Expression {
    let number: Rational
    switch below(12) {
    case 0: number = Rational(Int128(random.magnitude(bits: 126)))
    case 1: number = decimal(places: 13 + below(25))
    case 2, 3, 4: number = decimal(places: 1 + below(4))
    default: number = Rational(below(12))
    }
    return Expression(.number(number))
  }

  private mutating func decimal(places: Int) -> Rational {
    let text = "0." + (0..<places).map { _ in "\(below(10))" }.joined()
    return (try? DecimalText.parse(text)) ?? .one
  }

  /// How many arguments a function takes; nil when there is a choice.
  static func argumentCount(of function: ExpressionFunction) -> Int? {
    switch function {
    case .if: 3
    case .ceilTo: 2
    case .min, .max: nil
    case .ceil, .floor, .abs, .roundHalfUp, .roundHalfEven: 1
    }
  }
}

/// Trees that the checker accepts, over the names and tables of ``SampleScope``.
extension RandomExpressions {
  /// A tree that is a number.
  mutating func number(depth: Int) -> Expression {
    guard depth > 0 else {
      switch below(20) {
      case 0..<9: return literal()
      case 19: return Expression(.name("mystery"))
      default: return Expression(.name(pick(["a", "b", "c", "seconds"])))
      }
    }
    switch below(16) {
    case 0..<6:
      let symbol = pick([BinaryOperator.add, .subtract, .multiply, .divide])
      return Expression(.binary(symbol, number(depth: depth - 1), number(depth: depth - 1)))
    case 6:
      return Expression(.unary(.minus, number(depth: depth - 1)))
    case 7, 8:
      let condition = condition(depth: depth - 1)
      return Expression(
        .call(.if, [condition, number(depth: depth - 1), number(depth: depth - 1)]))
    case 9..<13:
      let functions = ExpressionFunction.allCases.filter { $0 != .if }
      let function = pick(functions)
      let count = Self.argumentCount(of: function) ?? 1 + below(4)
      return Expression(.call(function, (0..<count).map { _ in number(depth: depth - 1) }))
    default:
      return lookup(depth: depth)
    }
  }

  /// A tree that is a condition.
  mutating func condition(depth: Int) -> Expression {
    guard depth > 0 else {
      if below(3) == 0 { return Expression(.boolean(below(2) == 0)) }
      return Expression(.name(pick(["p", "q"])))
    }
    switch below(8) {
    case 0: return Expression(.unary(.not, condition(depth: depth - 1)))
    case 1, 2:
      let symbol = pick([BinaryOperator.and, .or])
      return Expression(.binary(symbol, condition(depth: depth - 1), condition(depth: depth - 1)))
    case 3:
      let symbol = pick([BinaryOperator.equal, .notEqual])
      return Expression(.binary(symbol, Expression(.name("quality")), word()))
    default:
      let symbol = pick(BinaryOperator.allCases.filter { "=!<>".contains($0.rawValue.prefix(1)) })
      return Expression(.binary(symbol, number(depth: depth - 1), number(depth: depth - 1)))
    }
  }

  private mutating func word() -> Expression {
    Expression(.name(pick(["low", "medium", "high", "quality"])))
  }

  private mutating func lookup(depth: Int) -> Expression {
    switch below(3) {
    case 0: return Expression(.lookup(table: "grid", keys: [word()]))
    case 1:
      return Expression(.lookup(table: "rate", keys: [word(), condition(depth: depth - 1)]))
    default: return Expression(.lookup(table: "price", keys: [Expression(.name("seconds"))]))
    }
  }
}
