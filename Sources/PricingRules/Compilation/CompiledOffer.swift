public import BillingTypes

/// An offer's rules for one day, ready to price requests by the million.
///
/// The order in which a charge is computed is here and nowhere else:
///
/// ```
/// condition   does the charge apply
/// quantity    what is metered, given or estimated
/// price       quantity → cost, by the price model
/// adjust      service tier, then the cap, then the floor
/// outcome     billed, not billed, or nobody knows
/// money       credits → money, rounded once, half to even, to a picounit
/// ```
public struct CompiledOffer: Sendable {
  /// The offer.
  public let offer: Offer
  /// What amounts are in.
  public let currency: Currency
  /// The names that have a slot: parameters, then derived values and meters.
  let slotNames: [String]
  let slotIndex: [String: Int]
  let requirements: [(program: Program, explanation: String)]
  let derivations: [(slot: Int, program: Program)]
  let charges: [CompiledCharge]
  let codes: [String: Int]
  let tierSlot: Int?
  /// By the code of a service tier's name; nil for codes that are no tier.
  let tierMultipliers: [Fraction?]
  let outcomeSlot: Int
  /// By the code of an outcome's name; billed for codes that are no outcome.
  let outcomeBilling: [OutcomeBilling]

  /// A charge whose expressions are programs.
  struct CompiledCharge: Sendable {
    let condition: Program?
    let quantity: Program
    /// Where a metered value is kept that wins over ``quantity``, when that is another formula.
    let meterSlot: Int?
    /// For a price per unit: its block, and the one amount; the path that bulk pricing takes.
    let perUnit: (per: Fraction, amount: Program?)?
    let model: ChargePrice.Model
    /// One program per step or one; nil where the amount is unknown, or no price holds that day.
    let amounts: [Program?]
    /// The model with its amounts, when none depends on the request.
    let fixed: Price?
    let minimum: Fraction?
    let maximum: Fraction?
    /// Money per credit: 1 for a price in money, nil when a credit's worth is unknown.
    let rate: Fraction?
    /// The day the amounts began.
    let from: Day?
  }

  /// Compiles an offer.
  ///
  /// - Parameters:
  ///   - offer: A checked offer.
  ///   - currency: The currency of its card.
  ///   - day: The day of the usage; it picks the amounts.
  ///   - knownAt: Amounts that became known later do not count; nil counts all.
  ///   - creditWorth: Money per credit by credit id; a credit that is absent makes unknown amounts.
  public init(
    _ offer: Offer, currency: Currency, on day: Day, knownAt: Day? = nil,
    creditWorth: [String: Rational] = [:]
  ) {
    var compiler = ProgramCompiler(tables: offer.tables)
    var names: [String] = []
    for parameter in offer.allParameters {
      compiler.types[parameter.name] = parameter.type
      compiler.slots[parameter.name] = names.count
      names.append(parameter.name)
      if case .choice(let words) = parameter.domain {
        for word in words { _ = compiler.code(of: word) }
      }
    }
    let derived = offer.derivations.map(\.name)
    for name in derived + offer.meters where compiler.slots[name] == nil {
      compiler.types[name] = .number(.open, values: nil)
      compiler.slots[name] = names.count
      names.append(name)
    }
    self.offer = offer
    self.currency = currency
    requirements = offer.requirements.map { (compiler.program(for: $0.condition), $0.explanation) }
    derivations = offer.derivations.compactMap { derivation in
      compiler.slots[derivation.name].map { ($0, compiler.program(for: derivation.expression)) }
    }
    let parameterNames = Set(offer.allParameters.map(\.name))
    charges = offer.charges.map { charge in
      let isOwnFormula =
        parameterNames.contains(charge.meter) || charge.quantity.names.contains(charge.meter)
      return Self.compile(
        charge, meterSlot: isOwnFormula ? nil : compiler.slots[charge.meter], on: day,
        knownAt: knownAt, creditWorth: creditWorth, with: &compiler)
    }
    tierSlot = compiler.slots[ServiceTier.parameterName]
    outcomeSlot = compiler.slots[Outcome.parameterName] ?? 0
    var multipliers = [Fraction?](repeating: nil, count: compiler.codes.count)
    for tier in offer.serviceTiers {
      compiler.codes[tier.name].map { multipliers[$0] = Fraction(tier.multiplier) }
    }
    tierMultipliers = multipliers
    var billing = [OutcomeBilling](repeating: .billed, count: compiler.codes.count)
    for outcome in Outcome.allCases {
      compiler.codes[outcome.rawValue].map { billing[$0] = offer.billing(of: outcome) }
    }
    outcomeBilling = billing
    slotNames = names
    slotIndex = compiler.slots
    codes = compiler.codes
  }

  private static func compile(
    _ charge: Charge, meterSlot: Int?, on day: Day, knownAt: Day?,
    creditWorth: [String: Rational], with compiler: inout ProgramCompiler
  ) -> CompiledCharge {
    let dated = charge.price.amounts(on: day, knownAt: knownAt)
    var amounts: [Program?] = []
    for amount in dated?.amounts ?? [nil] {
      amounts.append(amount.map { compiler.program(for: $0) })
    }
    let constants = amounts.compactMap { $0?.constant?.rational }
    let rate: Fraction?
    switch charge.price.unit {
    case .money: rate = Fraction(1)
    case .credit(let id): rate = creditWorth[id].map { Fraction($0) }
    }
    var perUnit: (per: Fraction, amount: Program?)?
    if case .perUnit(let per) = charge.price.model { perUnit = (Fraction(per), amounts[0]) }
    return CompiledCharge(
      condition: charge.condition.map { compiler.program(for: $0) },
      quantity: compiler.program(for: charge.quantity),
      meterSlot: meterSlot,
      perUnit: perUnit,
      model: charge.price.model,
      amounts: amounts,
      fixed: constants.count == amounts.count ? charge.price.model.price(amounts: constants) : nil,
      minimum: charge.minimum.map { Fraction($0) },
      maximum: charge.maximum.map { Fraction($0) },
      rate: rate,
      from: dated?.from)
  }

  /// Where the value of a parameter, a meter or an intermediate value is kept.
  public func slot(of name: String) -> Int? { slotIndex[name] }
}

extension Offer {
  /// Whether an outcome is billed; a success is, and what the card does not say is unknown.
  public func billing(of outcome: Outcome) -> OutcomeBilling {
    outcomes[outcome] ?? (outcome == .succeeded ? .billed : .unknown)
  }
}
