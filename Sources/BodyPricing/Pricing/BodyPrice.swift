import BillingTypes
import CostAnalysis
import PricingRules

/// One body on its way from what it says to what it costs.
struct BodyPrice {
  private let pricer: BodyPricer
  private let bound: BoundCall
  private let reading: BodyReading
  private let compiled: CompiledOffer
  private let explaining: Bool
  private var states: [String: InputState]
  private var origins: [String: BodyOrigin]
  private var settled: Set<String> = []

  init(
    _ pricer: BodyPricer, _ bound: BoundCall, _ reading: BodyReading, _ beside: Request,
    _ explaining: Bool, used: [String: FormulaValue] = [:]
  ) throws(BodyError) {
    self.pricer = pricer
    self.bound = bound
    self.reading = reading
    self.explaining = explaining
    states = reading.states
    origins = reading.origins
    do {
      compiled = try pricer.quoter.compiled(bound.offer)
      for entry in beside.entries {
        // A name or a value that the offer does not have is refused as in any request.
        let resolved = try bound.offer.resolve(
          Request([(entry.name, entry.text)]), vocabulary: pricer.catalogue.vocabulary)
        for value in resolved.values where value.origin == .given {
          states[value.name] = .given(value.value)
          origins[value.name] = .given
        }
      }
    } catch {
      throw .refused("\(error)")
    }
    for (name, value) in used {
      states[name] = .given(value)
      origins[name] = .reply
    }
    // What the reply says is no longer estimated or open.
    settled = Set(used.keys)
  }

  /// The request of the amount: what is given, else the likeliest of what is open.
  private var typical: Request {
    var request = Request()
    for (name, state) in states.sorted(by: { $0.key < $1.key }) {
      guard let value = likely(name, state) else { continue }
      request[name] = value.description
    }
    return request
  }

  private func likely(_ name: String, _ state: InputState) -> FormulaValue? {
    switch state {
    case .given(let value): return value
    case .byDefault: return nil
    case .estimated(_, let high): return reading.likely[name] ?? .number(high)
    case .notReported(let range):
      // Nothing in the request stands for the card's default.
      guard let range, let parameter = bound.offer.parameter(name) else { return nil }
      if let usual = parameter.defaultValue, range.contains(usual) { return nil }
      return parameter.firstValue(in: range)
    }
  }

  /// The price of the body.
  func priced() throws(BodyError) -> PricedBody {
    var facts =
      reading.facts.filter { !$0.isSettled(by: settled) } + reading.unread.map { .unread($0) }
    let range: AmountRange
    let quote: Quote
    let request = typical
    do {
      let found = try compiled.range(of: states)
      do {
        quote = try pricer.quoter.quote(bound.offer.id, request)
      } catch {
        // What is open by itself may not be legal together at its defaults.
        guard case .refused = error, let found, !found.isSingle else { throw error }
        return open(found, facts + [.noTypicalRequest])
      }
      guard let found else {
        throw RequestError.refused(
          offer: bound.offer.id, explanation: "no request with these values is legal")
      }
      range = found
    } catch {
      throw .refused("\(error)")
    }
    facts += range.reasons.filter { !isSaid($0, by: facts) }.map { .range($0) }
    let isKnown = range.completeness(hasAmount: quote.pricing != .unknown) != .unknown
    let isRead = reading.unread.isEmpty
    return PricedBody(
      offer: bound.offer.id, api: bound.call.api,
      source: !isKnown ? .unknown : range.isSingle && isRead ? .exact : .estimated,
      amount: isKnown ? quote.amount ?? range.ceiling : nil, floor: range.floor,
      ceiling: isRead ? range.ceiling : nil, currency: range.floor.currency, why: facts.uniqued(),
      unread: reading.unread, asOf: pricer.asOf, values: values(quote),
      lines: explaining ? quote.lines : [],
      evidence: explaining ? bound.call.evidence + quote.evidence : [],
      cheaper: explaining ? cheaper(than: range.floor, request) : [])
  }

