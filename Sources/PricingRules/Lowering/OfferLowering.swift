import BillingTypes

/// Puts one offer in whole-number form; the charges are in `OfferLowering+Charges`.
///
/// The order is that of a careful reader: derived values, rules across parameters, charge by charge.
struct OfferLowering {
  let offer: Offer
  let givesBounds: Bool
  /// The names that requests may give.
  let given: Set<String>
  let otherWorths: [CreditID: [Rational]]
  var compiler: FormulaLowering
  private(set) var inputPlaces: [String: Int] = [:]
  var isFine: Int?
  var isUndisputed: Int?
  var matters: [Int] = []
  private var checks: [LoweredCheck] = []

  var codes: WordCodes { compiler.codes }
  init(
    _ offer: Offer, _ setting: LoweringSetting, _ codes: inout WordCodes,
    extending graph: RuleGraph? = nil
  ) throws(LoweringRefusal) {
    self.offer = offer
    givesBounds = setting.givesBounds
    given = setting.given
    otherWorths = setting.givesBounds ? setting.otherWorths : [:]
    var inputs: [RuleInput] = []
    for parameter in offer.allParameters {
      inputs.append(try RuleInput(parameter, setting, &codes))
    }
    inputs += try Self.elementInputs(of: offer, setting, &codes)
    let parameters = Set(inputs.map(\.name))
    for meter in offer.meters where !parameters.contains(meter) && setting.given.contains(meter) {
      inputs.append(RuleInput(meter: meter, of: offer, setting))
    }
    if givesBounds {
      for (index, charge) in offer.charges.enumerated() {
        guard charge.price.model.countsOverMonth else { continue }
        let count = charge.price.model.terms.amountCount + 1
        inputs.append(RuleInput(monthStepsOf: index, count: count))
      }
    }
    let disputes = try offer.disputes.map { (dispute) throws(LoweringRefusal) in
      try RuleInput(dispute.parameter, setting, &codes)
    }
    if givesBounds || setting.readsDisputes { inputs += disputes }
    for (credit, others) in otherWorths.sorted(by: { $0.key < $1.key }) {
      inputs.append(RuleInput(worthOf: credit, count: 1 + others.count))
    }
    compiler = FormulaLowering(
      graph: graph ?? RuleGraph(inputs: inputs, width: setting.width), codes: codes,
      tables: offer.tables)
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
      try bind(input, to: node)
    }
    try addLists()
    try addDisputes(disputes, setting)
  }

  /// What formulas see of an input.
  mutating func bind(_ input: RuleInput, to node: Int) throws(LoweringRefusal) {
    compiler.names[input.name] =
      switch input.kind {
      case .word, .truth: .code(node, .init())
      case .number(let places):
        .number(GraphNumber(numerator: node, factor: try Self.unit(places)))
      }
  }

  private static func unit(_ places: Int) throws(LoweringRefusal) -> Rational {
    try exact { () throws(NumberError) in
      try Rational(1, over: Int128(decimalPower(places)))
    }
  }

  mutating func form(
    on day: Day, knownAt: Day?, _ worth: [CreditID: Rational], _ currency: Currency
  ) throws(LoweringRefusal) -> LoweredOffer {
    try addDerivations()
    try addRequirements()
    try addSplits()
    var charges: [LoweredCharge] = []
    for (index, charge) in offer.charges.enumerated() {
      let dated = charge.price.amounts(on: day, knownAt: knownAt)
      do {
        charges.append(
          try self.charge(
            index, amounts: dated?.amounts, rate: rate(of: charge, worth),
            isOpen: offer.isBeforeEvidence(charge, on: day)))
      } catch {
        throw error.about(.price(charge: index))
      }
    }
    var amount = compiler.graph.number(0)
    var anyKnown = compiler.graph.truth(false)
    var anyUnknown = anyKnown
    for (charge, lowered) in zip(offer.charges, charges) {
      amount = try compiler.graph.add(amount, lowered.picounits)
      anyKnown = compiler.graph.either(anyKnown, lowered.isKnown)
      anyUnknown = compiler.graph.either(anyUnknown, lowered.isUnknown)
      if charge.doubt != nil || offer.isBeforeEvidence(charge, on: day) {
        let costs = compiler.graph.isLess(compiler.graph.number(0), lowered.picounits)
        anyUnknown = compiler.graph.either(anyUnknown, costs)
      }
    }
    let isNothing = compiler.graph.isEqual(amount, compiler.graph.number(0))
    let isComplete = compiler.graph.isNot(anyUnknown)
    let isUnknown = compiler.graph.both(
      anyUnknown, compiler.graph.either(compiler.graph.isNot(anyKnown), isNothing))
    let bounds = try self.bounds(of: charges)
    let derived = offer.derivations.compactMap {
      derivation -> (name: String, value: GraphNumber)? in
      guard case .number(let value)? = compiler.names[derivation.name] else { return nil }
      return (derivation.name, value)
    }
    // The graph last: a copy taken earlier would lack the steps above.
    return LoweredOffer(
      offer: offer, currency: currency, graph: compiler.graph, isFine: isFine,
      isUndisputed: isUndisputed, matters: matters,
      checks: checks.filter(\.subject.isRule) + checks.filter { !$0.subject.isRule },
      charges: charges, amount: amount, isComplete: isComplete, isUnknown: isUnknown,
      bounds: bounds, derived: derived)
  }

  /// The sum of what charges get to; no limit where one of them has none.
  private mutating func bounds(
    of charges: [LoweredCharge]
  ) throws(LoweringRefusal) -> LoweredBounds? {
    guard givesBounds else { return nil }
    var least = compiler.graph.number(0)
    var most = least
    var isUnlimited = compiler.graph.truth(false)
    for bounds in charges.compactMap(\.bounds) {
      least = try compiler.graph.add(least, bounds.least)
      most = try compiler.graph.add(most, bounds.most)
      isUnlimited = compiler.graph.either(isUnlimited, bounds.isUnlimited)
    }
    return LoweredBounds(least: least, most: most, isUnlimited: isUnlimited)
  }

  /// What holds or the request is not fine; nil for always.
  mutating func demand(_ truth: Int?, _ subject: LoweredCheck.Subject) {
    guard let truth else { return }
    if compiler.graph.constant(truth) != 1 {
      checks.append(LoweredCheck(subject: subject, node: truth))
    }
    isFine = compiler.graph.both(isFine, truth)
    if let node = isFine, compiler.graph.constant(node) == 1 { isFine = nil }
  }

  private mutating func addDerivations() throws(LoweringRefusal) {
    for (index, derivation) in offer.derivations.enumerated() {
      do {
        try add(derivation, at: index)
      } catch {
        throw error.about(.derivation(index))
      }
    }
    try addMeters()
  }

  private mutating func add(_ derivation: Derivation, at index: Int) throws(LoweringRefusal) {
    var value = try compiler.number(derivation.expression)
    compiler.computed[derivation.name] = .number(value)
    var hasValue = value.certainty.hasValue
    // To a rule, what has no value is not known: it may be the rule that keeps a request from it.
    value.certainty.isKnown = compiler.graph.both(value.certainty.isKnown, hasValue)
    value.certainty.hasValue = nil
    if givesBounds, let spread = derivation.spread {
      value.numerator = try compiler.graph.estimate(value.numerator, spread)
    }
    value = try lowered(value, of: derivation)
    if let place = inputPlaces[derivation.name], let metered = try meter(place) {
      let isGiven = compiler.graph.isGiven(place)
      value = try compiler.graph.choice(isGiven, metered, value)
      // What is metered is not computed.
      hasValue = hasValue.map { compiler.graph.either(isGiven, $0) }
    }
    demand(hasValue, .derivation(index))
    compiler.names[derivation.name] = .number(value)
  }

  /// Meters that nothing estimates: known where they are given.
  private mutating func addMeters() throws(LoweringRefusal) {
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
  mutating func meter(_ place: Int) throws(LoweringRefusal) -> GraphNumber? {
    let input = compiler.graph.inputs[place]
    guard input.isMeter, case .number(let places) = input.kind else { return nil }
    return GraphNumber(numerator: compiler.graph.input(place), factor: try Self.unit(places))
  }

  private mutating func addRequirements() throws(LoweringRefusal) {
    for (index, requirement) in offer.requirements.enumerated() {
      let node: Int
      let certainty: Certainty
      do {
        (node, certainty) = try compiler.truth(requirement.condition)
      } catch {
        throw error.about(.rule(index))
      }
      demand(certainty.hasValue, .ruleHasValue(index))
      // What is not known breaks no rule.
      let unknown = certainty.isKnown.map { compiler.graph.isNot($0) }
      demand(unknown.map { compiler.graph.either($0, node) } ?? node, .rule(index))
    }
  }

  /// What a charge meters: the value that is given, or its formula's.
  mutating func quantity(of charge: Charge) throws(LoweringRefusal) -> GraphNumber {
    let computed = try compiler.number(charge.quantity)
    guard !offer.hasOwnFormula(charge), let place = inputPlaces[charge.meter],
      let metered = try meter(place)
    else { return computed }
    return try compiler.graph.choice(compiler.graph.isGiven(place), metered, computed)
  }

  /// The input that says which of its steps over the month a charge falls into.
  mutating func monthStep(ofCharge index: Int) -> Int? {
    inputPlaces["month step of charge \(index)"].map { compiler.graph.input($0) }
  }
}

extension Offer {
  /// Whether a charge's quantity is computed even where a value of its meter is given: the meter is a
  /// parameter, or the formula reads it.
  package func hasOwnFormula(_ charge: Charge) -> Bool {
    parameter(charge.meter) != nil || charge.quantity.names.contains(charge.meter)
  }
}
