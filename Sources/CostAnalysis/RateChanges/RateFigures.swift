import BillingTypes
import PricingRules

/// The figures of one thing on a day, each with what it is; found in the order of the card.
struct RateFigures {
  private(set) var order: [RateSubject] = []
  private(set) var values: [RateSubject: RateValue] = [:]
  /// The tables in which charges look their prices up, whose cells are figures of those charges.
  private(set) var lookedUp: Set<String> = []

  private mutating func add(_ subject: RateSubject, _ value: RateValue) {
    if values.updateValue(value, forKey: subject) == nil { order.append(subject) }
  }

  private mutating func add(_ subject: RateSubject, _ number: Rational?, _ unit: String = "") {
    guard let number else { return }
    add(subject, .number(number, unit: unit))
  }

  /// The figures of an offer.
  init(_ offer: Offer, _ currency: Currency, on day: Day, knownAt: Day?) {
    for (name, charge) in offer.namedCharges {
      let unit = charge.price.unit.words(currency)
      addPrices(of: charge, name, offer, unit, charge.price.amounts(on: day, knownAt: knownAt))
      add(.minimum(name), charge.minimum, unit)
      add(.maximum(name), charge.maximum, unit)
      if charge.quantity.node != .name(charge.meter) {
        add(.quantity(name), .text(charge.quantity.description))
      }
    }
    for tier in offer.serviceTiers { add(.serviceTier(tier.name), tier.multiplier) }
    for derivation in offer.derivations {
      add(.rule(derivation.name), .text(derivation.figureText))
    }
    for dispute in offer.disputes {
      add(
        .readings(dispute.name),
        .text(dispute.readings.map(\.description).joined(separator: ", ")))
    }
    for outcome in Outcome.allCases {
      if let billing = offer.outcomes[outcome] {
        add(.billing(outcome), .text(billing.rawValue))
      }
    }
    add(.escrow, offer.escrow, offer.escrowUnit.words(currency))
    for (name, table) in offer.tables.sorted(by: { $0.key < $1.key }) {
      for row in table.rows { add(.cell(table: name, keys: row.keys), RateValue(row.cell, "")) }
    }
  }

  /// The figures of a plan.
  init(_ plan: Plan, _ currency: Currency) {
    add(.fee, plan.fee, currency.code)
    add(.period, .text(plan.every.rawValue))
    add(.minimumSpend, plan.minimumSpend, currency.code)
    for (key, quantity) in plan.includes { add(.included(key), quantity) }
    for (key, price) in plan.overage {
      switch price {
      case .price(let price): add(.overage(key), price, currency.code)
      case .none: add(.overage(key), .text("none"))
      case .unknown: add(.overage(key), .unknown)
      }
    }
  }

  /// The figures of a credit.
  init(_ credit: Credit, _ currency: Currency) {
    for pack in credit.packs { add(.pack(pack.credits), pack.price, currency.code) }
  }

  /// What a card as a whole says.
  init(_ card: RateCard) { add(.currency, .text(card.currency.code)) }

  private mutating func addPrices(
    of charge: Charge, _ name: RateCharge, _ offer: Offer, _ unit: String, _ dated: DatedAmounts?
  ) {
    let model = charge.price.model
    let per = model.terms.isProportional ? model.terms.block ?? .one : .one
    add(.block(name), model.blockSize)
    for (place, end) in model.stepEnds.enumerated() { add(.stepEnd(name, step: place + 1), end) }
    guard let dated else { return add(.price(name, step: nil, cell: []), .unknown) }
    for (place, amount) in dated.amounts.enumerated() {
      let step = dated.amounts.count > 1 ? place + 1 : nil
      for (cell, value) in prices(amount, offer, unit) {
        add(.price(name, step: step, cell: cell), value.over(per))
      }
    }
  }

  /// What a price says: one value, or those of the table that it is looked up in.
  private mutating func prices(
    _ amount: Formula?, _ offer: Offer, _ unit: String
  ) -> [(cell: [String], value: RateValue)] {
    guard let amount else { return [([], .unknown)] }
    if let number = try? amount.number(in: EvaluationScope(values: [:])) {
      return [([], .number(number, unit: unit))]
    }
    switch amount.node {
    case .lookup(let name, _):
      guard let table = offer.tables[name] else { break }
      lookedUp.insert(name)
      return table.rows.map { ($0.keys, RateValue($0.cell, unit)) }
    case .binary(.divide, let inner, let divisor):
      guard let number = divisor.constant else { break }
      return prices(inner, offer, unit).map { ($0.cell, $0.value.over(number)) }
    default: break
    }
    return [([], .text(amount.description))]
  }
}

extension Offer {
  /// The charges with what tells them apart.
  var namedCharges: [(name: RateCharge, charge: Charge)] {
    var counts: [[String?]: Int] = [:]
    return charges.map { charge in
      let condition = charge.condition?.description
      counts[[charge.meter, condition], default: 0] += 1
      return (
        RateCharge(
          meter: charge.meter, condition: condition,
          ordinal: counts[[charge.meter, condition], default: 1]), charge
      )
    }
  }
}

extension Derivation {
  /// The formula with the spread of bills around it.
  fileprivate var figureText: String {
    expression.description + (spread.map { " × \($0.low)–\($0.high)" } ?? "")
  }
}

extension RateValue {
  fileprivate init(_ cell: LookupTable.Cell, _ unit: String) {
    switch cell {
    case .amount(let amount): self = .number(amount, unit: unit)
    case .unknown: self = .unknown
    }
  }

  /// The same for one of `count`.
  fileprivate func over(_ count: Rational) -> RateValue {
    guard count != .one else { return self }
    switch self {
    case .unknown: return .unknown
    case .text(let text): return .text("(\(text)) / \(count)")
    case .number(let number, let unit):
      // What does not fit is shown as it is written.
      return (try? number / count).map { .number($0, unit: unit) }
        ?? .text("\(number) / \(count)")
    }
  }
}
