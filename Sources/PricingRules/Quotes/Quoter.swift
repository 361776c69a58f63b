public import BillingTypes

/// Prices single requests with a catalogue, and shows why.
///
/// ```swift
/// let quoter = Quoter(catalogue: catalogue, asOf: day)
/// let quote = try quoter.quote("openai/gpt-image-2/generate", ["quality": "high"])
/// print(quote.amount!)   // 0.21102 USD
/// ```
public struct Quoter: Sendable {
  /// The rate cards.
  public let catalogue: Catalogue
  /// The day of the usage.
  public let asOf: Day
  /// Prices that became known later do not count; nil counts all.
  public let knownAt: Day?
  private let compiled = CompiledOffers<CompiledKey>()

  private struct CompiledKey: Hashable {
    let offer: OfferID
    let plan: PlanID?
  }

  /// Creates a quoter for one day.
  public init(catalogue: Catalogue, asOf: Day, knownAt: Day? = nil) {
    self.catalogue = catalogue
    self.asOf = asOf
    self.knownAt = knownAt
  }

  /// Prices a request.
  ///
  /// - Parameters:
  ///   - offerID: `provider/model/endpoint`.
  ///   - request: What is asked for; a metered value in it wins over the estimate.
  ///   - plan: The plan that turns credits into money, or `pack`; nil for the card's default.
  /// - Returns: The amount and why.
  /// - Throws: ``RequestError``.
  public func quote(
    _ offerID: OfferID, _ request: Request = [:], plan: PlanID? = nil
  ) throws(RequestError) -> Quote {
    let offer = try offer(offerID)
    let resolved = try offer.resolve(request, vocabulary: catalogue.vocabulary)
    let worths = try creditWorths(of: offer, plan: plan)
    let key = CompiledKey(offer: offer.id, plan: plan)
    return try compiled.offer(key) { () throws(RequestError) in
      try compile(offer, worths: worths)
    }.quote(resolved, worths: worths)
  }

  /// Prices a resolved request with a compiled offer.
  ///
  /// - Throws: ``RequestError`` for a rule that the request breaks.
  /// - Returns: The run with every charge, the known amount in picounits, and how much of it is known.
  package static func price(
    _ resolved: ResolvedRequest, _ compiled: CompiledOffer
  ) throws(RequestError) -> (run: RequestRun, picounits: Int128, pricing: Completeness) {
    var run = RequestRun(try compiled.form(giving: resolved.values.lazy.map(\.name)))
    for value in resolved.values {
      guard let slot = run.compiled.slot(of: value.name), value.origin == .given else { continue }
      try run.set(slot, to: value.value)
    }
    let (picounits, pricing) = try run.legalPrice()
    return (run, picounits, pricing)
  }

  /// The offer with that id, if it is sold on the day.
  public func offer(_ id: OfferID) throws(RequestError) -> Offer {
    guard let offer = catalogue.offer(id) else {
      throw .unknownOffer(id, nearest: catalogue.nearestOffers(to: id))
    }
    guard offer.validity.contains(asOf) else {
      throw .notSold(offer: id, validity: offer.validity, day: asOf)
    }
    return offer
  }

  /// The offer compiled for the day.
  public func compile(
    _ offer: Offer, worths: [CreditWorth]
  ) throws(RequestError) -> CompiledOffer {
    do {
      return try CompiledOffer(
        offer, currency: catalogue.currency(of: offer.provider), on: asOf,
        knownAt: knownAt,
        creditWorth: Dictionary(
          worths.map { ($0.credit, $0.money) }, uniquingKeysWith: { first, _ in first }),
        otherWorths: Dictionary(
          worths.filter { !$0.others.isEmpty }.map { ($0.credit, $0.others) },
          uniquingKeysWith: { first, _ in first }))
    } catch {
      throw .pricing(offer: offer.id, error)
    }
  }

  /// What the offer's credits are worth under a plan, or by the card's default.
  public func creditWorths(
    of offer: Offer, plan: PlanID?
  ) throws(RequestError) -> [CreditWorth] {
    if let plan, plan != "pack" || !offer.credits.isEmpty {
      guard plan == "pack" || catalogue.plan(plan) != nil else {
        throw .unknownPlan(plan, nearest: nearest(to: plan, among: catalogue.planIDs))
      }
      guard offer.credits.contains(where: { catalogue.worth(of: $0, plan: plan) != nil }) else {
        throw .planDoesNotApply(
          plan: plan, offer: offer.id, credits: offer.credits,
          plans: offer.credits.flatMap { catalogue.plans(including: $0) })
      }
    }
    return offer.credits.compactMap {
      catalogue.worth(of: $0, plan: plan) ?? catalogue.worth(of: $0)
    }
  }
}

extension CompiledOffer {
  /// Prices a resolved request and shows why.
  ///
  /// - Throws: ``RequestError`` for a rule that the request breaks.
  package func quote(
    _ resolved: ResolvedRequest, worths: [CreditWorth]
  ) throws(RequestError) -> Quote {
    let (run, picounits, pricing) = try Quoter.price(resolved, self)
    let ranges = run.compiled.range(of: resolved, amount: picounits, pricing)
    return QuoteAssembly(run, resolved: resolved, worths: worths)
      .quote(picounits: picounits, pricing: pricing, ranges)
  }
}

extension Catalogue {
  /// The offers whose ids are nearest to a mistyped one.
  public func nearestOffers(to id: OfferID) -> [OfferID] {
    let ids = offers.map(\.id)
    let near = nearest(to: id, among: ids)
    if !near.isEmpty { return near }
    let words = id.rawValue.split { "/-. ".contains($0) }.filter { $0.count > 2 }
    return
      ids
      .map { candidate in
        (candidate, words.count { candidate.rawValue.contains($0) })
      }
      .filter { $0.1 > 0 }
      .sorted { ($1.1, $0.0) < ($0.1, $1.0) }
      .prefix(3)
      .map(\.0)
  }
}
