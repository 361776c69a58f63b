import BillingTypes

/// What a parameter counts, as sums see it.
struct LoweredList {
  let list: ParameterList
  /// One by one, those that may have values of their own.
  let elements: [Element]
  /// How many there are beyond those.
  let rest: GraphNumber

  /// One of those that are counted.
  struct Element {
    /// A truth value: there is such a one.
    let isThere: Int
    /// What it has of its own, by the parameter.
    let values: [String: FormulaLowering.Value]
  }
}

extension FormulaLowering {
  /// One step for each that may have values of its own; all others are alike, so that without any the sum is a
  /// product.
  mutating func sum(
    of term: Formula, over count: Formula
  ) throws(LoweringRefusal) -> GraphNumber {
    guard case .name(let name) = count.node,
      let list = lists.first(where: { $0.list.count.name == name })
    else { throw LoweringRefusal("'\(count)' counts nothing that could be summed") }
    let zero = try graph.value(.zero)
    let derivations = list.list.derivations(neededFor: term)
    var sum = zero
    for element in list.elements {
      let outside = names
      names.merge(element.values) { _, own in own }
      for derivation in derivations {
        names[derivation.name] = .number(try number(derivation.expression))
      }
      let value = try number(term)
      names = outside
      sum = try graph.sum(sum, graph.choice(element.isThere, value, zero))
    }
    let outside = names
    for derivation in derivations { names[derivation.name] = computed[derivation.name] }
    let rest = try graph.product(list.rest, number(term))
    names = outside
    let isRest = graph.isLess(graph.number(0), list.rest.numerator)
    return try graph.sum(sum, graph.choice(isRest, rest, zero))
  }

  /// One of two values of one kind.
  mutating func choice(
    _ condition: Int, _ then: Value, _ otherwise: Value
  ) throws(LoweringRefusal) -> Value? {
    switch (then, otherwise) {
    case (.number(let a), .number(let b)): .number(try graph.choice(condition, a, b))
    case (.code(let a, let first), .code(let b, let second)):
      .code(graph.choice(condition, a, b), graph.choice(condition, first, second))
    default: nil
    }
  }
}
