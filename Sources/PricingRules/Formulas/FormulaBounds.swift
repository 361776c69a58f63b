import BillingTypes

/// What is certain of an expression whose names may have several values.
public enum FormulaBounds: Hashable, Sendable {
  /// Every value it can have lies in the range; the range may be wider than these values.
  case within(ValueRange)
  /// It never has a value, because no cell of a table fits.
  case noValue
  /// Nothing is certain; a clause says why.
  case unbounded(String)
}

/// What an expression can see when its values are bounded.
public struct BoundsScope: Sendable {
  /// What each name may be; a name that is not here is a word.
  public var ranges: [String: ValueRange]
  /// Names whose value is not known or not bounded, each with a clause that says why.
  public var unbounded: [String: String]
  /// Look-up tables.
  public var tables: [String: LookupTable]
  /// What is known to hold beside the ranges.
  var limits: [KnownLimit] = []

  /// Creates a scope.
  public init(
    ranges: [String: ValueRange] = [:], unbounded: [String: String] = [:],
    tables: [String: LookupTable] = [:]
  ) {
    self.ranges = ranges
    self.unbounded = unbounded
    self.tables = tables
  }
}

/// Why a range has no bounds.
enum BoundsFailure: Error {
  case noValue
  case unbounded(String)
}

extension Formula {
  /// A range that certainly holds every value the expression has for the values in `scope`.
  ///
  /// Interval arithmetic over exact numbers: each name counts as a new unknown wherever it stands,
  /// so the range may be too wide and is never too narrow, and a smaller scope never gives a wider
  /// range. With one value for each name it is the value itself. Values for which the expression
  /// is an error are left out.
  public func bounds(in scope: BoundsScope) -> FormulaBounds {
    do throws(BoundsFailure) {
      return .within(try range(in: scope))
    } catch {
      switch error {
      case .noValue: return .noValue
      case .unbounded(let reason): return .unbounded(reason)
      }
    }
  }

  func range(in scope: BoundsScope) throws(BoundsFailure) -> ValueRange {
    let range = try wholeRange(in: scope)
    guard !scope.limits.isEmpty, case .number(var interval) = range else { return range }
    for limit in scope.limits where limit.subject == self {
      guard let part = limit.cut(interval) else { throw .noValue }
      interval = part
    }
    return .number(interval)
  }

  /// The range without regard to what is known of the whole expression.
  private func wholeRange(in scope: BoundsScope) throws(BoundsFailure) -> ValueRange {
    switch node {
    case .number(let number): return .number(number...number)
    case .boolean(let truth): return .boolean([truth])
    case .name(let name):
      if let range = scope.ranges[name] { return range }
      if let reason = scope.unbounded[name] { throw .unbounded(reason) }
      return .choice([name])
    case .unary(.minus, let operand):
      let operand = try operand.interval(in: scope)
      return try arithmetic { () throws(NumberError) in try operand.negated() }
    case .unary(.not, let operand):
      return .boolean(Set(try operand.truths(in: scope).map { !$0 }))
    case .binary(let symbol, let left, let right):
      return try Self.binary(symbol, left, right, in: scope)
    case .call(.if, let arguments):
      return try Self.choice(arguments, in: scope)
    case .call(let function, let arguments):
      return try Self.call(function, arguments, in: scope)
    case .lookup(let table, let keys):
      return try Self.lookup(table, keys, in: scope)
    }
  }

  /// The interval of a number.
  func interval(in scope: BoundsScope) throws(BoundsFailure) -> ClosedRange<Rational> {
    guard case .number(let interval) = try range(in: scope) else {
      throw .unbounded("'\(self)' has the wrong kind of value")
    }
    return interval
  }

  /// The truth values of a condition.
  func truths(in scope: BoundsScope) throws(BoundsFailure) -> Set<Bool> {
    guard case .boolean(let truths) = try range(in: scope) else {
      throw .unbounded("'\(self)' has the wrong kind of value")
    }
    return truths
  }

  private static func binary(
    _ symbol: BinaryOperator, _ left: Formula, _ right: Formula, in scope: BoundsScope
  ) throws(BoundsFailure) -> ValueRange {
    switch symbol {
    case .and: return try choice([left, right, Formula(.boolean(false))], in: scope)
    case .or: return try choice([left, Formula(.boolean(true)), right], in: scope)
    case .equal: return .boolean(try left.range(in: scope).equals(right.range(in: scope)))
    case .notEqual:
      return .boolean(Set(try left.range(in: scope).equals(right.range(in: scope)).map { !$0 }))
    default: break
    }
    let a = try left.interval(in: scope)
    let b = try right.interval(in: scope)
    switch symbol {
    case .less: return .boolean(isLess(a, b))
    case .greater: return .boolean(isLess(b, a))
    case .lessOrEqual: return .boolean(Set(isLess(b, a).map { !$0 }))
    case .greaterOrEqual: return .boolean(Set(isLess(a, b).map { !$0 }))
    case .add: return try arithmetic { () throws(NumberError) in try a.adding(b) }
    case .subtract:
      return try arithmetic { () throws(NumberError) in try a.adding(b.negated()) }
    case .multiply: return try arithmetic { () throws(NumberError) in try a.multiplied(by: b) }
    default: return try arithmetic { () throws(NumberError) in try a.divided(by: b) }
    }
  }

