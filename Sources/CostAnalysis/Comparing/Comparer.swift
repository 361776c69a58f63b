import BillingTypes
public import PricingRules
public import WorkloadSimulator

/// Compares the offers of one category for a request.
public struct Comparer: Sendable {
  let quoter: Quoter
  let needs: Needs
  let offers: [OfferID]?
  private let isTaken: Bool

  /// Creates a comparer.
  ///
  /// - Parameters:
  ///   - quoter: The catalogue and the day.
  ///   - needs: What an offer must be able to do.
  ///   - offers: Only these; nil for all of the category.
  public init(quoter: Quoter, needs: Needs = Needs(), offers: [OfferID]? = nil) {
    self.init(quoter: quoter, needs: needs, offers: offers, isTaken: false)
  }

  /// Creates a comparer of requests whose values an offer of the category takes already: none of them can be a mistake of
  /// the one who asks, which is not looked for.
  package init(ofTaken quoter: Quoter, offers: [OfferID]) {
    self.init(quoter: quoter, needs: Needs(), offers: offers, isTaken: true)
  }

  private init(quoter: Quoter, needs: Needs, offers: [OfferID]?, isTaken: Bool) {
    self.quoter = quoter
    self.needs = needs
    self.offers = offers
    self.isTaken = isTaken
  }

  /// The comparison.
  ///
  /// - Throws: `RequestError` for a name no offer of the category knows, for an offer of another
  ///   category, and for a plan that does not exist.
  public func compare(
    _ category: MediaCategory, _ request: Request, plan: PlanID? = nil
  ) throws(RequestError) -> Comparison {
    if let plan, plan != .packs, quoter.catalogue.plan(plan) == nil {
      throw .unknownPlan(plan, nearest: nearest(to: plan, among: quoter.catalogue.planIDs))
    }
    let candidates = try candidates(in: category)
    try check(request, among: candidates, category)
    let judged = Parallel.map(candidates.count) { index in
      Result { () throws(ExclusionReason) in
        try candidate(candidates[index], request, plan: plan)
      }
    }
    var possible: [Comparison.Candidate] = []
    var excluded: [Comparison.Exclusion] = []
    for (offer, result) in zip(candidates, judged) {
      switch result {
      case .success(let candidate): possible.append(candidate)
      case .failure(let reason): excluded.append(.init(offer: offer.id, reason: reason))
      }
    }
    return Comparison(
      category: category, asOf: quoter.asOf, request: request, ranked: Self.ranked(possible),
      excluded: excluded.sorted { $0.offer < $1.offer })
  }

  /// An offer with the quote of the request in its terms.
  private func candidate(
    _ offer: Offer, _ request: Request, plan: PlanID?
  ) throws(ExclusionReason) -> Comparison.Candidate {
    if let reason = reasonAgainst(offer) { throw reason }
    let plan = plan.flatMap { plan in
      offer.credits.contains { quoter.catalogue.worth(of: $0, plan: plan) != nil } ? plan : nil
    }
    let vocabulary = quoter.catalogue.vocabulary
    if let wrong = request.illegalSize(vocabulary, where: { offer.parameter($0) != nil }) {
      return try metered(request, offer, plan: plan, otherwise: .request(wrong))
    }
    let translated: TranslatedRequest
    let quote: Quote
    do throws(TranslationRefusal) {
      translated = try OfferTranslation(to: offer, vocabulary: vocabulary).translate(request)
    } catch {
      return try metered(request, offer, plan: plan, otherwise: .translation(error))
    }
    do throws(RequestError) {
      quote = try quoter.quote(offer.id, translated.request, plan: plan)
    } catch {
      throw .request(error)
    }
    do {
      let (amount, range) = try quote.times(
        translated.calls, offer, given: Set(translated.request.entries.map(\.name)))
      return .init(
        rank: nil, quote: quote, calls: translated.calls, amount: amount,
        range: range, differs: translated.differences,
        served: offer)
    } catch {
      throw .request(.pricing(offer: offer.id, .number(.overflow)))
    }
  }

