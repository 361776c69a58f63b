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
    let worths = try creditWorths(of: offer, plan: plan)
    return try compiled(offer, plan: plan, worths)
      .quote(request, catalogue.vocabulary, worths: worths)
  }

  /// The offer compiled for the day, by the card's default plan, as it was compiled before.
  package func compiled(_ offer: Offer) throws(RequestError) -> CompiledOffer {
    try compiled(offer, plan: nil, try creditWorths(of: offer, plan: nil))
  }

  private func compiled(
    _ offer: Offer, plan: PlanID?, _ worths: [CreditWorth]
  ) throws(RequestError) -> CompiledOffer {
    try compiled.offer(CompiledKey(offer: offer.id, plan: plan)) { () throws(RequestError) in
      try compile(offer, worths: worths)
    }
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
        creditWorth: worths.money, otherWorths: worths.others)
    } catch {
      throw .pricing(offer: offer.id, error)
    }
  }

  /// What the offer's credits are worth under a plan, or by the card's default.
  public func creditWorths(
    of offer: Offer, plan: PlanID?
  ) throws(RequestError) -> [CreditWorth] {
    if let plan, plan != .packs || !offer.credits.isEmpty {
      guard plan == .packs || catalogue.plan(plan) != nil else {
        throw .unknownPlan(plan, nearest: nearest(to: plan, among: catalogue.planIDs))
      }
      if let sold = catalogue.plan(plan)?.validity, !sold.contains(asOf) {
        throw .planNotSold(plan, validity: sold, day: asOf)
      }
      guard offer.credits.contains(where: { catalogue.worth(of: $0, plan: plan) != nil }) else {
        if let own = catalogue.plan(plan), own.fee <= .zero,
          let credit = offer.credits.first(where: { own.included($0) > .zero })
        {
          throw .planWithoutFee(
            plan, credit: credit, plans: catalogue.plans(including: credit))
        }
        throw .planDoesNotApply(
          plan: plan, offer: offer.id, credits: offer.credits,
          plans: offer.credits.flatMap { catalogue.plans(including: $0) })
      }
    }
    return worths(of: offer, plan: plan)
  }

  /// What the offer's credits are worth by the card's defaults; a credit of which nobody knows it is left out.
  package func defaultWorths(of offer: Offer) -> [CreditWorth] { worths(of: offer, plan: nil) }

  private func worths(of offer: Offer, plan: PlanID?) -> [CreditWorth] {
    offer.credits.compactMap { catalogue.worth(of: $0, plan: plan) ?? catalogue.worth(of: $0) }
  }
}

extension CompiledOffer {
  /// Prices a request and shows why.
  ///
  /// - Throws: ``RequestError`` for a request that the offer does not sell.
  package func quote(
    _ request: Request, _ vocabulary: Vocabulary, worths: [CreditWorth]
  ) throws(RequestError) -> Quote {
    let ruled = try price(request, vocabulary)
    return QuoteAssembly(ruled.run, resolved: ruled.resolved, worths: worths)
      .quote(picounits: ruled.picounits, pricing: ruled.pricing, ruled.range())
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
