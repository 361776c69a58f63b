import BillingTypes
import PricingRules

/// One body on its way from what it says to what it costs.
struct BodyPrice {
  let pricer: BodyPricer
  let bound: BoundCall
  private let reading: BodyReading
  let priced: PricedOffer
  private let explaining: Bool
  private(set) var states: [String: InputState]
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
      priced = try pricer.offers.offer(of: bound, pricer.quoter)
    } catch {
      throw .refused("\(error)")
    }
    do {
      for entry in beside.entries {
        guard bound.takesBeside(entry.name) else {
          let names = bound.besideNames
          throw BodyError.beside(
            "'\(entry.name)' cannot be said beside the body; "
              + (names.isEmpty ? "nothing can" : "what can is \(quotedList(names))"))
        }
        // A value that the offer does not have is refused as in any request.
        let resolved = try bound.offer.resolve(
          Request([(entry.name, entry.text)]), vocabulary: pricer.catalogue.vocabulary)
        for value in resolved.values where value.origin == .given {
          states[value.name] = .given(value.value)
          origins[value.name] = .given
          settled.insert(value.name)
        }
      }
    } catch let error as BodyError {
      throw error
    } catch {
      throw .beside("\(error)")
    }
    for (name, value) in used {
      states[name] = .given(value)
      origins[name] = .reply
    }
    // What the reply says is no longer estimated or open.
    settled.formUnion(used.keys)
    narrow()
  }

  /// Leaves out of what is open what a rule between two parameters forbids, such as more cached tokens than tokens: the
  /// range is the same, and sooner found.
  private mutating func narrow() {
    for (lower, upper) in priced.orderings {
      guard case .notReported(within: nil)? = states[lower],
        case .number(let least)? = bound.offer.parameter(lower)?.extremes.lowest
      else { continue }
      let most: Rational
      switch states[upper] {
      case .estimated(_, let high): most = high
      case .given(.number(let number)): most = number
      default: continue
      }
      guard most >= least else { continue }
      states[lower] = .notReported(within: .number(least...most))
    }
  }

  /// The request of the amount: what is given, else the likeliest of what is open.
  private var typical: Request {
    Request(
      states.compactMap { name, state in
        likely(name, state).map { (name: name, text: $0.description) }
      })
  }

  /// The same with the largest of what is open.
  private var largest: Request {
    Request(
      states.compactMap { name, state in
        guard case .notReported(within: nil) = state, let parameter = bound.offer.parameter(name)
        else { return likely(name, state).map { (name, $0.description) } }
        return (name, parameter.extremes.highest.description)
      })
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
  func answer() throws(BodyError) -> PricedBody {
    var facts = reading.facts
    if !settled.isEmpty { facts.removeAll { $0.isSettled(by: settled) } }
    facts += priced.creditFacts
    if !reading.unread.isEmpty { facts += reading.unread.map { .unread($0) } }
    do {
      return try answer(typical, facts)
    } catch {
      throw .refused("\(error)")
    }
  }

  private func answer(
    _ request: Request, _ facts: [BodyFact]
  ) throws(RequestError) -> PricedBody {
    let isOpen = states.values.contains { $0.isOpen }
    let quick =
      explaining || priced.opensEveryRange
      ? nil : priced.forMany()?.price(request)
    if !isOpen, let quick, quick.completeness == .complete {
      let amount = Money(picounits: quick.picounits, in: priced.currency)
      return body(amount, quick.range ?? AmountRange(amount), facts, quote: nil, request)
    }
    let price: (amount: Money, pricing: Completeness, quote: Quote?)
    do {
      price = try likely(request, quick)
    } catch {
      // What is open by itself may not be legal together at its defaults, and what was used may be more than is usual.
      guard case .refused = error, isOpen, let range = try priced.range(of: states) else {
        throw error
      }
      guard !settled.isEmpty, let most = try? likely(largest, nil) else {
        return body(
          range.ceiling ?? range.floor, range, facts + [.noTypicalRequest], quote: nil, request)
      }
      price = most
    }
    guard let range = try priced.range(of: states) else {
      throw .refused(offer: bound.offer.id, explanation: "no request with these values is legal")
    }
    let isKnown = range.completeness(hasAmount: price.pricing != .unknown) != .unknown
    return body(isKnown ? price.amount : nil, range, facts, quote: price.quote, request)
  }

  /// The amount of the likeliest request, with its lines where they are wanted.
  private func likely(
    _ request: Request, _ quick: QuickPrice?
  ) throws(RequestError) -> (amount: Money, pricing: Completeness, quote: Quote?) {
    if let quick {
      return (
        Money(picounits: quick.picounits, in: priced.currency), quick.completeness, nil
      )
    }
    // The first mistake that is named does not depend on how a dictionary is laid out.
    let request = Request(
      request.entries.sorted { $0.name < $1.name }.map { (name: $0.name, text: $0.text) })
    if explaining {
      let quote = try pricer.quoter.quote(bound.offer.id, request)
      return (quote.amount ?? .zero(in: quote.currency), quote.pricing, quote)
    }
    let ruled = try priced.compiled.price(request, pricer.catalogue.vocabulary)
    return (Money(picounits: ruled.picounits, in: priced.currency), ruled.pricing, nil)
  }

  private func body(
    _ amount: Money?, _ range: AmountRange, _ facts: [BodyFact], quote: Quote?, _ request: Request
  ) -> PricedBody {
    let isRead = reading.unread.isEmpty && !reading.isUnbounded
    let reasons = range.reasons.filter { !isSaid($0, by: facts) }.map { BodyFact.range($0) }
    let source: PricedBody.Source =
      amount == nil ? .unknown : range.isSingle && isRead ? .exact : .estimated
    return PricedBody(
      offer: bound.offer.id, api: bound.call.api, source: source, amount: amount,
      floor: range.floor, ceiling: isRead ? range.ceiling : nil, currency: priced.currency,
      why: facts + reasons.uniqued(), unread: reading.unread, asOf: pricer.asOf,
      values: quote.map(values) ?? [], lines: quote?.lines ?? [],
      evidence: explaining ? bound.call.evidence + (quote?.evidence ?? []) : [],
      cheaper: explaining && isRead && quote != nil ? cheaper(than: range.floor, request) : [])
  }

  /// Whether a fact of the body tells already why a parameter is open.
  private func isSaid(_ reason: RangeReason, by facts: [BodyFact]) -> Bool {
    guard case .notReported(let name) = reason else { return false }
    if facts.contains(where: { $0.opens(name) }) { return true }
    guard let base = ElementName(parsing: name)?.base else { return false }
    return facts.contains { $0.opens(base) }
  }

  private func values(_ quote: Quote) -> [PricedBody.Value] {
    quote.request.values.compactMap { value in
      guard bound.offer.parameter(value.name) != nil, value.name != Outcome.parameterName
      else { return nil }
      return .init(name: value.name, value: value.value, origin: origins[value.name] ?? .unsaid)
    }
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

extension InputState {
  /// Whether it leaves several values.
  var isOpen: Bool {
    switch self {
    case .given, .byDefault: false
    case .estimated, .notReported: true
    }
  }
}
