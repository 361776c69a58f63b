package import BillingTypes

/// Working space for pricing requests with one compiled offer; one per thread, reused.
public struct PricingRun {
  /// The compiled offer.
  public let compiled: CompiledOffer
  var slots: [Fraction?]
  var isGiven: [Bool]
  private(set) var results: [ChargeResult]
  private var stack = [Fraction](repeating: Fraction(0), count: Program.stackDepth)
  private let defaults: [Fraction?]

  /// What one charge came to in the last run.
  struct ChargeResult {
    enum State { case skipped, known, unknown }

    var state = State.skipped
    /// What was metered; nil when that is not known.
    var quantity: Fraction?
    /// What it costs in the price's unit, after tier, cap, floor and outcome.
    var cost: Fraction?
    /// The cost in money, in picounits.
    var picounits: Int128 = 0
  }

  /// Creates working space with every parameter at its default.
  public init(_ compiled: CompiledOffer) {
    self.compiled = compiled
    var slots = [Fraction?](repeating: nil, count: compiled.slotNames.count)
    for parameter in compiled.offer.allParameters {
      guard let index = compiled.slotIndex[parameter.name] else { continue }
      slots[index] = parameter.defaultValue.map { compiled.slotValue(of: $0) }
    }
    defaults = slots
    self.slots = slots
    isGiven = [Bool](repeating: false, count: slots.count)
    results = [ChargeResult](repeating: ChargeResult(), count: compiled.charges.count)
  }

  /// Sets every parameter back to its default and forgets metered values.
  public mutating func reset() {
    slots = defaults
    for index in isGiven.indices { isGiven[index] = false }
  }

  /// Gives a slot a value; a meter then keeps it against the estimate.
  public mutating func set(_ slot: Int, to value: FormulaValue) {
    slots[slot] = compiled.slotValue(of: value)
    isGiven[slot] = true
  }

  /// Gives a slot a whole number, the fast way.
  public mutating func set(_ slot: Int, to whole: Int) {
    slots[slot] = Fraction(Int128(whole))
    isGiven[slot] = true
  }

  /// The explanation of the first rule that the request breaks, or nil when it is legal.
  ///
  /// Ask it before ``price()``: a rule may be what keeps a request from a missing cell or a
  /// negative quantity.
  public mutating func brokenRequirement() throws(PricingError) -> String? {
    guard !compiled.requirements.isEmpty else { return nil }
    // What fails is left unknown here; if no rule refuses the request, its price says why.
    for derivation in compiled.derivations where !isGiven[derivation.slot] {
      slots[derivation.slot] = try? run(derivation.program)
    }
    for requirement in compiled.requirements {
      let holds = try run(requirement.program)
      if let holds, !holds.isTrue { return requirement.explanation }
    }
    return nil
  }

  /// Prices the request in the slots.
  ///
  /// - Returns: the known amount in picounits of the offer's currency, and how much of it is known.
  public mutating func price() throws(PricingError) -> (
    picounits: Int128, completeness: Completeness
  ) {
    try derive()
    var total: Int128 = 0
    var known = 0
    var unknown = 0
    for index in compiled.charges.indices {
      try charge(index)
      switch results[index].state {
      case .skipped: break
      case .known:
        known += 1
        let (sum, overflow) = total.addingReportingOverflow(results[index].picounits)
        guard !overflow else { throw .number(.overflow) }
        total = sum
        if compiled.offer.charges[index].doubt != nil, results[index].picounits > 0 { unknown += 1 }
      case .unknown: unknown += 1
      }
    }
    if unknown == 0 { return (total, .complete) }
    // A lower bound of nothing says nothing.
    return (total, known == 0 || total == 0 ? .unknown : .partial)
  }

  /// Computes intermediate values and estimates that the caller did not give.
  private mutating func derive() throws(PricingError) {
    for derivation in compiled.derivations where !isGiven[derivation.slot] {
      slots[derivation.slot] = try run(derivation.program)
    }
  }

  private mutating func charge(_ index: Int) throws(PricingError) {
    results[index] = ChargeResult()
    if let condition = compiled.charges[index].condition {
      guard let holds = try run(condition) else {
        results[index].state = .unknown
        return
      }
      guard holds.isTrue else { return }
    }
    results[index].state = .unknown
    let quantity: Fraction
    if let slot = compiled.charges[index].meterSlot, isGiven[slot], let metered = slots[slot] {
      quantity = metered
    } else {
      guard let computed = try run(compiled.charges[index].quantity) else { return }
      quantity = computed
    }
    results[index].quantity = quantity
    guard quantity.numerator >= 0 else {
      throw .negativeQuantity(meter: compiled.offer.charges[index].meter, quantity.rational)
    }
    switch outcomeBilling {
    case .billed: break
    case .notBilled:
      results[index].state = .known
      results[index].cost = Fraction(0)
      return
    case .unknown:
      // Whoever bills nothing of it, or something of it: nothing of it is nothing.
      if quantity.numerator == 0, compiled.charges[index].model.isFreeForNothing {
        results[index].state = .known
        results[index].cost = Fraction(0)
      }
      return
    }
    do {
      guard let listed = try listedCost(of: quantity, index) else { return }
      let cost = try adjusted(listed, index)
      guard cost.numerator >= 0 else {
        throw PricingError.negativePrice(meter: compiled.offer.charges[index].meter)
      }
      results[index].cost = cost
      // No credits are no money, whatever one is worth.
      guard let rate = cost.numerator == 0 ? Fraction(1) : compiled.charges[index].rate else {
        return
      }
      let money =
        rate.numerator == 1 && rate.denominator == 1 ? cost : try cost.multiplied(by: rate)
      guard
        let picounits = money.numerator.scaled(by: Money.picounitsPerUnit, over: money.denominator)
      else { throw NumberError.overflow }
      results[index].picounits = picounits
      results[index].state = .known
    } catch let error as NumberError {
      throw .number(error)
    } catch let error as PricingError {
      throw error
    } catch {
      throw .number(.overflow)
    }
  }