  /// A metered request whose other values the offer does not have is priced as it is written, where it needs none
  /// of them.
  private func metered(
    _ request: Request, _ offer: Offer, plan: PlanID?, otherwise reason: ExclusionReason
  ) throws(ExclusionReason) -> Comparison.Candidate {
    guard request.entries.contains(where: { offer.meters.contains($0.name) }),
      let quote = try? quoter.quote(offer.id, request, plan: plan)
    else { throw reason }
    return .init(
      rank: nil, quote: quote, calls: 1, amount: quote.amount, range: quote.range, differs: [],
      served: offer)
  }

  private func candidates(in category: MediaCategory) throws(RequestError) -> [Offer] {
    guard let offers else {
      return quoter.catalogue.offers.filter { $0.category == category }
    }
    var found: [Offer] = []
    for id in offers {
      guard let offer = quoter.catalogue.offer(id) else {
        throw .unknownOffer(id, nearest: quoter.catalogue.nearestOffers(to: id))
      }
      guard offer.category == category else {
        throw .wrongCategory(offer: id, found: offer.category, asked: category)
      }
      found.append(offer)
    }
    return found
  }

  private func reasonAgainst(_ offer: Offer) -> ExclusionReason? {
    guard offer.validity.contains(quoter.asOf) else {
      return .notSold(day: quoter.asOf, validity: offer.validity)
    }
    return needs.reasonAgainst(offer).map { .need($0) }
  }

  /// A name that no candidate knows is a mistake, not a reason to exclude them all; so is a fraction of a picture.
  private func check(
    _ request: Request, among candidates: [Offer], _ category: MediaCategory
  ) throws(RequestError) {
    let known = candidates.flatMap { $0.allParameters.map(\.name) + $0.meters }.uniqued().sorted()
    for entry in request.entries
    where quoter.catalogue.vocabulary.isFractionOfCount(entry.text, of: entry.name) {
      throw .illegalValue(
        entry.text, parameter: entry.name, offer: OfferID(category.rawValue),
        legal: "whole numbers")
    }
    try request.checkSides()
    let vocabulary = quoter.catalogue.vocabulary
    let meters = Set(candidates.flatMap(\.meters))
    let isMetered = request.entries.contains { meters.contains($0.name) }
    // What is metered may need no size; each offer says whether it does.
    let wrong = request.illegalSize(vocabulary) { name in
      known.contains(name) || vocabulary.sides(meantBy: name) == nil
    }
    if let wrong, !isMetered { throw wrong }
    for entry in request.spelledOut(vocabulary).entries {
      let base = vocabulary.count(ofElement: entry.name)?.element.base
      guard !known.contains(base ?? entry.name), vocabulary.sides(meantBy: entry.name) == nil
      else { continue }
      throw .unknownParameter(
        entry.name, offer: OfferID(category.rawValue), category: category, known: known,
        belongsTo: vocabulary.parameters[base ?? entry.name]?.categories ?? [])
    }
    guard !isTaken else { return }
    try checkAmounts(of: request, category)
    if !isMetered { try checkWords(of: request, category) }
  }

  private static func ranked(_ candidates: [Comparison.Candidate]) -> [Comparison.Candidate] {
    let currencies = Dictionary(grouping: candidates, by: \.quote.currency)
    // The currency that most are in comes first.
    return currencies.sorted { ($1.value.count, $0.key.code) < ($0.value.count, $1.key.code) }
      .flatMap { rankedInOneCurrency($1) }
  }

  /// Candidates of one currency by amount, unknown amounts last.
  private static func rankedInOneCurrency(
    _ candidates: [Comparison.Candidate]
  ) -> [Comparison.Candidate] {
    let sorted = candidates.sorted { left, right in
      switch (left.amount?.picounits, right.amount?.picounits) {
      case (let a?, let b?) where a != b: a < b
      case (_?, nil): true
      case (nil, _?): false
      default:
        (left.quote.completeness, left.quote.offer) < (right.quote.completeness, right.quote.offer)
      }
    }
    let ceilings = sorted.compactMap { $0.range.ceiling?.picounits }.sorted()
    return sorted.map { candidate in
      let floor = candidate.range.floor.picounits
      let cheaper = ceilings.prefix { $0 < floor }.count
      return Comparison.Candidate(
        rank: candidate.amount == nil ? nil : 1 + cheaper, quote: candidate.quote,
        calls: candidate.calls, amount: candidate.amount, range: candidate.range,
        differs: candidate.differs, served: candidate.served)
    }
  }
}
