import BillingTypes
import PricingRules

extension DataReader {
  /// Checks the formulas of an offer where they stand: names, types, units and table cells.
  func checkFormulas(of offer: Offer, _ context: CardContext) {
    var checker = OfferChecker(offer: offer, vocabulary: context.vocabulary)
    let map = Dictionary(entries(), uniquingKeysWith: { first, _ in first })
    checker.checkDisputes(map["disputes"])
    checker.checkDerivations(steps: map["let"], estimates: map["estimates"])
    for rule in map["require"]?.items() ?? [] {
      checker.check(rule.value(of: "that"), as: .condition)
    }
    for split in map["splits"]?.items() ?? [] { checker.check(split: split) }
    for charge in map["charges"]?.items() ?? [] { checker.check(charge: charge) }
    guard context.provesRules, !checker.foundProblems,
      let refusal = offer.unprovable(currency: context.currency)
    else { return }
    place(of: refusal.subject, in: offer, map).report("\(refusal)")
  }

  /// Where a rule of an offer stands; the offer itself for none.
  private func place(
    of subject: LoweredCheck.Subject?, in offer: Offer, _ map: [String: DataReader]
  ) -> DataReader {
    switch subject {
    case .derivation(let index):
      let name = offer.derivations[index].name
      let own = [map["let"], map["estimates"]].compactMap { $0?.value(of: name) }
      return own.first ?? self
    case .rule(let index), .ruleHasValue(let index):
      let rules = map["require"]?.items() ?? []
      return rules.indices.contains(index) ? rules[index].value(of: "that") ?? rules[index] : self
    case .element(let name): return map["parameters"]?.value(of: name) ?? self
    case .split(let index):
      let splits = map["splits"]?.items() ?? []
      return splits.indices.contains(index) ? splits[index] : self
    case .condition(let index), .quantity(let index), .quantityIsNotNegative(let index),
      .price(let index), .priceIsNotNegative(let index):
      let charges = map["charges"]?.items() ?? []
      return charges.indices.contains(index) ? charges[index] : self
    case nil: return self
    }
  }

}

/// The names an offer's formulas can see, and the checks over them.
private struct OfferChecker {
  /// What a formula must be.
  enum Role {
    case condition
    case number
    case quantity(meter: String)
  }

  let offer: Offer
  let vocabulary: Vocabulary
  var types: [String: FormulaType]
  /// What differs from one to the next of what a parameter counts, by that parameter.
  var lists: [String: Set<String>] = [:]
  /// Whether a formula was found wrong.
  private(set) var foundProblems = false

  init(offer: Offer, vocabulary: Vocabulary) {
    self.offer = offer
    self.vocabulary = vocabulary
    types = Dictionary(
      (offer.allParameters + offer.disputes.map(\.parameter)).map { ($0.name, $0.type) },
      uniquingKeysWith: { first, _ in first })
    for list in offer.lists { lists[list.count.name] = Set(list.parameters.map(\.name)) }
  }

  /// A dispute has a name of its own, and some formula reads it.
  mutating func checkDisputes(_ disputes: DataReader?) {
    let read = offer.formulas.reduce(into: Set<String>()) { $0.formUnion($1.names) }
    for (name, place) in disputes?.entries() ?? [] {
      check(place.value(of: "when"), as: .condition)
      let kinds = [
        ("a parameter", offer.parameter(name) != nil || vocabulary.parameters[name] != nil),
        ("a meter", vocabulary.meters[name] != nil),
        ("a derived value", offer.derivations.contains { $0.name == name }),
      ]
      if let kind = kinds.first(where: \.1)?.0 {
        place.report("'\(name)' is \(kind) already")
      } else if !read.contains(name) {
        place.report("no formula reads '\(name)', so that no amount depends on it")
      }
    }
  }

  /// Checks derivations in the order they are computed, so each sees those before it.
  mutating func checkDerivations(steps: DataReader?, estimates: DataReader?) {
    let places = Dictionary(
      (steps?.entries() ?? []) + (estimates?.entries() ?? []),
      uniquingKeysWith: { first, _ in first })
    for derivation in offer.derivations {
      guard let place = places[derivation.name] else { continue }
      if offer.parameter(derivation.name) != nil {
        place.report("'\(derivation.name)' is a parameter already")
      }
      if !derivation.isMeter, vocabulary.meters[derivation.name] != nil {
        place.report("'\(derivation.name)' is a meter; estimates go under 'estimates'")
      }
      let formula = place.value(of: "is") ?? place
      if derivation.isMeter {
        let isKnown = vocabulary.meters[derivation.name] != nil
        check(formula, as: isKnown ? .quantity(meter: derivation.name) : .number)
        types[derivation.name] = .number(unit(of: derivation.name), values: nil)
      } else {
        types[derivation.name] = check(formula, as: .number, named: derivation.name)
      }
    }
    for meter in offer.meters where types[meter] == nil {
      types[meter] = .number(unit(of: meter), values: nil)
    }
  }

