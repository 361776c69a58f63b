package import BillingTypes

/// Turns the results of one pricing run into a quote that explains itself.
struct QuoteAssembly {
  let offer: Offer
  let compiled: CompiledOffer
  let run: PricingRun
  let resolved: ResolvedRequest
  let worths: [CreditWorth]
  let asOf: Day
  let knownAt: Day?

  func quote(picounits: Int128, completeness: Completeness) -> Quote {
    let scope = self.scope
    let given = Set(resolved.values.filter { $0.origin == .given }.map(\.name))
    var evidence = offer.evidence
    var lines: [QuoteLine] = []
    for index in offer.charges.indices where run.results[index].state != .skipped {
      let charge = offer.charges[index]
      let first = evidence.count
      evidence += charge.evidence
      let places =
        charge.evidence.isEmpty
        ? Array(offer.evidence.indices) : Array(first..<evidence.count)
      lines.append(line(index, scope: scope, given: given, evidence: places))
    }
    let used = lines.filter { $0.quantity != .zero || $0.amount?.picounits != 0 }
    var request = resolved
    for derivation in offer.derivations where derivation.isMeter && request[derivation.name] == nil
    {
      guard let value = scope.values[derivation.name] else { continue }
      request.values.append(.init(name: derivation.name, value: value, origin: .estimated))
    }
    return Quote(
      offer: offer.id, model: offer.model, category: offer.category, asOf: asOf,
      completeness: completeness,
      amount: completeness == .unknown ? nil : Money(picounits: picounits, in: compiled.currency),
      currency: compiled.currency, lines: used.isEmpty ? lines : used, request: request,
      missing: (lines.compactMap(\.missing) + doubts).uniqued(), warnings: warnings(given: given),
      evidence: evidence, creditWorths: worths)
  }

  /// What the formulas saw, for the explanation.
  private var scope: EvaluationScope {
    var scope = EvaluationScope(tables: offer.tables)
    for value in resolved.values { scope.values[value.name] = value.value }
    for derivation in offer.derivations where scope.values[derivation.name] == nil {
      guard let slot = compiled.slot(of: derivation.name) else { continue }
      if let number = run.slots[slot] {
        scope.values[derivation.name] = .number(number.rational)
      } else {
        scope.unknownNames.insert(derivation.name)
      }
    }
    return scope
  }

  private func line(
    _ index: Int, scope: EvaluationScope, given: Set<String>, evidence: [Int]
  ) -> QuoteLine {
    let charge = offer.charges[index]
    let result = run.results[index]
    let quantity = result.quantity?.rational
    let isKnown = result.state == .known
    let dated = charge.price.amounts(on: asOf, knownAt: knownAt)
    let stated = dated?.amounts.count == 1 ? dated?.amounts[0] : nil
    let price = stated.flatMap { try? $0.number(in: scope) }
    var per = Rational.one
    var size = Rational.one
    switch charge.price.model {
    case .perUnit(let block): per = block
    case .package(let block): size = block
    default: break
    }
    let isMetered = compiled.charges[index].meterSlot != nil && given.contains(charge.meter)
    return QuoteLine(
      meter: charge.meter, quantity: quantity, unit: charge.unit,
      unitPrice: isKnown ? unitPrice(index, quantity: quantity) : nil,
      price: price, per: per == .one ? size : per,
      priceUnit: charge.price.unit.words(compiled.currency),
      credits: charge.price.unit == .money ? nil : result.cost?.rational,
      amount: isKnown ? Money(picounits: result.picounits, in: compiled.currency) : nil,
      missing: isKnown ? nil : missing(index),
      skuPriceID: skuPriceID(charge, from: dated?.from),
      steps: isMetered
        ? [] : offer.steps(for: charge.quantity, named: charge.meter, in: scope, given: given),
      evidence: evidence)
  }

  /// Why amounts that were charged are only lower bounds.
  private var doubts: [String] {
    offer.charges.indices.compactMap { index in
      run.results[index].picounits > 0 ? offer.charges[index].doubt : nil
    }
  }

  /// Money for one unit, exact: cost over quantity, in money.
  private func unitPrice(_ index: Int, quantity: Rational?) -> Rational? {
    guard let quantity, quantity > .zero, let cost = run.results[index].cost?.rational,
      let rate = compiled.charges[index].rate?.rational
    else { return nil }
    return try? cost * rate / quantity
  }

  private func missing(_ index: Int) -> String {
    let charge = offer.charges[index]
    if case .choice(let word)? = resolved[Outcome.parameterName],
      let outcome = Outcome(rawValue: word), offer.billing(of: outcome) == .unknown
    {
      return "\(charge.meter): whether a request that ended as '\(word)' is billed is not known"
    }
    if run.results[index].quantity == nil {
      return charge.missing
        ?? "\(charge.meter): the quantity is not known; give it as '\(charge.meter)=…'"
    }
    if case .credit(let id) = charge.price.unit, compiled.charges[index].rate == nil {
      return "\(charge.meter): what one '\(id)' costs is not known"
    }
    if charge.price.amounts(on: asOf, knownAt: knownAt) == nil {
      let first = charge.price.history.compactMap(\.from).min()
      return "\(charge.meter): no price is known for \(asOf)"
        + (first.map { "; prices begin on \($0)" } ?? "")
    }
    return charge.missing ?? "\(charge.meter): the price is not known"
  }

  private func skuPriceID(_ charge: Charge, from: Day?) -> String {
    var tier = resolved.values.filter { value in
      offer.parameter(value.name).map { parameter in
        if case .choice = parameter.domain { return value.name != Outcome.parameterName }
        return false
      } ?? false
    }.map { $0.value.description }
    if tier.isEmpty { tier = [ServiceTier.standard] }
    let day = (from ?? offer.validity.from)?.description ?? "undated"
    return "\(offer.id)#\(charge.meter)#\(tier.joined(separator: "+"))#\(day)"
  }

  private func warnings(given: Set<String>) -> [String] {
    var warnings: [String] = []
    for worth in worths {
      warnings.append(
        "1 \(worth.credit) is taken as \(DecimalText.print(worth.money)) \(compiled.currency): "
          + worth.words)
    }
    for derivation in offer.derivations
    where derivation.isEstimate && derivation.confidence != .high
      && !given.contains(derivation.name)
    {
      var text = "\(derivation.name) is an estimate"
      if let confidence = derivation.confidence { text += " (\(confidence.rawValue) confidence)" }
      if let spread = derivation.spread {
        text += "; real bills were \(spread.low) to \(spread.high) times the figure"
      }
      warnings.append(text)
    }
    for charge in offer.charges where charge.price.model.countsOverMonth {
      warnings.append(
        "\(charge.meter) is priced in steps over the month; a single request is quoted as the month's first"
      )
    }
    if case .choice(let tier)? = resolved[ServiceTier.parameterName],
      let latency = offer.serviceTiers.first(where: { $0.name == tier })?.latency
    {
      warnings.append("service tier '\(tier)' may take up to \(latency)")
    }
    if !offer.evidence.isEmpty, offer.evidence.allSatisfy({ $0.confidence == .low }) {
      warnings.append("every source of this price is of low confidence")
    }
    return warnings + offer.cautions
  }
}

extension PriceUnit {
  /// A currency's code or a credit's id.
  package func words(_ currency: Currency) -> String {
    switch self {
    case .money: currency.code
    case .credit(let id): id
    }
  }
}

extension Array where Element: Hashable {
  /// The elements in order, each once.
  package func uniqued() -> [Element] {
    var seen: Set<Element> = []
    return filter { seen.insert($0).inserted }
  }
}
