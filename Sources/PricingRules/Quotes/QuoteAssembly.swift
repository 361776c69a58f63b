package import BillingTypes

/// Turns the results of one run into a quote that explains itself.
struct QuoteAssembly {
  private let offer: Offer
  private let compiled: CompiledOffer
  private let resolved: ResolvedRequest
  private let worths: [CreditWorth]
  private let scope: EvaluationScope
  private let results: [RequestRun.ChargeResult]

  init(_ run: RequestRun, resolved: ResolvedRequest, worths: [CreditWorth]) {
    var run = run
    compiled = run.compiled
    offer = compiled.offer
    self.resolved = resolved
    self.worths = worths
    scope = run.scope(deriving: false)
    results = offer.charges.indices.map { run.result(ofCharge: $0) }
  }

  private var asOf: Day { compiled.day }

  func quote(
    picounits: Int128, pricing: Completeness,
    _ ranges: (total: AmountRange, charges: [AmountRange?])
  ) -> Quote {
    let range = ranges.total
    let given = resolved.said(to: offer)
    var evidence = offer.evidence
    var lines: [QuoteLine] = []
    for index in offer.charges.indices
    where results[index].state != .skipped || !(ranges.charges[index]?.isSingle ?? true) {
      let charge = offer.charges[index]
      let first = evidence.count
      evidence += charge.evidence
      let places =
        charge.evidence.isEmpty
        ? Array(offer.evidence.indices) : Array(first..<evidence.count)
      lines.append(line(index, given: given, ranges.charges[index], evidence: places))
    }
    // What may be charged, though the first reading does not charge it, is part of what the whole can be.
    let used = lines.filter {
      $0.quantity != .zero || $0.amount?.picounits != 0 || !$0.range.isSingle
    }
    var request = resolved
    for derivation in offer.derivations where derivation.isMeter && request[derivation.name] == nil
    {
      guard let value = scope.values[derivation.name] else { continue }
      request.values.append(.init(name: derivation.name, value: value, origin: .estimated))
    }
    let completeness = range.completeness(hasAmount: pricing != .unknown)
    return Quote(
      offer: offer.id, model: offer.model, category: offer.category, asOf: asOf,
      completeness: completeness, pricing: pricing,
      amount: completeness == .unknown ? nil : Money(picounits: picounits, in: compiled.currency),
      range: range,
      currency: compiled.currency, lines: used.isEmpty ? lines : used, request: request,
      missing: (lines.compactMap(\.missing) + doubts).uniqued(), warnings: warnings(given: given),
      evidence: evidence, creditWorths: worths,
      doubt: offer.doubt(
        about: offer.charges.filter { charge in used.contains { $0.meter == charge.meter } },
        given: given))
  }

  private func line(
    _ index: Int, given: Set<String>, _ range: AmountRange?, evidence: [Int]
  ) -> QuoteLine {
    let charge = offer.charges[index]
    let result = results[index]
    let quantity = result.state == .skipped ? .zero : result.quantity
    let isKnown = result.state != .unknown
    let dated = charge.price.amounts(on: asOf, knownAt: compiled.knownAt)
    let stated = dated?.amounts.count == 1 ? dated?.amounts[0] : nil
    let price = stated.flatMap { try? $0.number(in: scope) }
    let amount = Money(picounits: result.picounits, in: compiled.currency)
    let isMetered = !offer.hasOwnFormula(charge) && given.contains(charge.meter)
    return QuoteLine(
      meter: charge.meter, quantity: quantity, unit: charge.unit,
      unitPrice: isKnown ? unitPrice(index, quantity: quantity) : nil,
      price: price, per: charge.price.model.terms.block ?? .one,
      priceUnit: charge.price.unit.words(compiled.currency),
      credits: charge.price.unit == .money ? nil : result.cost,
      amount: isKnown ? amount : nil,
      range: range ?? AmountRange(amount),
      missing: isKnown ? nil : missing(index),
      skuPriceID: skuPriceID(charge, from: dated?.from),
      steps: isMetered
        ? [] : offer.steps(for: charge.quantity, named: charge.meter, in: scope, given: given),
      evidence: evidence)
  }

  /// Why amounts that were charged are only lower bounds.
  private var doubts: [OpenAmount] {
    offer.charges.indices.compactMap { index in
      let charge = offer.charges[index]
      guard results[index].picounits > 0 else { return nil }
      if let doubt = charge.doubt {
        return OpenAmount(.sourcesDisagree(meter: charge.meter), said: doubt)
      }
      return offer.isBeforeEvidence(charge, on: asOf)
        ? OpenAmount(charge.beforeEvidence(on: asOf, offer)) : nil
    }
  }

