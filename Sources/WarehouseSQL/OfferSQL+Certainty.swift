import PricingRules

/// Which rules and values count for a row, and when its amount is all that its bill can be.
extension OfferSQL {
  /// What has to hold, and when it need not, since nothing needs the values any more that it speaks of.
  var rules: [(node: Int, replaced: String?)] {
    guard let isFine = whole.isFine else { return [] }
    let all = whole.checks.map { check -> (node: Int, replaced: String?) in
      guard case .rule(let index) = check.subject else { return (check.node, nil) }
      let own = whole.offer.parameters(of: whole.offer.requirements[index].condition)
      let conditions = own.map { name in
        inputs.first { $0.input.name == name }.flatMap { replacing($0.input) }
      }
      guard !own.isEmpty, !conditions.contains(nil) else { return (check.node, nil) }
      return (
        check.node,
        conditions.compactMap(\.self).uniqued().map { "(\($0))" }.joined(separator: " AND ")
      )
    }
    return all.contains { $0.replaced != nil } ? all : [(isFine, nil)]
  }

  /// When a parameter need not be legal, since what needs it is metered; nil for never.
  func replacing(_ parameter: RuleInput) -> String? {
    let cells = Dictionary(
      inputs.filter(\.input.isMeter).map { ($0.input.name, $0.column.cell) },
      uniquingKeysWith: { first, _ in first })
    let sets = (parameter.isMeter ? nil : replacing[parameter.name]) ?? []
    guard !sets.isEmpty else { return nil }
    return sets.map { meters in
      meters.sorted().compactMap { cells[$0].map { "\($0) IS NOT NULL" } }
        .joined(separator: " AND ")
    }.joined(separator: " OR ")
  }

  /// What has to hold for an amount to be all that a bill can be; nil where no bill is certain.
  ///
  /// Where sources disagree, an amount is that of the first reading.
  func certainty(_ writer: SQLWriter) -> [String]? {
    guard !isOpenAnyway else { return nil }
    var conditions = [whole.isComplete, whole.isUndisputed].compactMap(\.self)
      .filter { whole.graph.constant($0) != 1 }
      .map { writer.truth($0).inside(.comparison) }
    for derivation in whole.offer.derivations where derivation.spread != nil {
      guard let column = inputs.first(where: { $0.input.name == derivation.name })?.column else {
        return nil
      }
      conditions.append("\(column.cell) IS NOT NULL")
    }
    return conditions
  }
}
