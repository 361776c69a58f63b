import BillingTypes

/// Rounding as steps of the graph; the range run knows those of halves to even again.
extension RuleGraph {
  /// The whole number beside a number, by a rule.
  mutating func rounded(
    _ a: GraphNumber, _ rule: RoundingRule
  ) throws(LoweringRefusal) -> GraphNumber {
    let (above, below) = try parts(of: a)
    var result = GraphNumber(numerator: above, factor: .one, certainty: a.certainty)
    guard constant(below) != 1 else { return result }
    switch rule {
    case .down: result.numerator = try quotient(above, below)
    case .up:
      result.numerator = try quotient(subtract(add(above, below), number(1)), below)
    case .halfUp, .halfEven:
      let two = number(2)
      let (raised, doubled) = (
        try add(multiply(above, two), below), try multiply(below, two)
      )
      let nearest = try quotient(raised, doubled)
      result.numerator = nearest
      if rule == .halfEven {
        let isTie = try isEqual(multiply(nearest, doubled), raised)
        let isOdd = try isNot(isEqual(multiply(quotient(nearest, two), two), nearest))
        // Only an odd number is taken back, so that an even one at the low end stays.
        let low = ranges[nearest].lowerBound
        result.numerator = try subtract(
          nearest, both(isTie, isOdd), atLeast: low & 1 == 0 ? low : low - 1)
      }
    }
    return result
  }

  /// The largest whole number whose square is not above a number, which is proven to be from 0 up.
  mutating func squareRoot(of a: GraphNumber) throws(LoweringRefusal) -> GraphNumber {
    var result = try rounded(a, .down)
    guard ranges[result.numerator].lowerBound >= 0 else {
      throw LoweringRefusal(
        "the number of 'isqrt' may be negative; 'max(0, …)' keeps it from 0 up")
    }
    result.numerator = try root(result.numerator)
    return result
  }
}
