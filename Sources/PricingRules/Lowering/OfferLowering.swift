import BillingTypes

/// Puts one offer in whole-number form, step by step in the order of ``PricingRun``.
struct OfferLowering {
  private let offer: Offer
  private var compiler: FormulaLowering
  private var inputPlaces: [String: Int] = [:]
  private var isFine: Int?

  var codes: WordCodes { compiler.codes }

  init(
    _ offer: Offer, _ setting: LoweringSetting, _ codes: inout WordCodes
  ) throws(LoweringRefusal) {
    self.offer = offer
    var inputs: [RuleInput] = []
    for parameter in offer.allParameters {
      inputs.append(try RuleInput(parameter, setting, &codes))
    }
    let parameters = Set(inputs.map(\.name))
    for meter in offer.meters where !parameters.contains(meter) && setting.given.contains(meter) {
      inputs.append(RuleInput(meter: meter, setting))
    }
    compiler = FormulaLowering(
      graph: RuleGraph(inputs: inputs), codes: codes, tables: offer.tables)
    for (place, input) in inputs.enumerated() {
      inputPlaces[input.name] = place
      guard !input.isMeter else { continue }
      let isGiven = setting.given.contains(input.name)
      guard isGiven || input.defaultValue != nil else {
        throw LoweringRefusal("'\(input.name)' is needed and no column gives it")
      }
      let node =
        isGiven
        ? compiler.graph.input(place) : compiler.graph.number(input.defaultValue ?? 0)
      compiler.names[input.name] =
        switch input.kind {
        case .word, .truth: .code(node, .init())
        case .number(let places):
          .number(GraphNumber(numerator: node, factor: try Self.unit(places)))
        }
    }
  }

  private static func unit(_ places: Int) throws(LoweringRefusal) -> Rational {
    try exact { () throws(NumberError) in
      try Rational(1, over: Int128(decimalPower(places)))
    }
  }

  mutating func form(
    on day: Day, knownAt: Day?, _ worth: [String: Rational], _ currency: Currency
  ) throws(LoweringRefusal) -> LoweredOffer {
    try addDerivations()
    try addRequirements()
    var charges: [LoweredCharge] = []
    for charge in offer.charges {
      let dated = charge.price.amounts(on: day, knownAt: knownAt)
      let rate: Rational? =
        switch charge.price.unit {
        case .money: .one
        case .credit(let id): worth[id]
        }
      charges.append(try self.charge(charge, amounts: dated?.amounts, rate: rate))
    }
    var amount = compiler.graph.number(0)
    var anyKnown = compiler.graph.truth(false)
    var anyUnknown = anyKnown
    for (charge, whole) in zip(offer.charges, charges) {
      amount = try compiler.graph.add(amount, whole.picounits)
      anyKnown = compiler.graph.either(anyKnown, whole.isKnown)
      anyUnknown = compiler.graph.either(anyUnknown, whole.isUnknown)
      if charge.doubt != nil {
        let costs = compiler.graph.isLess(compiler.graph.number(0), whole.picounits)
        anyUnknown = compiler.graph.either(anyUnknown, costs)
      }
    }
    let isNothing = compiler.graph.isEqual(amount, compiler.graph.number(0))
    let isComplete = compiler.graph.isNot(anyUnknown)
    let isUnknown = compiler.graph.both(
      anyUnknown, compiler.graph.either(compiler.graph.isNot(anyKnown), isNothing))
    let derived = offer.derivations.compactMap {
      derivation -> (name: String, value: GraphNumber)? in
      guard case .number(let value)? = compiler.names[derivation.name] else { return nil }
      return (derivation.name, value)
    }
    // The graph last: a copy taken earlier would lack the steps above.
    return LoweredOffer(
      offer: offer, currency: currency, graph: compiler.graph, isFine: isFine, charges: charges,
      amount: amount, isComplete: isComplete, isUnknown: isUnknown, derived: derived)
  }

  /// What holds or the row is not fine.
  private mutating func demand(_ truth: Int?) {
    isFine = compiler.graph.both(isFine, truth)
    if let node = isFine, compiler.graph.constant(node) == 1 { isFine = nil }
  }

  /// A failure counts only where something is known.
  private mutating func demandValue(of certainty: Certainty) {
    demand(certainty.hasValue)
  }

