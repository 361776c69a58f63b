public import BillingTypes

/// How much of an amount is known.
public enum Completeness: String, Hashable, Sendable, Comparable {
  /// The amount is all there is.
  case complete
  /// The amount is a lower bound; something that is charged has no known price.
  case partial
  /// Nothing is known but that something is charged.
  case unknown

  /// Complete comes before partial, partial before unknown.
  public static func < (left: Completeness, right: Completeness) -> Bool {
    left.rank < right.rank
  }

  private var rank: Int {
    switch self {
    case .complete: 0
    case .partial: 1
    case .unknown: 2
    }
  }
}

/// Working space for pricing requests with one compiled offer; one per thread, reused.
public struct PricingRun {
  /// The compiled offer.
  public let compiled: CompiledOffer
  var slots: [Fraction?]
  var isGiven: [Bool]
  private(set) var results: [ChargeResult]
  private var stack: [Fraction] = []
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
    stack.reserveCapacity(32)
  }

  /// Sets every parameter back to its default and forgets metered values.
  public mutating func reset() {
    slots = defaults
    for index in isGiven.indices { isGiven[index] = false }
  }

  /// Gives a slot a value; a meter then keeps it against the estimate.
  public mutating func set(_ slot: Int, to value: ExpressionValue) {
    slots[slot] = compiled.slotValue(of: value)
    isGiven[slot] = true
  }

  /// Gives a slot a whole number, the fast way.
  public mutating func set(_ slot: Int, to whole: Int) {
    slots[slot] = Fraction(Int128(whole))
    isGiven[slot] = true
  }

  /// The explanation of the first rule that the request breaks, or nil when it is legal.
  public mutating func brokenRequirement() throws(PricingError) -> String? {
    for requirement in compiled.requirements {
      let holds = try run(requirement.program)
      if let holds, !holds.isTrue { return requirement.explanation }
    }
    return nil
  }

  /// Prices the request in the slots.
  ///
  /// - Returns: the known amount in picounits of the offer's currency, and how much of it is known.
  public mutating func price() throws(PricingError) -> (picounits: Int128, completeness: Completeness) {
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
      case .unknown: unknown += 1
      }
    }
    if unknown == 0 { return (total, .complete) }
    return (total, known == 0 ? .unknown : .partial)
  }

  /// Computes intermediate values and estimates that the caller did not give.
  private mutating func derive() throws(PricingError) {
    for derivation in compiled.derivations where !isGiven[derivation.slot] {
      slots[derivation.slot] = try run(derivation.program)
    }
  }

  private mutating func charge(_ index: Int) throws(PricingError) {
    let charge = compiled.charges[index]
    var result = ChargeResult()
    defer { results[index] = result }
    if let condition = charge.condition {
      guard let holds = try run(condition) else {
        result.state = .unknown
        return
      }
      guard holds.isTrue else { return }
    }
    result.state = .unknown
    guard let quantity = try run(charge.quantity) else { return }
    result.quantity = quantity
    guard quantity.numerator >= 0 else {
      throw .negativeQuantity(meter: compiled.offer.charges[index].meter, quantity.rational)
    }
    switch outcomeBilling {
    case .billed: break
    case .notBilled:
      result.state = .known
      result.cost = Fraction(0)
      return
    case .unknown: return
    }
    do {
      guard let cost = try cost(of: quantity, charge) else { return }
      guard cost.numerator >= 0 else {
        throw PricingError.negativePrice(meter: compiled.offer.charges[index].meter)
      }
      result.cost = cost
      guard let rate = charge.rate else { return }
      let money = rate.numerator == 1 && rate.denominator == 1 ? cost : try cost.multiplied(by: rate)
      guard
        let picounits = money.numerator.scaled(by: Money.picounitsPerUnit, over: money.denominator)
      else { throw NumberError.overflow }
      result.picounits = picounits
      result.state = .known
    } catch let error as NumberError {
      throw .number(error)
    } catch let error as PricingError {
      throw error
    } catch {
      throw .number(.overflow)
    }
  }

  /// Price model, then service tier, then cap, then floor; nil when an amount is unknown.
  private mutating func cost(
    of quantity: Fraction, _ charge: CompiledOffer.CompiledCharge
  ) throws -> Fraction? {
    var cost: Fraction
    if quantity.numerator == 0, charge.fixed == nil, case .perUnit = charge.model {
      // Nothing of an unknown price is nothing.
      cost = Fraction(0)
    } else if case .perUnit(let per) = charge.model {
      guard let program = charge.amounts[0], let amount = try run(program) else { return nil }
      cost = try quantity.multiplied(by: amount)
      if per != .one { cost = try cost.divided(by: Fraction(per)) }
    } else {
      guard let price = try price(of: charge) else { return nil }
      cost = Fraction(try price.model.cost(of: quantity.rational))
    }
    if let slot = compiled.tierSlot, let code = slots[slot],
      let multiplier = compiled.tierMultipliers[Int(truncatingIfNeeded: code.numerator)]
    {
      cost = try cost.multiplied(by: multiplier)
    }
    if let maximum = charge.maximum, maximum.isLess(than: cost) { cost = maximum }
    if let minimum = charge.minimum, cost.isLess(than: minimum) { cost = minimum }
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
    guard let code = slots[compiled.outcomeSlot] else { return .billed }
    return compiled.outcomeBilling[Int(truncatingIfNeeded: code.numerator)] ?? .billed
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
  func slotValue(of value: ExpressionValue) -> Fraction {
    switch value {
    case .number(let number): Fraction(number)
    case .boolean(let truth): .condition(truth)
    case .choice(let word): Fraction(Int128(codes[word] ?? -1))
    }
  }
}

/// Why a legal request could not be priced; a checked card does not get here.
public enum PricingError: Error, Hashable, Sendable, CustomStringConvertible {
  /// The arithmetic failed.
  case number(NumberError)
  /// A table has no cell for the request.
  case missingCell(table: String)
  /// A formula gave a negative quantity.
  case negativeQuantity(meter: String, Rational)
  /// A formula or a table gave a negative price.
  case negativePrice(meter: String)

  /// A sentence about the rule that failed.
  public var description: String {
    switch self {
    case .number(let error): error.description
    case .missingCell(let table): "table '\(table)' has no cell for this request"
    case .negativeQuantity(let meter, let quantity):
      "the quantity of '\(meter)' came out negative (\(quantity))"
    case .negativePrice(let meter): "the price of '\(meter)' came out negative"
    }
  }
}

extension PricingRun {
  /// What a charge used and cost in its price's unit in the last run; cost nil when unknown.
  package func usage(ofCharge index: Int) -> (quantity: Rational?, cost: Rational?) {
    let result = results[index]
    if result.state == .skipped { return (.zero, .zero) }
    return (result.quantity?.rational, result.cost?.rational)
  }
}
