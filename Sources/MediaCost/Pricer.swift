public import BillingTypes
public import PricingRules

/// Prices requests to one offer with the prices of one day; make it once, ask it as often as you like, from any
/// thread.
///
/// ```swift
/// let pricer = try Catalogue.bundled.pricer("openai/gpt-image-2/generate", on: Day("2026-11-22")!)
/// let price = try pricer.price(["quality": "high", "size": "1536x1024"])
/// ```
///
/// Every rule of the offer is checked, and amounts are exact. Where requests come by the million, set values in
/// place with ``requests()``.
public struct Pricer: Sendable {
  /// The offer.
  public let offer: Offer
  /// The day whose prices are used.
  public let day: Day
  /// What amounts are in.
  public let currency: Currency
  /// What the offer's credits are taken to be worth; empty for prices in money.
  public let creditWorths: [CreditWorth]
  private let compiled: CompiledOffer
  private let vocabulary: Vocabulary
  private let opensEveryRange: Bool

  init(_ compiled: CompiledOffer, worths: [CreditWorth], _ vocabulary: Vocabulary) {
    self.compiled = compiled.preparedForMany()
    self.vocabulary = vocabulary
    creditWorths = worths
    offer = compiled.offer
    day = compiled.day
    currency = compiled.currency
    opensEveryRange = compiled.opensEveryRange
  }

  /// Prices a request.
  ///
  /// - Parameters:
  ///   - request: Parameters and metered values by name, as text; what is left out has the provider's default,
  ///     and a metered value wins over the estimate.
  ///   - explaining: Whether the charges are wanted one by one.
  /// - Throws: `RequestError` for a request that the offer does not sell; it names the legal values.
  /// - Returns: The amount and what the bill can be.
  public func price(
    _ request: Request = [:], explaining: Bool = false
  ) throws(RequestError) -> PricedRequest {
    if explaining { return PricedRequest(try quote(request)) }
    if !opensEveryRange, let quick = compiled.quickPrice(request), quick.completeness == .complete {
      let amount = Money(picounits: quick.picounits, in: currency)
      return quick.range.map { PricedRequest(amount, $0, .complete) } ?? PricedRequest(amount)
    }
    let ruled = try compiled.price(request, vocabulary)
    let amount = Money(picounits: ruled.picounits, in: currency)
    return PricedRequest(amount, ruled.range().total, ruled.pricing)
  }

  /// Prices a request and shows why: formulas with their values, sources, warnings.
  ///
  /// - Throws: `RequestError` for a request that the offer does not sell.
  public func quote(_ request: Request = [:]) throws(RequestError) -> Quote {
    try compiled.quote(request, vocabulary, worths: creditWorths)
  }

  /// What the bill can be when some values are only partly known.
  ///
  /// ```swift
  /// try pricer.range(["quality": .notReported(within: nil), "images": .given(.number(4))])
  /// ```
  ///
  /// - Parameter states: What is known of parameters and meters by name; the others have their defaults.
  /// - Throws: `RequestError` for a name that the offer does not know.
  /// - Returns: nil when no request with such values is legal.
  public func range(_ states: [String: InputState]) throws(RequestError) -> AmountRange? {
    try compiled.range(of: states)
  }

  /// Where a parameter or a meter is set in ``requests()``.
  ///
  /// These have one value for all of a list; requests in words may give those of single ones.
  ///
  /// - Throws: `RequestError` for a name that the offer does not know.
  public func slot(_ name: String) throws(RequestError) -> Int {
    guard offer.knows(name) else { throw offer.unknownParameter(name, vocabulary: vocabulary) }
    guard let slot = compiled.slot(of: name) else {
      throw .noElements(name, of: ElementName(parsing: name)?.base ?? name, offer: offer.id)
    }
    return slot
  }

  /// A request whose values are set in place, for many that differ in a few: several million a second on one
  /// core.
  ///
  /// ```swift
  /// var request = pricer.requests()
  /// let width = try pricer.slot("width")
  /// for pixels in stride(from: 1024, through: 2048, by: 16) {
  ///   try request.set(width, to: pixels)
  ///   total += try request.legalPrice().picounits
  /// }
  /// ```
  ///
  /// Each thread makes its own.
  public func requests() -> RequestRun { RequestRun(compiled) }

  /// A value in the form that rules read, to be set in ``requests()`` again and again.
  ///
  /// - Throws: `RequestError` for a name that the offer does not know, and for a value that is not legal.
  public func value(
    _ value: FormulaValue, of name: String
  ) throws(RequestError) -> RequestRun.Value {
    try compiled.value(value, of: try slot(name))
  }
}

extension Catalogue {
  /// Prepares to price requests to an offer.
  ///
  /// - Parameters:
  ///   - id: `provider/model/endpoint`, such as `openai/gpt-image-2/generate`.
  ///   - day: The day of the usage; it picks the prices.
  ///   - knownAt: Prices that became known later do not count; nil counts all.
  ///   - plan: The plan that turns credits into money, or `pack`; nil for the card's default.
  /// - Throws: ``RequestError`` for an offer that is not there or not sold on the day, and for a plan that does
  ///   not apply.
  /// - Returns: What prices requests to the offer.
  public func pricer(
    _ id: OfferID, on day: Day, knownAt: Day? = nil, plan: PlanID? = nil
  ) throws(RequestError) -> Pricer {
    let quoter = Quoter(catalogue: self, asOf: day, knownAt: knownAt)
    let offer = try quoter.offer(id)
    let worths = try quoter.creditWorths(of: offer, plan: plan)
    return Pricer(try quoter.compile(offer, worths: worths), worths: worths, vocabulary)
  }
}