  private mutating func addDerivations() throws(LoweringRefusal) {
    for derivation in offer.derivations {
      var value = try compiler.number(derivation.expression)
      // A rule may be what keeps a request from a missing cell, and the slow run looks at rules first:
      // either way the row is not fine.
      demandValue(of: value.certainty)
      value.certainty.hasValue = nil
      if let place = inputPlaces[derivation.name], let metered = try meter(place) {
        let isGiven = compiler.graph.isGiven(place)
        value = try compiler.graph.choice(isGiven, metered, value)
      }
      compiler.names[derivation.name] = .number(value)
    }
    for meter in offer.meters where compiler.names[meter] == nil {
      var value = try compiler.graph.value(.zero)
      value.certainty.isKnown = compiler.graph.truth(false)
      if let place = inputPlaces[meter], let metered = try self.meter(place) {
        value = metered
        value.certainty.isKnown = compiler.graph.isGiven(place)
      }
      compiler.names[meter] = .number(value)
    }
  }

  /// A metered value as it is read; nil for a parameter.
  private mutating func meter(_ place: Int) throws(LoweringRefusal) -> GraphNumber? {
    let input = compiler.graph.inputs[place]
    guard input.isMeter, case .number(let places) = input.kind else { return nil }
    return GraphNumber(numerator: compiler.graph.input(place), factor: try Self.unit(places))
  }

  private mutating func addRequirements() throws(LoweringRefusal) {
    for requirement in offer.requirements {
      let (node, certainty) = try compiler.truth(requirement.condition)
      demandValue(of: certainty)
      // What is not known breaks no rule.
      let unknown = certainty.isKnown.map { compiler.graph.isNot($0) }
      demand(unknown.map { compiler.graph.either($0, node) } ?? node)
    }
  }
}

extension OfferLowering {
  /// One charge: condition, quantity, outcome, price, tier, cap, floor, money.
  private mutating func charge(
    _ charge: Charge, amounts: [Formula?]?, rate: Rational?
  ) throws(LoweringRefusal) -> LoweredCharge {
    let always = compiler.graph.truth(true)
    var applies = always
    // Unknown for any of these reasons.
    var isKnown = always
    // What follows is only computed under this.
    var isReached: Int? = nil
    if let condition = charge.condition {
      let (node, certainty) = try compiler.truth(condition)
      demandValue(of: certainty)
      isKnown = certainty.isKnown ?? always
      applies = compiler.graph.either(compiler.graph.isNot(isKnown), node)
      isReached = compiler.graph.both(isKnown, node)
    }
    var quantity = try self.quantity(of: charge)
    demand(whenReached(isReached, certainty: quantity.certainty))
    isReached = compiler.graph.both(isReached, quantity.certainty.isKnown)
    isKnown = compiler.graph.both(isKnown, quantity.certainty.isKnown ?? always)
    quantity.certainty = .init()
    let zero = compiler.graph.number(0)
    let isNegative = compiler.graph.isLess(quantity.numerator, zero)
    demand(implies(isReached, compiler.graph.isNot(isNegative)))
    quantity.numerator = compiler.graph.greatest(quantity.numerator, zero)
    let isZero = compiler.graph.isEqual(quantity.numerator, zero)
    let isFree =
      charge.price.model.isFreeForNothing ? isZero : compiler.graph.truth(false)

    let outcome = billing()
    isReached = compiler.graph.both(isReached, outcome.isBilled)
    var cost = try listedCost(of: quantity, charge, amounts)
    demand(whenReached(isReached, certainty: cost.certainty))
    var costIsKnown = cost.certainty.isKnown ?? always
    // Nothing of an unknown price is nothing.
    costIsKnown = compiler.graph.either(costIsKnown, isFree)
    cost.certainty = .init()
    cost = try adjusted(cost, charge)
    let costs = compiler.graph.isLess(cost.numerator, zero)
    demand(implies(compiler.graph.both(isReached, costIsKnown), compiler.graph.isNot(costs)))
    cost.numerator = compiler.graph.greatest(cost.numerator, zero)
    let isNothing = compiler.graph.isEqual(cost.numerator, zero)
    // No credits are no money, whatever one is worth.
    if rate == nil { costIsKnown = compiler.graph.both(costIsKnown, isNothing) }

    // Billed: as the price says. Not billed: known, and nothing. Unknown: nothing of nothing only.
    let billedKnown = compiler.graph.both(outcome.isBilled, costIsKnown)
    let freeKnown = compiler.graph.either(
      outcome.isFree, compiler.graph.both(compiler.graph.isNot(outcome.isBilled), isFree))
    isKnown = compiler.graph.both(isKnown, compiler.graph.either(billedKnown, freeKnown))
    let isCharged = compiler.graph.both(
      applies, compiler.graph.both(isKnown, outcome.isBilled))
    let money = try compiler.graph.product(
      cost, compiler.graph.value(rate ?? .one))
    let picounits = try compiler.graph.rounded(
      compiler.graph.product(
        money, compiler.graph.value(Rational(Money.picounitsPerUnit))), .halfEven
    ).numerator
    func kept(_ value: GraphNumber) -> GraphNumber {
      var value = value
      value.numerator = compiler.graph.choice(isCharged, value.numerator, zero)
      return value
    }
    return LoweredCharge(
      picounits: compiler.graph.choice(isCharged, picounits, zero),
      isKnown: compiler.graph.both(applies, isKnown),
      isUnknown: compiler.graph.both(applies, compiler.graph.isNot(isKnown)),
      quantity: kept(quantity), cost: kept(cost))
  }

