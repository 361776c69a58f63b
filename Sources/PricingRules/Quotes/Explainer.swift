import BillingTypes

extension Formula {
  /// The expression with names and table cells replaced by their values, as far as they are known.
  package func substituted(in scope: EvaluationScope) -> Formula {
    switch node {
    case .number, .boolean:
      return self
    case .name(let name):
      switch scope.values[name] {
      case .number(let number)?: return .literal(number)
      case .boolean(let value)?: return Formula(.boolean(value))
      case .choice(let word)?: return Formula(.name(word))
      case nil: return self
      }
    case .unary(let symbol, let operand):
      return Formula(.unary(symbol, operand.substituted(in: scope)))
    case .binary(let symbol, let left, let right):
      return Formula(
        .binary(symbol, left.substituted(in: scope), right.substituted(in: scope)))
    case .call(.if, let arguments):
      // Only the side that was taken explains the figure.
      guard let isTrue = try? arguments[0].truth(in: scope) else { return self }
      return arguments[isTrue ? 1 : 2].substituted(in: scope)
    case .call(_, let arguments) where listSum != nil:
      return sum(of: arguments[1], over: arguments[0], in: scope) ?? self
    case .call(let function, let arguments):
      return Formula(.call(function, arguments.map { $0.substituted(in: scope) }))
    case .lookup(let table, let keys):
      if let number = try? number(in: scope) { return .literal(number) }
      return Formula(.lookup(table: table, keys: keys.map { $0.substituted(in: scope) }))
    }
  }

  /// A sum part by part; of what is alike, as a product.
  ///
  /// Nil where it is not known how many parts there are.
  private func sum(of term: Formula, over count: Formula, in scope: EvaluationScope) -> Formula? {
    guard let scopes = try? scope.each(of: count, for: term) else { return nil }
    let parts = scopes.map { term.substituted(in: $0) }
    guard scope.hasElements(of: count), let first = parts.first else {
      guard !parts.isEmpty else { return Formula(.number(.zero)) }
      return Formula(
        .binary(.multiply, count.substituted(in: scope), term.substituted(in: scope)))
    }
    return parts.dropFirst().reduce(first) { Formula(.binary(.add, $0, $1)) }
  }
}

extension Offer {
  /// How a quantity came about: the derivations it depends on in order, then the quantity itself.
  func steps(
    for quantity: Formula, named name: String, in scope: EvaluationScope,
    given: Set<String>
  ) -> [ExplainedStep] {
    let derivations = derivations(given: given)
    var needed: Set<String> = []
    func collect(_ expression: Formula) {
      for name in expression.names where !needed.contains(name) && !given.contains(name) {
        guard let derivation = derivations.first(where: { $0.name == name }) else { continue }
        needed.insert(name)
        collect(derivation.expression)
      }
    }
    collect(quantity)
    var steps = derivations.filter { needed.contains($0.name) }.flatMap { derivation in
      places(of: derivation, in: scope).map { place in
        Self.step(
          place.map { ElementName(derivation.name, $0.number).description } ?? derivation.name,
          derivation.expression, isEstimate: derivation.isEstimate, in: place?.scope ?? scope)
      }
    }
    if case .name = quantity.node { return steps }
    steps.append(Self.step(name, quantity, isEstimate: false, in: scope))
    return steps
  }

  /// What a derived value is computed for: each single one, if they differ, and one of those that are alike; nil
  /// for the request as a whole.
  private func places(
    of derivation: Derivation, in scope: EvaluationScope
  ) -> [(number: Int, scope: EvaluationScope)?] {
    guard
      let list = lists.first(where: { $0.derivations.contains { $0.name == derivation.name } }),
      scope.hasElements(of: Formula(.name(list.count.name))),
      let scopes = try? scope.each(
        of: Formula(.name(list.count.name)), for: Formula(.name(derivation.name)))
    else { return [nil] }
    var seen: Set<[FormulaValue?]> = []
    return scopes.enumerated().filter { _, scope in
      seen.insert(list.parameters.map { scope.values[$0.name] }).inserted
    }.map { (number: $0 + 1, scope: $1) }
  }

  private static func step(
    _ name: String, _ expression: Formula, isEstimate: Bool, in scope: EvaluationScope
  ) -> ExplainedStep {
    ExplainedStep(
      name: name, formula: expression.description,
      substituted: expression.substituted(in: scope).description,
      value: try? expression.number(in: scope), isEstimate: isEstimate)
  }
}
