import BillingTypes

/// Searches what the charges of an offer get to over ranges of values.
struct CeilingBounds {
  private let offer: Offer
  private let charges: ChargeBounds
  private let axes: [ParameterAxis]
  private let rules: [KnownComparison]
  /// A name among the values that the offer does not have.
  let unknownName: String?

  init(offer: Offer, values: [String: ValueRange], day: Day, knownAt: Day?) {
    self.offer = offer
    let parameters = offer.allParameters
    axes = parameters.map { parameter in
      ParameterAxis(
        parameter, asked: values[parameter.name] ?? parameter.defaultValue.map { ValueRange($0) })
    }
    // Only rules whose truth is always known: one that is not known refuses nothing.
    let names = Set(parameters.map(\.name))
    rules = offer.requirements.map(\.condition)
      .filter { names.isSuperset(of: $0.names) && !$0.readsTable }
      .flatMap { KnownComparison.all(in: $0) }
    let meters = offer.meters.filter { meter in parameters.allSatisfy { $0.name != meter } }
    var metered: [String: ValueRange] = [:]
    for meter in meters { metered[meter] = values[meter] }
    charges = ChargeBounds(offer: offer, day: day, knownAt: knownAt, metered: metered)
    let known = Set(parameters.map(\.name) + meters)
    unknownName = values.keys.filter { !known.contains($0) }.min()
  }

  /// Whether some parameter has no legal value, or a rule refuses all.
  var hasNoLegalRequest: Bool {
    if charges.metered.values.contains(where: {
      if case .number(let interval) = $0 { interval.upperBound < .zero } else { true }
    }) {
      return true
    }
    let everything = Set(axes.map(\.parameter.name) + offer.derivations.map(\.name))
    let ranges = axes.compactMap { $0.range(of: 0...($0.count - 1)) }
    return ranges.count < axes.count || scope(axes, ranges, needs: everything) == nil
  }

  /// The largest metered quantity of a charge.
  func quantity(of charge: Charge) -> UpperBound {
    search(names: names(of: charge, withPrice: false)) { scope throws(BoundsFailure) in
      try charges.quantity(of: charge, in: scope)
    }
  }

  /// The largest cost of some charges together, which are all paid in one unit.
  func cost(of parts: [Charge]) -> UpperBound {
    let names = parts.flatMap { self.names(of: $0, withPrice: true) }
    return search(names: names) { scope throws(BoundsFailure) in
      var sum = Rational.zero
      for part in parts {
        let cost = try charges.cost(of: part, in: scope)
        do throws(NumberError) {
          sum = try sum + cost
        } catch {
          throw .unbounded("\(part.meter): \(error)")
        }
      }
      return sum
    }
  }

  /// Meters that the charge depends on and that are rough estimates.
  func estimates(of charge: Charge) -> [String] {
    let needed = needs(names(of: charge, withPrice: true))
    return offer.derivations.filter { derivation in
      derivation.isEstimate && needed.contains(derivation.name)
        && charges.metered[derivation.name] == nil
    }.map(\.name)
  }

  private func search(
    names: [String], _ value: (BoundsScope) throws(BoundsFailure) -> Rational
  ) -> UpperBound {
    let needed = needs(names)
    let axes = axes.filter { needed.contains($0.parameter.name) }
    return withoutActuallyEscaping(value) { value in
      CeilingSearch(axes: axes) { ranges in
        guard let scope = scope(axes, ranges, needs: needed) else { return .empty }
        do throws(BoundsFailure) {
          return .atMost(try value(scope))
        } catch {
          switch error {
          case .noValue: return .empty
          case .unbounded(let reason): return .unlimited(reason)
          }
        }
      }.result()
    }
  }

  /// What formulas see for one range for each axis; nil when no request with these is legal.
  private func scope(
    _ axes: [ParameterAxis], _ ranges: [ValueRange], needs: Set<String>
  ) -> BoundsScope? {
    var scope = BoundsScope(ranges: charges.metered, tables: offer.tables)
    for (axis, range) in zip(axes, ranges) { scope.ranges[axis.parameter.name] = range }
    // A rule that speaks of something else is not looked at.
    let rules = rules.filter { rule in rule.other.names.allSatisfy { scope.ranges[$0] != nil } }
    let limits = rules.compactMap { $0.limit(in: scope) }
    for meter in offer.meters where scope.ranges[meter] == nil {
      scope.unbounded[meter] = "the quantity of '\(meter)' is not known"
    }
    scope.limits = limits
    for derivation in offer.derivations where needs.contains(derivation.name) {
      guard charges.metered[derivation.name] == nil else { continue }
      scope.unbounded[derivation.name] = nil
      switch derivation.expression.bounds(in: scope) {
      case .within(let range): scope.ranges[derivation.name] = range
      case .noValue: return nil
      case .unbounded(let reason): scope.unbounded[derivation.name] = reason
      }
    }
    // A rule is not tested by what follows from it.
    scope.limits = []
    for requirement in offer.requirements where isAbout(requirement, needs) {
      switch requirement.condition.bounds(in: scope) {
      case .within(.boolean([false])), .noValue: return nil
      default: break
      }
    }
    scope.limits = limits
    return scope
  }

  /// Whether everything that a rule speaks of is looked at.
  private func isAbout(_ requirement: Requirement, _ needs: Set<String>) -> Bool {
    parameters(of: requirement.condition.names).allSatisfy { needs.contains($0) }
  }

  private func names(of charge: Charge, withPrice: Bool) -> [String] {
    var names = charge.quantity.names + (charge.condition?.names ?? []) + [charge.meter]
    guard withPrice else { return names }
    names += [ServiceTier.parameterName, Outcome.parameterName]
    let dated = charge.price.amounts(on: charges.day, knownAt: charges.knownAt)
    for amount in dated?.amounts ?? [] { names += amount?.names ?? [] }
    return names
  }

  /// The names that some names depend on, with those that a rule ties to them.
  private func needs(_ names: [String]) -> Set<String> {
    var found: Set<String> = []
    var open = names
    while true {
      while let name = open.popLast() {
        guard found.insert(name).inserted, charges.metered[name] == nil else { continue }
        open += offer.derivations.first { $0.name == name }?.expression.names ?? []
      }
      for requirement in offer.requirements {
        let own = requirement.condition.names
        guard parameters(of: own).contains(where: { found.contains($0) }) else { continue }
        open += own.filter { !found.contains($0) }
      }
      if open.isEmpty { return found }
    }
  }

  /// The parameters that some names depend on.
  private func parameters(of names: [String]) -> [String] {
    var found: Set<String> = []
    var open = names
    while let name = open.popLast() {
      guard found.insert(name).inserted else { continue }
      open += offer.derivations.first { $0.name == name }?.expression.names ?? []
    }
    return axes.map(\.parameter.name).filter { found.contains($0) }
  }
}

extension Formula {
  /// Whether the value depends on a table.
  fileprivate var readsTable: Bool {
    var found = false
    visit { node in if case .lookup = node { found = true } }
    return found
  }
}