  private mutating func implies(_ condition: Int?, _ truth: Int) -> Int {
    condition.map { compiler.graph.either(compiler.graph.isNot($0), truth) } ?? truth
  }

  private mutating func whenReached(_ isReached: Int?, certainty: Certainty) -> Int? {
    certainty.hasValue.map { implies(isReached, $0) }
  }

  private mutating func quantity(of charge: Charge) throws(LoweringRefusal) -> GraphNumber {
    let isOwnFormula =
      offer.parameter(charge.meter) != nil || charge.quantity.names.contains(charge.meter)
    let computed = try compiler.number(charge.quantity)
    guard !isOwnFormula, let place = inputPlaces[charge.meter], let metered = try meter(place)
    else { return computed }
    return try compiler.graph.choice(compiler.graph.isGiven(place), metered, computed)
  }

  /// Truth values: an outcome that is billed, and one that is certainly not.
  private mutating func billing() -> (isBilled: Int, isFree: Int) {
    guard case .code(let node, _)? = compiler.names[Outcome.parameterName] else {
      return (compiler.graph.truth(true), compiler.graph.truth(false))
    }
    var isBilled = compiler.graph.truth(false)
    var isFree = isBilled
    for outcome in Outcome.allCases {
      let code = compiler.graph.number(compiler.codes.code(of: outcome.rawValue))
      let holds = compiler.graph.isEqual(node, code)
      switch offer.billing(of: outcome) {
      case .billed: isBilled = compiler.graph.either(isBilled, holds)
      case .notBilled: isFree = compiler.graph.either(isFree, holds)
      case .unknown: break
      }
    }
    return (isBilled, isFree)
  }

  /// Service tier, then the cap, then the floor.
  private mutating func adjusted(
    _ listed: GraphNumber, _ charge: Charge
  ) throws(LoweringRefusal) -> GraphNumber {
    var cost = listed
    if case .code(let node, _)? = compiler.names[ServiceTier.parameterName] {
      let plain = cost
      for tier in offer.serviceTiers {
        let code = compiler.graph.number(compiler.codes.code(of: tier.name))
        let multiplied = try compiler.graph.product(
          plain, compiler.graph.value(tier.multiplier))
        cost = try compiler.graph.choice(
          compiler.graph.isEqual(node, code), multiplied, cost)
      }
    }
    if let maximum = charge.maximum {
      cost = try compiler.graph.extreme(cost, compiler.graph.value(maximum), isLeast: true)
    }
    if let minimum = charge.minimum {
      cost = try compiler.graph.extreme(cost, compiler.graph.value(minimum), isLeast: false)
    }
    return cost
  }

  /// Quantity → cost by the price model; not known where an amount is not.
  private mutating func listedCost(
    of quantity: GraphNumber, _ charge: Charge, _ amounts: [Formula?]?
  ) throws(LoweringRefusal) -> GraphNumber {
    var values: [GraphNumber] = []
    var certainty = Certainty()
    for amount in amounts ?? [nil] {
      guard let amount else {
        var unknown = try compiler.graph.value(.zero)
        unknown.certainty.isKnown = compiler.graph.truth(false)
        return unknown
      }
      var value = try compiler.number(amount)
      certainty = compiler.graph.after(certainty, value.certainty)
      value.certainty = .init()
      values.append(value)
    }
    var cost = try PriceLowering.cost(
      of: quantity, charge.price.model, values, &compiler.graph)
    cost.certainty = certainty
    return cost
  }
}
