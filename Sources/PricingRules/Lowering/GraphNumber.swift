package import BillingTypes

/// A number of a formula in whole-number form: `numerator × factor ÷ divisor`.
package struct GraphNumber: Sendable {
  /// A step of the graph.
  package var numerator: Int
  /// What the numerator is counted in: above zero, the same for every request.
  package var factor: Rational
  /// A step that is at least 1; nil for none.
  package var divisor: Int?
  /// Whether the number is known, and whether the formula has a value at all.
  package var certainty = Certainty()
}

/// For which requests something is known, and for which it has a value.
package struct Certainty: Hashable, Sendable {
  /// A truth value; nil where it is always known.
  package var isKnown: Int?
  /// A truth value; nil where it always has a value.
  ///
  /// It only counts where the number is known.
  package var hasValue: Int?
}

extension RuleGraph {
  mutating func both(_ a: Int?, _ b: Int?) -> Int? {
    guard let a else { return b }
    guard let b else { return a }
    return both(a, b)
  }

  /// What is computed after something else: as slow evaluation does, which stops at the first
  /// thing that is not known or has no value.
  mutating func after(_ first: Certainty, _ second: Certainty) -> Certainty {
    var value = first.hasValue
    if let second = second.hasValue {
      // What is not known stops the evaluation before the second can fail.
      value = both(value, first.isKnown.map { either(isNot($0), second) } ?? second)
    }
    return Certainty(isKnown: both(first.isKnown, second.isKnown), hasValue: value)
  }

  mutating func choice(
    _ condition: Int, _ then: Certainty, _ otherwise: Certainty
  ) -> Certainty {
    Certainty(
      isKnown: choice(condition, then.isKnown, otherwise.isKnown),
      hasValue: choice(condition, then.hasValue, otherwise.hasValue))
  }

  private mutating func choice(_ condition: Int, _ then: Int?, _ otherwise: Int?) -> Int? {
    guard then != nil || otherwise != nil else { return nil }
    let always = truth(true)
    let chosen = choice(condition, then ?? always, otherwise ?? always)
    return constant(chosen) == 1 ? nil : chosen
  }

  mutating func value(_ amount: Rational) throws(LoweringRefusal) -> GraphNumber {
    if amount == .zero { return GraphNumber(numerator: number(0), factor: .one) }
    return GraphNumber(
      numerator: number(amount.isNegative ? -1 : 1),
      factor: try exact { () throws(NumberError) in try amount.magnitude() })
  }

  mutating func sum(_ a: GraphNumber, _ b: GraphNumber) throws(LoweringRefusal) -> GraphNumber {
    let (x, y, unit) = try common(a, b)
    if a.divisor == b.divisor {
      return GraphNumber(
        numerator: try add(x, y), factor: unit, divisor: a.divisor,
        certainty: after(a.certainty, b.certainty))
    }
    return GraphNumber(
      numerator: try add(times(x, b.divisor), times(y, a.divisor)), factor: unit,
      divisor: try divisor(a.divisor, b.divisor), certainty: after(a.certainty, b.certainty))
  }

  mutating func negated(_ a: GraphNumber) throws(LoweringRefusal) -> GraphNumber {
    var result = a
    result.numerator = try subtract(number(0), a.numerator)
    return result
  }

  mutating func product(_ a: GraphNumber, _ b: GraphNumber) throws(LoweringRefusal) -> GraphNumber {
    GraphNumber(
      numerator: try multiply(a.numerator, b.numerator),
      factor: try exact { () throws(NumberError) in try a.factor * b.factor },
      divisor: try divisor(a.divisor, b.divisor), certainty: after(a.certainty, b.certainty))
  }

  mutating func ratio(_ a: GraphNumber, _ b: GraphNumber) throws(LoweringRefusal) -> GraphNumber {
    var (above, below) = (a.numerator, b.numerator)
    var certainty = after(a.certainty, b.certainty)
    if ranges[below].upperBound < 0 {
      (above, below) = (try subtract(number(0), above), try subtract(number(0), below))
    } else if ranges[below].lowerBound < 0 {
      let isNegative = isLess(below, number(0))
      above = choice(isNegative, try subtract(number(0), above), above)
      below = choice(isNegative, try subtract(number(0), below), below)
    }
    if ranges[below].lowerBound < 1 {
      // By something that is not known nothing is divided yet.
      let isZero = isEqual(below, number(0))
      certainty = after(certainty, Certainty(hasValue: isNot(isZero)))
      below = greatest(below, number(1))
    }
    if let divisor = b.divisor { above = try multiply(above, divisor) }
    let factor = try exact { () throws(NumberError) in try a.factor / b.factor }
    if let whole = constant(below) {
      return GraphNumber(
        numerator: above,
        factor: try exact { () throws(NumberError) in try factor / Rational(whole) },
        divisor: a.divisor, certainty: certainty)
    }
    return GraphNumber(
      numerator: above, factor: factor, divisor: try divisor(a.divisor, below), certainty: certainty
    )
  }

