import BillingTypes
import PricingRules
import TestSupport

/// Makes trees of the expression language from a seed.
struct RandomFormulas {
  var random: SplitMix64
  /// Whether numbers stay so small that nothing overflows.
  var isTame = false
  /// Names beside those of ``SampleScope`` that stand for numbers.
  var extraNames: [String] = []
  /// Whether what is made stands in a sum over what a parameter counts.
  private var isInSum = false

  init(seed: UInt64) { random = SplitMix64(seed: seed) }

  mutating func below(_ count: Int) -> Int { Int(random.next() % UInt64(count)) }

  mutating func pick<Element>(_ elements: [Element]) -> Element { elements[below(elements.count)] }

  /// A tree of any shape, whether or not it means something.
  mutating func anything(depth: Int) -> Formula {
    guard depth > 0 else { return leaf() }
    switch below(9) {
    case 0, 1, 2, 3:
      return Formula(
        .binary(
          pick(BinaryOperator.allCases), anything(depth: depth - 1), anything(depth: depth - 1)))
    case 4:
      return Formula(.unary(.minus, anything(depth: depth - 1)))
    case 5:
      return Formula(.unary(.not, anything(depth: depth - 1)))
    case 6, 7:
      let function = pick(FormulaFunction.allCases)
      let count = Self.argumentCount(of: function) ?? 1 + below(4)
      return Formula(.call(function, (0..<count).map { _ in anything(depth: depth - 1) }))
    default:
      let keys = (0...below(3)).map { _ in anything(depth: depth - 1) }
      return Formula(.lookup(table: pick(["grid", "rate", "min", "if", "4k"]), keys: keys))
    }
  }

  private mutating func leaf() -> Formula {
    switch below(5) {
    case 0, 1: return literal()
    case 2: return Formula(.boolean(below(2) == 0))
    default: return Formula(.name(pick(["a", "quality", "720p", "4k", "_x1", "min", "if"])))
    }
  }

  /// A number as a card may write it; few are long.
  mutating func literal() -> Formula {
    let number: Rational
    if isTame {
      return Formula(
        .number(pick(["0", "1", "2", "3", "0.5", "0.125", "7"].map { Sample.number($0) })))
    }
    switch below(12) {
    case 0: number = Rational(Int128(random.magnitude(bits: 126)))
    case 1: number = decimal(places: 13 + below(25))
    case 2, 3, 4: number = decimal(places: 1 + below(4))
    default: number = Rational(below(12))
    }
    return Formula(.number(number))
  }

  private mutating func decimal(places: Int) -> Rational {
    let text = "0." + (0..<places).map { _ in "\(below(10))" }.joined()
    return (try? DecimalText.parse(text)) ?? .one
  }

  /// How many arguments a function takes; nil when there is a choice.
  static func argumentCount(of function: FormulaFunction) -> Int? {
    switch function {
    case .if: 3
    case .ceilTo, .sumOfEach: 2
    case .min, .max: nil
    case .ceil, .floor, .abs, .roundHalfUp, .roundHalfEven, .squareRoot: 1
    }
  }
}

/// Trees that the checker accepts, over the names and tables of ``SampleScope``.
extension RandomFormulas {
  /// A tree that is a number.
  mutating func number(depth: Int) -> Formula {
    guard depth > 0 else {
      switch below(20) {
      case 0..<9: return literal()
      case 19 where !isTame || below(3) == 0: return Formula(.name("mystery"))
      default:
        let own = isInSum ? ["item", "item", "twice"] : []
        return Formula(.name(pick(["a", "b", "c", "seconds"] + extraNames + own)))
      }
    }
    switch below(16) {
    case 0..<6:
      let symbol = pick([BinaryOperator.add, .subtract, .multiply, .divide])
      return Formula(.binary(symbol, number(depth: depth - 1), number(depth: depth - 1)))
    case 6:
      return Formula(.unary(.minus, number(depth: depth - 1)))
    case 7, 8:
      let condition = condition(depth: depth - 1)
      return Formula(
        .call(.if, [condition, number(depth: depth - 1), number(depth: depth - 1)]))
    case 9..<13:
      let functions = FormulaFunction.allCases.filter {
        $0 != .if && !(isInSum && $0 == .sumOfEach)
      }
      let function = pick(functions)
      if function == .sumOfEach {
        isInSum = true
        defer { isInSum = false }
        return Formula(.call(function, [Formula(.name("items")), number(depth: depth - 1)]))
      }
      let count = Self.argumentCount(of: function) ?? 1 + below(4)
      var arguments = (0..<count).map { _ in number(depth: depth - 1) }
      // Only what is proven to have a root can be lowered.
      if function == .squareRoot {
        arguments = [Formula(.call(.max, [Formula(.number(.zero))] + arguments))]
      }
      return Formula(.call(function, arguments))
    default:
      return lookup(depth: depth)
    }
  }

  /// A tree that is a condition.
  mutating func condition(depth: Int) -> Formula {
    guard depth > 0 else {
      if below(3) == 0 { return Formula(.boolean(below(2) == 0)) }
      return Formula(.name(pick(["p", "q"])))
    }
    switch below(8) {
    case 0: return Formula(.unary(.not, condition(depth: depth - 1)))
    case 1, 2:
      let symbol = pick([BinaryOperator.and, .or])
      return Formula(.binary(symbol, condition(depth: depth - 1), condition(depth: depth - 1)))
    case 3:
      let symbol = pick([BinaryOperator.equal, .notEqual])
      return Formula(.binary(symbol, Formula(.name("quality")), word()))
    default:
      let symbol = pick(BinaryOperator.allCases.filter { "=!<>".contains($0.rawValue.prefix(1)) })
      return Formula(.binary(symbol, number(depth: depth - 1), number(depth: depth - 1)))
    }
  }

  private mutating func word() -> Formula {
    Formula(.name(pick(["low", "medium", "high", "quality"])))
  }

  private mutating func lookup(depth: Int) -> Formula {
    switch below(3) {
    case 0: return Formula(.lookup(table: "grid", keys: [word()]))
    case 1:
      return Formula(.lookup(table: "rate", keys: [word(), condition(depth: depth - 1)]))
    default: return Formula(.lookup(table: "price", keys: [Formula(.name("seconds"))]))
    }
  }
}
