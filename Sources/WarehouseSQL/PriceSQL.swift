import BillingTypes
import PricingRules

/// A price model's formula as SQL over a column of a month's sums, in whole numbers.
///
/// The formula is the one that requests are priced by; what it needs of SQL is a handful of shapes, and a
/// shape that is not among them is refused.
indirect enum PriceSQL {
  /// A number.
  case number(Rational)
  /// A text that SQL computes in whole numbers, times a factor; one unit of the column moves the text by
  /// `rate` at most.
  case text(String, factor: Rational, rate: Rational)
  case sum(PriceSQL, PriceSQL)
  case choice(String, PriceSQL, PriceSQL)

  /// The cost of what a column holds, in units of `unit`.
  ///
  /// - Throws: ``WarehouseRefusal`` for a formula that SQL over a month cannot have.
  init(cost price: Price, of column: String, unit: Rational, _ dialect: any SQLDialect) throws {
    let quantity = Formula(.name("quantity"))
    let formula = price.model.formula(
      of: quantity, amounts: price.amounts.map { Formula.literal($0) })
    self = try Reader(column: column, unit: unit, dialect: dialect).read(formula)
  }

  /// The amounts that must be whole multiples of the unit of money.
  var constants: [Rational] {
    switch self {
    case .number(let number): [number]
    case .text(_, let factor, _): [factor]
    case .sum(let a, let b), .choice(_, let a, let b): a.constants + b.constants
    }
  }

  /// The most that one more unit of the column can cost.
  var steepness: Rational {
    get throws {
      switch self {
      case .number: .zero
      case .text(_, let factor, let rate): try factor * rate
      case .sum(let a, let b), .choice(_, let a, let b): max(try a.steepness, try b.steepness)
      }
    }
  }

  /// The SQL, with amounts counted by `count`.
  func text(_ count: (Rational) throws -> String) throws -> String {
    switch self {
    case .number(let number): try count(number)
    case .text(let text, let factor, _): "\(text) * \(try count(factor))"
    case .sum(let a, let b): "\(try a.text(count)) + \(try b.text(count))"
    case .choice(let condition, let a, let b):
      "CASE WHEN \(condition) THEN \(try a.text(count)) ELSE \(try b.text(count)) END"
    }
  }
}

extension PriceSQL {
  /// Reads a price model's formula.
  private struct Reader {
    let column: String
    let unit: Rational
    let dialect: any SQLDialect

    func read(_ formula: Formula) throws -> PriceSQL {
      switch formula.node {
      case .number(let number): return .number(number)
      case .unary(.minus, let operand):
        return .number(try number(operand).negated())
      case .name: return .text(column, factor: unit, rate: .one)
      case .binary(let symbol, let left, let right):
        return try binary(symbol, try read(left), try read(right), formula)
      case .call(.if, let arguments):
        return .choice(
          try condition(arguments[0]), try read(arguments[1]), try read(arguments[2]))
      case .call(.ceil, let arguments): return try blocks(read(arguments[0]), formula)
      case .call(.min, let arguments): return try extreme(arguments, isLeast: true, formula)
      case .call(.max, let arguments): return try extreme(arguments, isLeast: false, formula)
      default: throw refusal(formula)
      }
    }

    private func refusal(_ formula: Formula) -> WarehouseRefusal {
      WarehouseRefusal("'\(formula)' of a price over the month has no form in SQL")
    }

    private func number(_ formula: Formula) throws -> Rational {
      guard case .number(let number) = try read(formula) else { throw refusal(formula) }
      return number
    }

    private func binary(
      _ symbol: BinaryOperator, _ left: PriceSQL, _ right: PriceSQL, _ formula: Formula
    ) throws -> PriceSQL {
      switch (symbol, left, right) {
      case (.add, .number(.zero), let other), (.add, let other, .number(.zero)): return other
      case (.add, let a, let b): return .sum(a, b)
      case (.subtract, let a, .number(.zero)): return a
      case (.subtract, .text(let text, let factor, let rate), .number(let number)):
        return .text(
          "(\(text) - \(try whole(number, factor, formula)))", factor: factor, rate: rate)
      case (.multiply, .number(let a), .number(let b)): return .number(try a * b)
      case (.multiply, .text(let text, let factor, let rate), .number(let number)):
        return .text(text, factor: try factor * number, rate: rate)
      case (.multiply, let a, .choice(let condition, let then, let otherwise)):
        return .choice(
          condition, try binary(.multiply, a, then, formula),
          try binary(.multiply, a, otherwise, formula))
      case (.divide, .text(let text, let factor, let rate), .number(let number)):
        return .text(text, factor: try factor / number, rate: rate)
      default: throw refusal(formula)
      }
    }

    /// A number in units of a factor.
    private func whole(
      _ number: Rational, _ factor: Rational, _ formula: Formula
    ) throws -> Int128 {
      let count = try number / factor
      guard count.isWhole else { throw refusal(formula) }
      return count.numerator
    }

    /// The quantity, cut to a number; what is used is never less than nothing.
    private func extreme(
      _ arguments: [Formula], isLeast: Bool, _ formula: Formula
    ) throws -> PriceSQL {
      guard case .text(let text, let factor, let rate) = try read(arguments[0]) else {
        throw refusal(formula)
      }
      let bound = try number(arguments[1])
      if bound == .zero, !isLeast { return .text(text, factor: factor, rate: rate) }
      let count = "\(try whole(bound, factor, formula))"
      return .text(
        isLeast ? dialect.least(text, count) : dialect.greatest(text, count), factor: factor,
        rate: rate)
    }

    /// Started blocks.
    private func blocks(_ value: PriceSQL, _ formula: Formula) throws -> PriceSQL {
      guard case .text(let text, let factor, let rate) = value, factor > .zero else {
        throw refusal(formula)
      }
      let size = try whole(.one, factor, formula)
      return .text(
        dialect.wideQuotient("(\(text) + \(size - 1))", "\(size)"), factor: .one,
        rate: try rate / Rational(size))
    }

    private func condition(_ formula: Formula) throws -> String {
      switch formula.node {
      case .binary(.equal, let left, let right):
        guard case .text(let text, let factor, _) = try read(left) else { break }
        return "\(text) = \(try whole(number(right), factor, formula))"
      case .binary(.less, let left, let right):
        guard case .text(let text, let factor, _) = try read(right) else { break }
        return "\(text) > \(try whole(number(left), factor, formula))"
      default: break
      }
      throw refusal(formula)
    }
  }
}