  /// Whether `a` is less than `b`, or equal to it: a truth value.
  mutating func isLess(_ a: GraphNumber, _ b: GraphNumber) throws(LoweringRefusal) -> Int {
    let (x, y) = try comparable(a, b)
    return isLess(x, y)
  }

  mutating func isEqual(_ a: GraphNumber, _ b: GraphNumber) throws(LoweringRefusal) -> Int {
    let (x, y) = try comparable(a, b)
    return isEqual(x, y)
  }

  /// One of two numbers.
  mutating func choice(
    _ condition: Int, _ a: GraphNumber, _ b: GraphNumber
  ) throws(LoweringRefusal) -> GraphNumber {
    if let value = constant(condition) { return value == 0 ? b : a }
    let (x, y, unit) = try common(a, b)
    let divisor: Int? =
      if a.divisor == b.divisor { a.divisor } else {
        choice(condition, a.divisor ?? number(1), b.divisor ?? number(1))
      }
    return GraphNumber(
      numerator: choice(condition, x, y), factor: unit, divisor: divisor,
      certainty: choice(condition, a.certainty, b.certainty))
  }

  mutating func extreme(
    _ a: GraphNumber, _ b: GraphNumber, isLeast: Bool
  ) throws(LoweringRefusal) -> GraphNumber {
    let certainty = after(a.certainty, b.certainty)
    if a.divisor == b.divisor {
      let (x, y, unit) = try common(a, b)
      return GraphNumber(
        numerator: isLeast ? least(x, y) : greatest(x, y), factor: unit, divisor: a.divisor,
        certainty: certainty)
    }
    var result =
      isLeast
      ? try choice(isLess(b, a), b, a) : try choice(isLess(a, b), b, a)
    result.certainty = certainty
    return result
  }

  /// The number as one whole number over another.
  mutating func parts(
    of a: GraphNumber
  ) throws(LoweringRefusal) -> (above: Int, below: Int) {
    let above = try multiply(a.numerator, number(wide: a.factor.numerator))
    let below = try times(number(wide: a.factor.denominator), a.divisor)
    return (above, below)
  }

  private mutating func times(_ a: Int, _ b: Int?) throws(LoweringRefusal) -> Int {
    guard let b else { return a }
    return try multiply(a, b)
  }

  private mutating func divisor(_ a: Int?, _ b: Int?) throws(LoweringRefusal) -> Int? {
    guard let a else { return b }
    return try times(a, b)
  }

  /// Two numbers on one denominator.
  private mutating func comparable(
    _ a: GraphNumber, _ b: GraphNumber
  ) throws(LoweringRefusal) -> (Int, Int) {
    let (x, y, _) = try common(a, b)
    return a.divisor == b.divisor ? (x, y) : (try times(x, b.divisor), try times(y, a.divisor))
  }

  /// The numerators of two numbers in the largest unit that both are whole multiples of.
  private mutating func common(
    _ a: GraphNumber, _ b: GraphNumber
  ) throws(LoweringRefusal) -> (Int, Int, unit: Rational) {
    if a.factor == b.factor { return (a.numerator, b.numerator, a.factor) }
    if constant(a.numerator) == 0 { return (a.numerator, b.numerator, b.factor) }
    if constant(b.numerator) == 0 { return (a.numerator, b.numerator, a.factor) }
    let unit = try exact { () throws(NumberError) in try commonUnit(a.factor, b.factor) }
    let first = try exact { () throws(NumberError) in try a.factor / unit }
    let second = try exact { () throws(NumberError) in try b.factor / unit }
    return (
      try multiply(a.numerator, number(wide: first.numerator)),
      try multiply(b.numerator, number(wide: second.numerator)), unit
    )
  }
}

/// The largest number that both are whole multiples of; both are above zero.
package func commonUnit(_ a: Rational, _ b: Rational) throws(NumberError) -> Rational {
  // gcd(p/q, r/s) = gcd(p·s, r·q) / (q·s)
  guard let first = a.numerator.product(b.denominator),
    let second = b.numerator.product(a.denominator),
    let below = a.denominator.product(b.denominator)
  else { throw .overflow }
  return try Rational(
    Int128(greatestCommonDivisor(first.magnitude, second.magnitude)), over: below)
}

/// Runs exact arithmetic between constants; what does not fit is a refusal.
func exact<Value>(_ body: () throws(NumberError) -> Value) throws(LoweringRefusal) -> Value {
  do {
    return try body()
  } catch {
    throw LoweringRefusal("a constant of the formula does not fit: \(error)")
  }
}
