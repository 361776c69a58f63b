import BillingTypes

/// Puts price models in whole-number form; ``PriceModel`` says what each means.
enum PriceLowering {
  static func cost(
    of quantity: GraphNumber, _ model: ChargePrice.Model, _ amounts: [GraphNumber],
    _ graph: inout RuleGraph
  ) throws(LoweringRefusal) -> GraphNumber {
    switch model {
    case .flat: return amounts[0]
    case .perUnit(let per):
      return try graph.ratio(graph.product(quantity, amounts[0]), graph.value(per))
    case .package(let size): return try package(quantity, size, amounts[0], &graph)
    case .tiered(.package, _, let upTo):
      return try package(quantity, upTo[0] ?? .one, amounts[0], &graph)
    case .tiered(.graduated, _, let upTo): return try graduated(quantity, upTo, amounts, &graph)
    case .tiered(.volume, _, let upTo):
      return try graph.product(quantity, reached(by: quantity, upTo, amounts, &graph))
    case .tiered(.cliff, _, let upTo):
      let isNothing = graph.isEqual(quantity.numerator, graph.number(0))
      return try graph.choice(
        isNothing, graph.value(.zero), reached(by: quantity, upTo, amounts, &graph))
    }
  }

  private static func package(
    _ quantity: GraphNumber, _ size: Rational, _ amount: GraphNumber, _ graph: inout RuleGraph
  ) throws(LoweringRefusal) -> GraphNumber {
    let blocks = try graph.rounded(graph.ratio(quantity, graph.value(size)), .up)
    return try graph.product(blocks, amount)
  }

  /// Each unit at the price of its own step; what goes beyond the last bound costs as the last step.
  private static func graduated(
    _ quantity: GraphNumber, _ upTo: [Rational?], _ amounts: [GraphNumber], _ graph: inout RuleGraph
  ) throws(LoweringRefusal) -> GraphNumber {
    var cost = try graph.value(.zero)
    var begin = Rational.zero
    for (index, amount) in amounts.enumerated() {
      var inside = quantity
      if let end = upTo[index], index < amounts.count - 1 {
        inside = try graph.extreme(inside, graph.value(end), isLeast: true)
      }
      inside = try graph.extreme(inside, graph.value(begin), isLeast: false)
      inside = try graph.sum(inside, graph.negated(graph.value(begin)))
      cost = try graph.sum(cost, graph.product(inside, amount))
      begin = upTo[index] ?? begin
    }
    return cost
  }

  /// The amount of the step that a total reaches; a total on a bound is inside it.
  private static func reached(
    by quantity: GraphNumber, _ upTo: [Rational?], _ amounts: [GraphNumber],
    _ graph: inout RuleGraph
  ) throws(LoweringRefusal) -> GraphNumber {
    var result = amounts[amounts.count - 1]
    for index in amounts.indices.dropLast().reversed() {
      guard let end = upTo[index] else { continue }
      let isBeyond = try graph.isLess(graph.value(end), quantity)
      result = try graph.choice(isBeyond, result, amounts[index])
    }
    return result
  }
}
