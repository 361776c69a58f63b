public import BillingTypes
public import PricingRules
import WorkloadSimulator

/// Picks the offers that a new scenario plans, by one rule: the one whose month costs least of those that meet the
/// strictest standard that some offer meets.
public struct StarterChooser: Sendable {
  private let quoter: Quoter
  private let currency: Currency

  /// How many others are named.
  private static let others = 3

  /// Creates a chooser.
  ///
  /// - Parameters:
  ///   - quoter: The catalogue and the day.
  ///   - currency: What the scenario is in; offers in another are not picked.
  public init(quoter: Quoter, currency: Currency) {
    self.quoter = quoter
    self.currency = currency
  }

  /// The choice for a feature.
  ///
  /// - Throws: `RequestError` for what no offer of the category can read, and ``StarterRefusal``.
  public func choice(for ask: StarterAsk) throws -> StarterChoice {
    let listed = quoter.catalogue.capabilities(in: ask.category)
    let ask = StarterAsk(
      feature: ask.feature, category: ask.category, volume: ask.volume, request: ask.request,
      needs: ask.needs.filter(listed.contains), offer: ask.offer)
    let comparison = try Comparer(
      quoter: quoter, needs: Needs(capabilities: ask.needs)
    ).compare(ask.category, ask.request)
    let named = try ask.offer.map { try candidate($0, ask) }
    let priced = comparison.ranked.filter {
      StarterStandard.priced.isMet(by: $0, quoter, currency)
    }
    let possible =
      ask.volume.requests().map {
        StarterMonth(quoter: quoter, requests: $0).ordered(priced)
      } ?? priced
    for standard in StarterStandard.allCases {
      let met = possible.filter { standard.isMet(by: $0, quoter, currency) }
      guard let cheapest = met.first else { continue }
      let planned = named ?? cheapest
      return StarterChoice(
        ask: ask, planned: planned, standard: named == nil ? standard : nil, count: met.count,
        others: Self.cheapestOfEachModel(met, besides: planned.quote.model))
    }
    guard let named else {
      throw StarterRefusal.nothingServes(ask, reason: comparison.excluded.first)
    }
    return StarterChoice(ask: ask, planned: named, standard: nil, count: 0, others: [])
  }

  /// An offer that was named, which is asked for what it is only for.
  private func candidate(_ id: OfferID, _ ask: StarterAsk) throws -> Comparison.Candidate {
    guard let offer = quoter.catalogue.offer(id) else {
      throw RequestError.unknownOffer(id, nearest: quoter.catalogue.nearestOffers(to: id))
    }
    let comparison = try Comparer(
      quoter: quoter, needs: Needs(capabilities: offer.onlyFor), offers: [id]
    ).compare(ask.category, ask.request)
    if let exclusion = comparison.excluded.first {
      throw StarterRefusal.offerCannot(id, exclusion.reason)
    }
    let own = quoter.catalogue.currency(of: offer.provider)
    guard own == currency else { throw StarterRefusal.offerCannot(id, .otherCurrency(own)) }
    guard let candidate = comparison.ranked.first, candidate.amount != nil else {
      throw StarterRefusal.offerWithoutPrice(id)
    }
    return candidate
  }

  private static func cheapestOfEachModel(
    _ candidates: [Comparison.Candidate], besides model: String
  ) -> [Comparison.Candidate] {
    var seen: Set = [model]
    return Array(candidates.filter { seen.insert($0.quote.model).inserted }.prefix(others))
  }
}

extension StarterStandard {
  /// Whether an offer that can serve a request meets the standard.
  fileprivate func isMet(
    by candidate: Comparison.Candidate, _ quoter: Quoter, _ currency: Currency
  ) -> Bool {
    let (quote, doubt) = (candidate.quote, candidate.quote.doubt)
    guard candidate.amount != nil, quote.currency == currency, candidate.calls == 1 else {
      return false
    }
    switch self {
    case .certain:
      return StarterStandard.likely.isMet(by: candidate, quoter, currency)
        && quote.completeness == .complete && doubt.confidence == .high
        && quoter.catalogue.offer(quote.offer)?.disputes.isEmpty ?? false
    case .likely:
      return doubt.life == .active && doubt.confidence >= .medium && candidate.differs.isEmpty
    case .priced: return doubt.life != .disputed
    }
  }
}
