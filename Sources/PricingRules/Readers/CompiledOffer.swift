public import BillingTypes

/// An offer's rules for one day, lowered once: what single requests are priced with, and what bounds are
/// found with.
///
/// ```swift
/// let compiled = try quoter.compile(offer, worths: [])
/// var run = RequestRun(compiled)
/// try run.set("quality", to: .choice("high"))
/// print(try run.price().picounits)   // 211020000000: 0.21102 USD
/// ```
public struct CompiledOffer: Sendable {
  /// The offer.
  public let offer: Offer
  /// What amounts are in.
  public let currency: Currency
  /// The day of the usage.
  public let day: Day
  /// The day of what was known; nil for all that the card holds.
  public let knownAt: Day?
  /// Money per credit, by credit id.
  let creditWorth: [CreditID: Rational]
  /// Money per credit where other sources are right, by credit id.
  let otherWorths: [CreditID: [Rational]]
  /// Up to which number requests give values of single ones of lists.
  let elements: Int
  /// Forms of the same rules for more of them; nil for an offer without lists.
  private let longer: CompiledOffers<Int>?
  let lowered: LoweredOffer
  /// How many of the first inputs are parameters.
  let parameterCount: Int
  let tape: RuleTape<Int128>
  /// The rules for requests without metered values in 64 bits; nil where that does not fit, or was not asked
  /// for.
  private(set) var quickTape: RuleTape<Int64>?
  /// What sources disagree on, for requests that it matters to; nil where nothing is, or the careful way has to look.
  private(set) var quickReadings: QuickReadings?
  /// The places of what a request must give, one bit each.
  private(set) var needed: UInt64 = 0
  /// The places of parameters, and the codes of words, for requests by the million.
  private(set) var quickNames = QuickWords([])
  private(set) var quickCodes = QuickWords([])
  let codes: WordCodes
  /// The places of inputs by their names.
  let places: [String: Int]
  /// By input: what is legal.
  let legal: [LegalCells]

  /// Lowers an offer.
  ///
  /// - Parameters:
  ///   - offer: A checked offer.
  ///   - currency: The currency of its card.
  ///   - day: The day of the usage; it picks the amounts.
  ///   - knownAt: Amounts that became known later do not count; nil counts all.
  ///   - creditWorth: Money per credit by credit id; a credit that is absent makes unknown amounts.
  ///   - otherWorths: What else a credit may be worth, where sources disagree; ranges hold it.
  ///   - elements: Up to which number requests give values of single ones of lists, as their names say.
  /// - Throws: ``PricingError/unprovable(_:)`` for rules whose numbers may not fit 128 bits, which a checked
  ///   card does not have.
  public init(
    _ offer: Offer, currency: Currency, on day: Day, knownAt: Day? = nil,
    creditWorth: [CreditID: Rational] = [:], otherWorths: [CreditID: [Rational]] = [:],
    elements: Int = 0
  ) throws(PricingError) {
    self.offer = offer
    self.currency = currency
    self.day = day
    self.knownAt = knownAt
    self.creditWorth = creditWorth
    self.otherWorths = otherWorths
    self.elements = elements
    parameterCount = offer.allParameters.count
    longer = offer.lists.isEmpty ? nil : CompiledOffers()
    var setting = LoweringSetting(requestsTo: offer, elements: elements)
    setting.otherWorths = otherWorths
    var codes = WordCodes()
    do {
      lowered = try LoweredOffer(
        offer, currency: currency, on: day, knownAt: knownAt, creditWorth: creditWorth,
        setting: setting, codes: &codes)
    } catch {
      throw .unprovable(error.description)
    }
    self.codes = codes
    places = Dictionary(
      uniqueKeysWithValues: lowered.inputs.enumerated().map { ($1.name, $0) })
    legal = lowered.inputs.map { LegalCells($0) }
    var results = [lowered.isUndisputed].compactMap(\.self)
    for charge in lowered.charges {
      results += [
        charge.picounits, charge.isKnown, charge.isUnknown, charge.isMetered, charge.isCosted,
      ]
      for number in [charge.metered, charge.costed, charge.quantity, charge.cost] {
        results += [number.numerator] + [number.divisor].compactMap(\.self)
      }
    }
    for (_, number) in lowered.derived {
      results += [number.numerator] + [number.divisor, number.certainty.isKnown].compactMap(\.self)
    }
    tape = RuleTape(lowered, others: results)
  }

  /// Whether there is a form for very many requests.
  package var isPreparedForMany: Bool { quickTape != nil }

  /// The same, prepared for very many requests: compiling takes about twice as long, and a request that gives
  /// no metered value a fraction of the time.
  public func preparedForMany() -> CompiledOffer {
    // Lists are out of the ordinary, and left to the careful way.
    guard elements == 0 else { return self }
    var setting = LoweringSetting(requestsTo: offer)
    setting.given = Set(offer.allParameters.map(\.name))
    setting.width = .narrow
    setting.givesBounds = false
    func narrow(_ setting: LoweringSetting) -> LoweredOffer? {
      var codes = codes
      return try? LoweredOffer(
        offer, currency: currency, on: day, knownAt: knownAt, creditWorth: creditWorth,
        setting: setting, codes: &codes)
    }
    // Rules that do not fit 64 bits are read in 128.
    guard let plain = narrow(setting) else { return self }
    var prepared = self
    // A set of places is one number.
    guard plain.inputs.count <= UInt64.bitWidth else { return self }
    for (place, input) in plain.inputs.enumerated() where input.defaultValue == nil {
      prepared.needed |= 1 << UInt64(place)
    }
    prepared.quickTape = RuleTape(plain, others: [])
    prepared.quickNames = QuickWords(
      offer.allParameters.compactMap { parameter in
        places[parameter.name].map { (parameter.name, Int64($0)) }
      })
    prepared.quickCodes = QuickWords(
      codes.words.enumerated().map { ($0.element, Int64($0.offset)) })
    if !offer.disputes.isEmpty {
      setting.readsDisputes = true
      prepared.quickReadings = narrow(setting).flatMap { QuickReadings($0, codes, currency) }
    }
    return prepared
  }

  /// The rules for what some names give: those of single ones of lists have places of their own.
  ///
  /// - Throws: ``RequestError/pricing(offer:_:)`` for rules that may not fit, which a checked card does not have.
  package func form(giving names: some Sequence<String>) throws(RequestError) -> CompiledOffer {
    guard let longer else { return self }
    let most = offer.elementCount(among: names)
    guard most > elements else { return self }
    do {
      return try longer.offer(most) { () throws(PricingError) in
        try CompiledOffer(
          offer, currency: currency, on: day, knownAt: knownAt, creditWorth: creditWorth,
          otherWorths: otherWorths, elements: most)
      }
    } catch {
      throw .pricing(offer: offer.id, error)
    }
  }

  /// The place of a parameter or a meter among the inputs; nil for what a request cannot say.
  public func slot(of name: String) -> Int? { places[name] }
}

extension Offer {
  /// Whether an outcome is billed.
  ///
  /// A success is, and so is what the caller no longer waits for, which is a success to the provider; what else the
  /// card does not say is unknown.
  public func billing(of outcome: Outcome) -> OutcomeBilling {
    outcomes[outcome] ?? ([.succeeded, .timeout].contains(outcome) ? .billed : .unknown)
  }
}