  /// A price without a typical request: the most stands for it.
  private func open(_ range: AmountRange, _ facts: [BodyFact]) -> PricedBody {
    let isRead = reading.unread.isEmpty
    return PricedBody(
      offer: bound.offer.id, api: bound.call.api,
      source: range.ceiling == nil ? .unknown : .estimated, amount: range.ceiling,
      floor: range.floor, ceiling: isRead ? range.ceiling : nil, currency: range.floor.currency,
      why: (facts + range.reasons.filter { !isSaid($0, by: facts) }.map { .range($0) }).uniqued(),
      unread: reading.unread,
      asOf: pricer.asOf, values: [], lines: [], evidence: explaining ? bound.call.evidence : [],
      cheaper: [])
  }

  /// Whether a fact of the body tells already why a parameter is open.
  private func isSaid(_ reason: RangeReason, by facts: [BodyFact]) -> Bool {
    guard case .notReported(let name) = reason else { return false }
    let names: Set<String> = [name, ElementName(parsing: name)?.base ?? name]
    return facts.contains { $0.opensAny(of: names) }
  }

  private func values(_ quote: Quote) -> [PricedBody.Value] {
    quote.request.values.compactMap { value in
      guard bound.offer.parameter(value.name) != nil, value.name != Outcome.parameterName
      else { return nil }
      return .init(name: value.name, value: value.value, origin: origins[value.name] ?? .unsaid)
    }
  }

  /// Offers of the same model, and slower tiers of this one, that certainly cost less than some amount.
  private func cheaper(than floor: Money, _ request: Request) -> [CheaperEquivalent] {
    var found: [CheaperEquivalent] = []
    for tier in bound.offer.serviceTiers where states[ServiceTier.parameterName] == nil {
      var states = states
      states[ServiceTier.parameterName] = .given(.choice(tier.name))
      var slower = request
      slower[ServiceTier.parameterName] = tier.name
      guard let range = try? compiled.range(of: states), let ceiling = range.ceiling,
        let amount = try? pricer.quoter.quote(bound.offer.id, slower).amount,
        ceiling.picounits < floor.picounits
      else { continue }
      found.append(
        .init(offer: bound.offer.id, serviceTier: tier.name, amount: amount, ceiling: ceiling))
    }
    let others = pricer.catalogue.offers.filter {
      $0.model == bound.offer.model && $0.category == bound.offer.category
        && $0.id != bound.offer.id
        && $0.validity.contains(pricer.asOf)
    }
    // What none of them has a word for, such as the tokens of a prompt, is no part of what they are asked.
    let asked = request.keeping { name in others.contains { $0.knows(name) } }
    guard !others.isEmpty,
      let comparison = try? Comparer(quoter: pricer.quoter, offers: others.map(\.id))
        .compare(bound.offer.category, asked)
    else { return found }
    for candidate in comparison.ranked where candidate.differs.isEmpty {
      guard let amount = candidate.amount, let ceiling = candidate.range.ceiling,
        ceiling.currency == floor.currency, ceiling.picounits < floor.picounits
      else { continue }
      found.append(
        .init(offer: candidate.quote.offer, serviceTier: nil, amount: amount, ceiling: ceiling))
    }
    return found.sorted { ($0.amount.picounits, $0.offer) < ($1.amount.picounits, $1.offer) }
  }
}

extension Parameter {
  /// The first legal value that is in a range.
  fileprivate func firstValue(in range: ValueRange) -> FormulaValue? {
    switch domain {
    case .choice(let words): words.lazy.map { .choice($0) }.first { range.contains($0) }
    case .boolean(let values): values.lazy.map { .boolean($0) }.first { range.contains($0) }
    case .numbers, .integer, .decimal:
      if case .number(let interval) = range {
        snappedUp(interval.lowerBound).map { .number($0) }
      } else {
        nil
      }
    }
  }
}
