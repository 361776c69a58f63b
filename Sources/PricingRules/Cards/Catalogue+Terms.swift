public import BillingTypes

// Contracted prices are prices like any other: a catalogue of them answers every question that the list does.
extension Catalogue {
  /// The catalogue with contracted prices in place of list prices.
  ///
  /// Prices of charges, and fees and overage of plans, change on the days on which agreements begin and end. What is sold in
  /// credits costs as many of them as before; packs of a provider have the rate of one day: what is bought on one is used on
  /// another.
  ///
  /// - Parameters:
  ///   - terms: What was agreed; without any the catalogue stays as it is.
  ///   - day: The day whose rates packs have, and fees until something later begins or ends.
  /// - Throws: `NumberError` for figures with too many digits.
  /// - Returns: The catalogue, whose digest stays that of its files.
  public func contracted(by terms: Terms, on day: Day) throws(NumberError) -> Catalogue {
    guard !terms.agreements.isEmpty else { return self }
    var cards: [RateCard] = []
    for card in self.cards { cards.append(try card.contracted(by: terms, on: day)) }
    return replacing(cards: cards)
  }
}

extension RateCard {
  fileprivate func contracted(by terms: Terms, on day: Day) throws(NumberError) -> RateCard {
    var offers: [Offer] = []
    for offer in self.offers { offers.append(try offer.contracted(by: terms)) }
    let rate = try terms.rate(of: nil, on: day) { $0.includesPlans(of: provider) }
    var later: [(from: Day, factor: Rational)] = []
    for change in terms.changes(where: { $0.includesPlans(of: provider) }) where change > day {
      let factor = try terms.rate(of: nil, on: change) { $0.includesPlans(of: provider) }.factor
      if factor != later.last?.factor ?? rate.factor { later.append((change, factor)) }
    }
    guard rate.factor != .one || !later.isEmpty else {
      return RateCard(
        provider: provider, name: name, relation: relation, currency: currency, offers: offers,
        plans: plans, credits: credits, reviewed: reviewed)
    }
    var plans: [Plan] = []
    for plan in self.plans { plans.append(try plan.times(rate.factor, later)) }
    var credits: [Credit] = []
    for credit in self.credits { credits.append(try credit.times(rate.factor)) }
    return RateCard(
      provider: provider, name: name, relation: relation, currency: currency, offers: offers,
      plans: plans, credits: credits, reviewed: reviewed)
  }
}

extension Offer {
  fileprivate func contracted(by terms: Terms) throws(NumberError) -> Offer {
    let changes = terms.changes { $0.includes(self) }
    var charges: [Charge] = []
    for charge in self.charges { charges.append(try charge.contracted(by: terms, self, changes)) }
    return replacing(charges)
  }
}

extension Charge {
  fileprivate func contracted(
    by terms: Terms, _ offer: Offer, _ changes: [Day]
  ) throws(NumberError) -> Charge {
    // A number of credits is no price; what they cost is in packs and plans, unless the offer itself was agreed on.
    let isMoney = price.unit == .money
    func isIncluded(_ scope: Terms.Scope) -> Bool {
      guard isMoney || scope.rank > 1 else { return false }
      return scope.includes(offer)
    }
    var history: [DatedAmounts] = []
    var rates: Set<Terms.Rate> = []
    for entry in price.history {
      let starts =
        [entry.from] + changes.filter { change in entry.from.map { $0 < change } ?? true }
      for start in starts {
        // Before the first change any day is as good as another that is earlier than it.
        let day = start ?? Day(number: (changes.first?.number ?? 1) - 1)
        let rate = try terms.rate(of: meter, on: day, where: isIncluded)
        rates.insert(rate)
        history.append(try entry.contracted(by: rate, from: start))
      }
    }
    guard rates.contains(where: { !$0.isList }) else { return self }
    // Both ends per request have no days: they move where one rate holds for good.
    let factor = rates.count == 1 ? rates.first?.factor ?? .one : .one
    return Charge(
      meter: meter, unit: unit, quantity: quantity,
      price: ChargePrice(model: price.model, history: history, unit: price.unit),
      condition: condition, minimum: try minimum?.scaled(factor),
      maximum: try maximum?.scaled(factor), missing: missing, doubt: doubt, evidence: evidence)
  }
}

extension DatedAmounts {
  /// The amounts from a day on, as they were agreed; what was agreed is known.
  fileprivate func contracted(
    by rate: Terms.Rate, from start: Day?
  ) throws(NumberError) -> DatedAmounts {
    var amounts: [Formula?] = []
    for amount in self.amounts {
      if let price = rate.price {
        amounts.append(Formula(.number(try price * rate.factor)))
      } else {
        amounts.append(try amount?.times(rate.factor))
      }
    }
    let isOwn = start == from
    return DatedAmounts(
      from: start, knownFrom: isOwn ? knownFrom : knownFrom ?? from ?? Day(number: 0),
      calledOff: calledOff, amounts: amounts, reviewed: reviewed)
  }
}

extension Formula {
  /// The product with a number: a number again where it is one.
  fileprivate func times(_ factor: Rational) throws(NumberError) -> Formula {
    if factor == .one { return self }
    if case .number(let number) = node { return Formula(.number(try number * factor), at: offset) }
    return Formula(.binary(.multiply, self, Formula(.number(factor))), at: offset)
  }
}

extension Rational {
  fileprivate func scaled(_ factor: Rational) throws(NumberError) -> Rational { try self * factor }
}

extension Plan {
  /// The plan at a rate, and at those of later days.
  fileprivate func times(
    _ factor: Rational, _ later: [(from: Day, factor: Rational)]
  ) throws(NumberError) -> Plan {
    var plan = try times(factor)
    for (from, factor) in later {
      let own = try times(factor)
      plan.changes.append(
        PlanChange(from: from, fee: own.fee, overage: own.overage, otherOverage: own.otherOverage))
    }
    return plan
  }

  private func times(_ factor: Rational) throws(NumberError) -> Plan {
    var overage: [(key: String, price: Overage)] = []
    for (key, price) in self.overage {
      if case .price(let amount) = price {
        overage.append((key, .price(try amount * factor)))
      } else {
        overage.append((key, price))
      }
    }
    var others: [(key: String, price: Rational)] = []
    for (key, price) in otherOverage { others.append((key, try price * factor)) }
    return Plan(
      id: id, name: name, fee: try fee * factor, every: every, billed: billed, includes: includes,
      overage: overage, minimumSpend: minimumSpend, expires: expires, validity: validity,
      evidence: evidence, otherIncludes: otherIncludes, otherOverage: others)
  }
}

extension Credit {
  fileprivate func times(_ factor: Rational) throws(NumberError) -> Credit {
    var packs: [Pack] = []
    for pack in self.packs {
      packs.append(Pack(credits: pack.credits, price: try pack.price * factor))
    }
    return Credit(
      id: id, name: name, packs: packs, defaultSource: defaultSource, expires: expires,
      evidence: evidence)
  }
}