  /// Money for one unit, exact: cost over quantity, in money.
  private func unitPrice(_ index: Int, quantity: Rational?) -> Rational? {
    guard let quantity, quantity > .zero, let cost = results[index].cost,
      let rate = compiled.rate(of: offer.charges[index])
    else { return nil }
    return try? cost * rate / quantity
  }

  private func missing(_ index: Int) -> OpenAmount {
    let charge = offer.charges[index]
    if case .choice(let word)? = resolved[Outcome.parameterName],
      let outcome = Outcome(rawValue: word), offer.billing(of: outcome) == .unknown
    {
      return OpenAmount(.outcomeUnknown(meter: charge.meter, outcome))
    }
    if results[index].quantity == nil {
      return OpenAmount(.quantityUnknown(meter: charge.meter), said: charge.missing)
    }
    if case .credit(let id) = charge.price.unit, compiled.rate(of: charge) == nil {
      return OpenAmount(.creditWorthUnknown(meter: charge.meter, credit: id))
    }
    if charge.price.amounts(on: asOf, knownAt: compiled.knownAt) == nil {
      return OpenAmount(charge.beforeEvidence(on: asOf, offer))
    }
    return OpenAmount(.priceUnknown(meter: charge.meter), said: charge.missing)
  }

  private func skuPriceID(_ charge: Charge, from: Day?) -> String {
    var tier = resolved.values.filter { $0.origin != .notNeeded }.filter { value in
      offer.parameter(value.name).map { parameter in
        if case .choice = parameter.domain { return value.name != Outcome.parameterName }
        return false
      } ?? false
    }.map { $0.value.description }
    if tier.isEmpty { tier = [ServiceTier.standard] }
    let day = (from ?? offer.validity.from)?.description ?? "undated"
    return "\(offer.id)#\(charge.meter)#\(tier.joined(separator: "+"))#\(day)"
  }

  /// Metered values that no request for anything legal would have.
  private var meteredOutsideLegal: [QuoteWarning] {
    let metered = resolved.values.filter { $0.origin == .given && offer.parameter($0.name) == nil }
    let legal = compiled.legalRanges(of: metered.map(\.name))
    return metered.compactMap { given in
      guard case .number(let number) = given.value, let range = legal[given.name],
        !range.contains(number)
      else { return nil }
      return .meteredOutsideLegal(given.name, number, legal: range)
    }
  }

  private func warnings(given: Set<String>) -> [QuoteWarning] {
    var warnings: [QuoteWarning] = worths.map { .creditTaken($0) }
    for derivation in offer.derivations
    where derivation.isEstimate && derivation.confidence != .high
      && !given.contains(derivation.name)
    {
      warnings.append(
        .estimate(derivation.name, derivation.confidence, spread: derivation.spread))
    }
    warnings += meteredOutsideLegal
    for charge in offer.charges where charge.price.model.countsOverMonth {
      warnings.append(.monthSteps(meter: charge.meter))
    }
    if case .choice(let tier)? = resolved[ServiceTier.parameterName],
      let latency = offer.serviceTiers.first(where: { $0.name == tier })?.latency
    {
      warnings.append(.slowTier(tier, latency: latency))
    }
    if !offer.evidence.isEmpty, offer.evidence.allSatisfy({ $0.confidence == .low }) {
      warnings.append(.lowConfidence)
    }
    if let old = offer.oldSource(on: asOf) { warnings.append(.oldSource(old)) }
    if let life = offer.doubt.warningOfLife { warnings.append(life) }
    if !offer.notIncluded.isEmpty { warnings.append(.notIncluded(offer.notIncluded)) }
    return warnings + offer.cautions.map { .caution($0) }
  }
}

extension CompiledOffer {
  /// Money for one of a charge's price unit; nil when what a credit is worth is not known.
  fileprivate func rate(of charge: Charge) -> Rational? {
    switch charge.price.unit {
    case .money: .one
    case .credit(let id): creditWorth[id]
    }
  }
}

extension PriceUnit {
  /// A currency's code or a credit's id.
  package func words(_ currency: Currency) -> String {
    switch self {
    case .money: currency.code
    case .credit(let id): id.rawValue
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
