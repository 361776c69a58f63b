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
  let creditWorth: [String: Rational]
  let lowered: LoweredOffer
  let tape: RuleTape
  let codes: WordCodes
  /// The places of inputs by their names.
  let places: [String: Int]

  /// Lowers an offer.
  ///
  /// - Parameters:
  ///   - offer: A checked offer.
  ///   - currency: The currency of its card.
  ///   - day: The day of the usage; it picks the amounts.
  ///   - knownAt: Amounts that became known later do not count; nil counts all.
  ///   - creditWorth: Money per credit by credit id; a credit that is absent makes unknown amounts.
  /// - Throws: ``PricingError/unprovable(_:)`` for rules whose numbers may not fit 128 bits, which a checked
  ///   card does not have.
  public init(
    _ offer: Offer, currency: Currency, on day: Day, knownAt: Day? = nil,
    creditWorth: [String: Rational] = [:]
  ) throws(PricingError) {
    self.offer = offer
    self.currency = currency
    self.day = day
    self.knownAt = knownAt
    self.creditWorth = creditWorth
    var codes = WordCodes()
    do {
      lowered = try LoweredOffer(
        offer, currency: currency, on: day, knownAt: knownAt, creditWorth: creditWorth,
        setting: LoweringSetting(requestsTo: offer), codes: &codes)
    } catch {
      throw .unprovable(error.description)
    }
    self.codes = codes
    places = Dictionary(
      uniqueKeysWithValues: lowered.inputs.enumerated().map { ($1.name, $0) })
    var quick = [lowered.amount, lowered.isComplete, lowered.isUnknown]
    quick += lowered.checks.map(\.node)
    var results = quick
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
    tape = RuleTape(lowered.graph, results: results, quick: quick)
  }

  /// The place of a parameter or a meter among the inputs; nil for what a request cannot say.
  public func slot(of name: String) -> Int? { places[name] }
}

extension Offer {
  /// Whether an outcome is billed; a success is, and what the card does not say is unknown.
  public func billing(of outcome: Outcome) -> OutcomeBilling {
    outcomes[outcome] ?? (outcome == .succeeded ? .billed : .unknown)
  }
}
