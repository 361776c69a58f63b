import BillingTypes

/// What went wrong, found by walking the formulas: only after a check failed.
extension RequestRun {
  /// The parameters that the broken rules are about; none of a request that breaks none.
  mutating func parametersOfBrokenRules() -> Set<String> {
    do { if try brokenRequirement() == nil { return [] } } catch {}
    let offer = compiled.offer
    return compiled.lowered.checks.reduce(into: []) { found, check in
      guard check.subject.isRule, !truth(check.node) else { return }
      switch check.subject {
      case .rule(let index):
        found.formUnion(offer.parameters(of: offer.requirements[index].condition))
      case .split(let index): found.formUnion(offer.parameters(of: offer.splits[index].total))
      default: break
      }
    }
  }

  /// The error behind a check that does not hold.
  func failure(of check: LoweredCheck) -> PricingError {
    let offer = compiled.offer
    var scope = scope(deriving: true)
    do throws(EvaluationError) {
      switch check.subject {
      case .rule(let index), .ruleHasValue(let index):
        _ = try offer.requirements[index].condition.evaluate(in: scope)
      case .element: break
      case .split(let index):
        _ = try offer.splits[index].total.evaluate(in: scope)
      case .derivation(let index):
        scope.unknownNames.remove(offer.derivations[index].name)
        _ = try offer.derivations[index].expression.evaluate(in: scope)
      case .condition(let charge):
        _ = try offer.charges[charge].condition?.evaluate(in: scope)
      case .quantity(let charge):
        _ = try offer.charges[charge].quantity.evaluate(in: scope)
      case .quantityIsNotNegative(let charge):
        let quantity = try offer.charges[charge].quantity.number(in: scope)
        return .negativeQuantity(meter: offer.charges[charge].meter, quantity)
      case .price(let charge):
        let dated = offer.charges[charge].price.amounts(on: compiled.day, knownAt: compiled.knownAt)
        for amount in dated?.amounts ?? [] { _ = try amount?.evaluate(in: scope) }
      case .priceIsNotNegative(let charge):
        return .negativePrice(meter: offer.charges[charge].meter)
      }
    } catch {
      return PricingError(error)
    }
    return .number(.overflow)
  }

  /// What formulas see of the request.
  ///
  /// - Parameter deriving: Whether derived values are computed by the formulas themselves; else they are
  ///   those of the run.
  /// - Returns: Names with their values, and the tables.
  func scope(deriving: Bool) -> EvaluationScope {
    let offer = compiled.offer
    var scope = EvaluationScope(tables: offer.tables, lists: offer.lists)
    for (place, input) in compiled.lowered.inputs.enumerated() {
      let isGiven = tape.givenRegisters[place].map { registers[$0] != 0 }
      if input.isOptional, isGiven != true { continue }
      scope.values[input.name] = compiled.formulaValue(
        cell(of: place), of: input)
    }
    countElements(in: &scope)
    for meter in offer.meters where scope.values[meter] == nil { scope.unknownNames.insert(meter) }
    var run = self
    for derivation in offer.derivations where scope.values[derivation.name] == nil {
      let number =
        deriving
        ? try? derivation.expression.number(in: scope) : run.derived(derivation.name)
      if let number {
        scope.values[derivation.name] = .number(number)
        scope.unknownNames.remove(derivation.name)
      } else {
        scope.unknownNames.insert(derivation.name)
      }
    }
    return scope
  }

  /// Where only single ones of a list are given, they are as many as the highest number.
  private func countElements(in scope: inout EvaluationScope) {
    let offer = compiled.offer
    for list in offer.lists {
      let own = scope.values.keys.filter { offer.element($0)?.each == list.count.name }
      let isStated = compiled.places[list.count.name].flatMap { tape.givenRegisters[$0] }
        .map { registers[$0] != 0 }
      guard !own.isEmpty, isStated != true else { continue }
      scope.values[list.count.name] = .number(Rational(offer.elementCount(among: own)))
    }
  }
}

extension PricingError {
  /// The pricing error behind one of evaluation.
  init(_ error: EvaluationError) {
    switch error {
    case .missingCell(let table, _): self = .missingCell(table: table)
    case .number(let error): self = .number(error)
    case .stepNotPositive: self = .number(.divisionByZero)
    case .noValue, .unknown, .wrongType, .rootOfNegative: self = .number(.overflow)
    }
  }
}