  /// The parts of a total are meters with an estimate, each part of one total.
  mutating func check(split: DataReader) {
    check(split.value(of: "total"), as: .number)
    for part in split.value(of: "parts")?.items() ?? [] {
      guard let name = part.scalar else { continue }
      let estimates = offer.derivations.filter(\.isMeter).map(\.name)
      if !estimates.contains(name) {
        part.report("no estimate is called '\(name)'\(suggestion(for: name, among: estimates))")
        foundProblems = true
      } else if offer.splits.count(where: { $0.parts.contains(name) }) > 1 {
        part.report("'\(name)' is part of two totals")
        foundProblems = true
      }
    }
  }

  mutating func check(charge: DataReader) {
    guard let meter = charge.value(of: "meter")?.scalar else { return }
    check(charge.value(of: "quantity"), as: .quantity(meter: meter))
    check(charge.value(of: "when"), as: .condition)
    if let price = charge.value(of: "price") {
      for entry in price.items() { check(entry.value(of: "amount") ?? entry, as: .number) }
    }
    for step in charge.value(of: "tiers")?.value(of: "steps")?.items() ?? [] {
      check(step.value(of: "price"), as: .number)
    }
  }

  /// Checks one formula and gives its type; mistakes in its text were reported before.
  @discardableResult
  mutating func check(
    _ place: DataReader?, as role: Role, named name: String? = nil
  ) -> FormulaType? {
    guard let place, let text = place.scalar, text != "unknown", place.mistakenNumber == nil,
      let expression = try? Formula(parsing: text)
    else { return nil }
    let requirements = offer.requirements
    let tables = offer.tables
    let parameters = offer.parameters
    var checker = FormulaChecker(
      types: types, tables: tables, counts: vocabulary.countUnits, lists: lists,
      mayDiffer: name != nil,
      isRefused: { keys in
        var scope = EvaluationScope(tables: tables)
        for (name, text) in keys {
          scope.values[name] = parameters.first { $0.name == name }?.value(of: text)
        }
        return requirements.contains { requirement in
          requirement.condition.names.allSatisfy { scope.values[$0] != nil }
            && (try? requirement.condition.truth(in: scope)) == false
        }
      })
    switch role {
    case .condition: checker.checkCondition(expression)
    case .number: checker.checkNumber(expression)
    case .quantity(let meter):
      checker.checkQuantity(
        expression, meter: meter, unit: vocabulary.meters[meter]?.unit ?? "unit")
    }
    if !checker.problems.isEmpty { foundProblems = true }
    if let name { note(name, differsBy: checker.differing, expression, at: place) }
    for problem in checker.problems {
      place.report("'\(DataReader.abridged(text))': \(problem)")
    }
    return checker.problems.isEmpty ? checker.type(of: expression) : nil
  }

  /// An intermediate value that reads what differs from one to the next differs so itself.
  private mutating func note(
    _ name: String, differsBy counts: Set<String>, _ expression: Formula, at place: DataReader
  ) {
    for count in counts { lists[count]?.insert(name) }
    let names = quotedList(counts.sorted())
    if counts.count > 1 {
      place.report("'\(name)' differs by \(names); it can by one of them")
      foundProblems = true
    } else if !counts.isEmpty, expression.hasListSum {
      place.report("'\(name)' differs by \(names), and a sum over them cannot stand in it")
      foundProblems = true
    }
  }

  private func unit(of meter: String) -> UnitSignature {
    vocabulary.meters[meter]?.unit.map(UnitSignature.init) ?? .open
  }
}

extension Offer {
  /// Every formula of the offer.
  fileprivate var formulas: [Formula] {
    requirements.map(\.condition) + derivations.map(\.expression)
      + charges.flatMap { charge in
        [charge.quantity] + [charge.condition].compactMap(\.self)
          + charge.price.history.flatMap { $0.amounts.compactMap(\.self) }
      }
  }
}