  /// Quantity → cost by the price model; nil when an amount is unknown.
  private mutating func listedCost(of quantity: Fraction, _ index: Int) throws -> Fraction? {
    if quantity.numerator == 0, compiled.charges[index].fixed == nil,
      compiled.charges[index].model.isFreeForNothing
    {
      return Fraction(0)  // Nothing of an unknown price is nothing.
    }
    guard let (per, amount) = compiled.charges[index].perUnit else {
      guard let price = try price(of: compiled.charges[index]) else { return nil }
      return Fraction(try price.model.cost(of: quantity.rational))
    }
    guard let amount, let value = try run(amount) else { return nil }
    let cost = try quantity.multiplied(by: value)
    return per.numerator == 1 && per.denominator == 1 ? cost : try cost.divided(by: per)
  }

  /// Service tier, then the cap, then the floor.
  private func adjusted(_ listed: Fraction, _ index: Int) throws -> Fraction {
    var cost = listed
    if let slot = compiled.tierSlot, let code = slots[slot] {
      let tier = Int(truncatingIfNeeded: code.numerator)
      if compiled.tierMultipliers.indices.contains(tier),
        let multiplier = compiled.tierMultipliers[tier]
      {
        cost = try cost.multiplied(by: multiplier)
      }
    }
    if let maximum = compiled.charges[index].maximum, maximum.isLess(than: cost) { cost = maximum }
    if let minimum = compiled.charges[index].minimum, cost.isLess(than: minimum) { cost = minimum }
    return cost
  }

  private mutating func price(of charge: CompiledOffer.CompiledCharge) throws -> Price? {
    if let fixed = charge.fixed { return fixed }
    var amounts: [Rational] = []
    for program in charge.amounts {
      guard let program, let amount = try run(program) else { return nil }
      amounts.append(amount.rational)
    }
    return charge.model.price(amounts: amounts)
  }

  private var outcomeBilling: OutcomeBilling {
    guard let value = slots[compiled.outcomeSlot] else { return .billed }
    let code = Int(truncatingIfNeeded: value.numerator)
    return compiled.outcomeBilling.indices.contains(code) ? compiled.outcomeBilling[code] : .billed
  }

  /// Runs a program; nil when the result depends on something unknown.
  private mutating func run(_ program: Program) throws(PricingError) -> Fraction? {
    do {
      return try program.run(slots: slots, stack: &stack)
    } catch {
      switch error {
      case .unknown: return nil
      case .missingCell(let table): throw .missingCell(table: table)
      case .number(let error): throw .number(error)
      }
    }
  }
}

extension CompiledOffer {
  /// A value as slots hold it; a word the offer never mentions becomes a code nothing has.
  func slotValue(of value: FormulaValue) -> Fraction {
    switch value {
    case .number(let number): Fraction(number)
    case .boolean(let truth): .condition(truth)
    case .choice(let word): Fraction(Int128(codes[word] ?? -1))
    }
  }
}

extension PricingRun {
  /// The number that a parameter, given or by default, has now; nil for what is no number.
  package func number(of name: String) -> Rational? {
    guard let slot = compiled.slotIndex[name], case .number = compiled.offer.parameter(name)?.type
    else { return nil }
    return slots[slot]?.rational
  }

  /// What a charge used and cost in its price's unit in the last run; cost nil when unknown.
  package func usage(ofCharge index: Int) -> (quantity: Rational?, cost: Rational?) {
    let result = results[index]
    if result.state == .skipped { return (.zero, .zero) }
    return (result.quantity?.rational, result.cost?.rational)
  }

  /// What a charge was billed for in the last run: nothing where that is not known.
  package func billed(
    _ index: Int
  ) -> (quantity: Rational, cost: Rational, picounits: Int128) {
    let result = results[index]
    let isBilled = result.state == .known && outcomeBilling == .billed
    guard isBilled else { return (.zero, .zero, 0) }
    return (result.quantity?.rational ?? .zero, result.cost?.rational ?? .zero, result.picounits)
  }
}