  private static func isLess(_ a: ClosedRange<Rational>, _ b: ClosedRange<Rational>) -> Set<Bool> {
    if a.upperBound < b.lowerBound { return [true] }
    return a.lowerBound >= b.upperBound ? [false] : [true, false]
  }

  /// `if`, and with it `and` and `or`: the union of the sides that may be computed.
  private static func choice(
    _ arguments: [Formula], in scope: BoundsScope
  ) throws(BoundsFailure) -> ValueRange {
    let truths = try arguments[0].truths(in: scope)
    guard truths.count == 2 else {
      return try arguments[truths.contains(true) ? 1 : 2].range(in: scope)
    }
    // A side that never has a value adds none.
    switch (arguments[1].bounds(in: scope), arguments[2].bounds(in: scope)) {
    case (.unbounded(let reason), _), (_, .unbounded(let reason)): throw .unbounded(reason)
    case (.noValue, .noValue): throw .noValue
    case (.within(let range), .noValue), (.noValue, .within(let range)): return range
    case (.within(let a), .within(let b)):
      guard let union = a.union(b) else {
        throw .unbounded("'\(arguments[2])' has the wrong kind of value")
      }
      return union
    }
  }

  private static func call(
    _ function: FormulaFunction, _ arguments: [Formula], in scope: BoundsScope
  ) throws(BoundsFailure) -> ValueRange {
    var x = try arguments[0].interval(in: scope)
    switch function {
    case .if: return .number(x)
    case .min, .max:
      for argument in arguments.dropFirst() {
        let other = try argument.interval(in: scope)
        x =
          function == .min
          ? Swift.min(x.lowerBound, other.lowerBound)...Swift.min(x.upperBound, other.upperBound)
          : Swift.max(x.lowerBound, other.lowerBound)...Swift.max(x.upperBound, other.upperBound)
      }
      return .number(x)
    case .ceil: return try arithmetic { () throws(NumberError) in try x.rounded(.up) }
    case .floor: return try arithmetic { () throws(NumberError) in try x.rounded(.down) }
    case .roundHalfUp: return try arithmetic { () throws(NumberError) in try x.rounded(.halfUp) }
    case .roundHalfEven:
      return try arithmetic { () throws(NumberError) in try x.rounded(.halfEven) }
    case .abs: return try arithmetic { () throws(NumberError) in try x.magnitude() }
    case .ceilTo:
      let step = try arguments[1].interval(in: scope)
      guard step.lowerBound > .zero else {
        throw .unbounded("the step of 'ceil_to' may not be positive")
      }
      return try arithmetic { () throws(NumberError) in try x.ceiled(toMultipleOf: step) }
    }
  }

  /// The union of the cells that the keys may name; cells that are not there are no values.
  private static func lookup(
    _ name: String, _ keys: [Formula], in scope: BoundsScope
  ) throws(BoundsFailure) -> ValueRange {
    var ranges: [ValueRange] = []
    for key in keys { ranges.append(try key.range(in: scope)) }
    guard let table = scope.tables[name] else { throw .unbounded("'\(name)' has no value") }
    var found: ClosedRange<Rational>?
    for row in table.rows {
      guard zip(ranges, row.keys).allSatisfy({ $0.admits(key: $1) }) else { continue }
      guard case .amount(let number)? = table[row.keys] else {
        throw .unbounded("the cell \(name)[\(row.keys.joined(separator: ", "))] is not known")
      }
      found = min(found?.lowerBound ?? number, number)...max(found?.upperBound ?? number, number)
    }
    guard let found else { throw .noValue }
    return .number(found)
  }
}

/// Runs interval arithmetic, turning its error into a reason.
private func arithmetic(
  _ body: () throws(NumberError) -> ClosedRange<Rational>
) throws(BoundsFailure) -> ValueRange {
  do throws(NumberError) {
    return .number(try body())
  } catch {
    throw error == .divisionByZero
      ? .unbounded("a divisor may be zero") : .unbounded(error.description)
  }
}
