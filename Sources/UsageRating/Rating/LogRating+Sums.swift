import BillingTypes
import CostAnalysis
import PricingRules
import Settlement

extension LogRating {
  /// What the sums of a log's rows come to, with plans and steps over the month settled.
  ///
  /// - Throws: `MoneyError` or `NumberError` for an amount that does not fit.
  init(_ sums: RatingSums, rejected: Int, _ book: RatingBook) throws {
    let held = book.options.plans.compactMap { book.catalogue.plan($0) }
    let areAlternatives = book.options.target == .everyOffer
    try self.init(
      groups: Self.groups(sums.rated, book), logged: Self.groups(sums.logged, book),
      statements: areAlternatives
        ? Self.alternatives(sums.rated, held, book)
        : UsageStatements(sums.rated, book, plans: held).statements,
      loggedStatements: UsageStatements(sums.logged, book, plans: held).statements,
      rejected: rejected,
      assumed: Self.assumed(sums.patterns, book), excluded: Self.excluded(sums, book),
      outside: sums.outside.findings(book),
      areAlternatives: areAlternatives)
  }

  /// What plans and steps make of the rows under each offer by itself: only one of the offers would do them all.
  private static func alternatives(
    _ sums: [GroupKey: GroupTotal], _ held: [Plan], _ book: RatingBook
  ) throws -> [UsageStatement] {
    try Dictionary(grouping: sums, by: \.key.offer)
      .sorted { book.offers[$0.key].id < book.offers[$1.key].id }
      .flatMap { place, own -> [UsageStatement] in
        let offer = book.offers[place]
        let used = Set(
          own.flatMap { key, _ in
            book.pools(of: offer, on: book.quoter(of: place, version: key.version).asOf)
              .compactMap { $0?.id.plan }
          })
        // A plan that includes nothing is of the provider as a whole.
        let plans = held.filter {
          used.contains($0.id) || ($0.includes.isEmpty && $0.id.provider == offer.provider)
        }
        return try UsageStatements(
          Dictionary(uniqueKeysWithValues: own.map { ($0.key, $0.value) }), book, plans: plans
        ).statements.map { $0.under(offer.id) }
      }
  }

  /// What is left out of the categories of the log: what could not do the work anyway, if no row ran on it, and
  /// what can do no row.
  private static func excluded(_ sums: RatingSums, _ book: RatingBook) -> [Comparison.Exclusion] {
    guard book.options.target == .everyOffer else { return [] }
    let logged = sums.logged.filter { $0.value.rows > 0 }.keys.map { book.offers[$0.offer] }
    let (ids, categories) = (Set(logged.map(\.id)), Set(logged.map(\.category)))
    let rated = Set(sums.rated.filter { $0.value.rows > 0 }.keys.map { book.offers[$0.offer].id })
    var reasons = [OfferID: ExclusionReason](
      book.excluded.map { ($0.offer, $0.reason) }, uniquingKeysWith: { first, _ in first })
    for offer in book.offers where reasons[offer.id] == nil && !rated.contains(offer.id) {
      reasons[offer.id] = .noRow
    }
    return book.offers
      .filter { !ids.contains($0.id) && categories.contains($0.category) }
      .compactMap { offer in
        reasons[offer.id].map { Comparison.Exclusion(offer: offer.id, reason: $0) }
      }
      .sorted { $0.offer < $1.offer }
  }

  private static func assumed(
    _ patterns: [PatternKey: Int], _ book: RatingBook
  ) -> [RatedAssumption] {
    Dictionary(grouping: patterns, by: \.key.offer).sorted { $0.key < $1.key }
      .flatMap { place, own -> [RatedAssumption] in
        let offer = book.offers[place]
        var finder = RowPatterns(place, book)
        let found = own.map { (finder.pattern($0.key.given), $0.value) }
        return offer.allParameters.enumerated().compactMap { index, parameter in
          let bit: UInt64 = 1 << UInt64(index)
          func rows(_ among: KeyPath<RowPattern, UInt64>) -> Int {
            found.reduce(0) { $0 + ($1.0[keyPath: among] & bit == 0 ? 0 : $1.1) }
          }
          let counts = (rows(\.given), rows(\.defaulted), rows(\.metered))
          guard counts != (0, 0, 0) else { return nil }
          return RatedAssumption(
            offer: offer.id, parameter: parameter.name, given: counts.0, defaulted: counts.1,
            metered: counts.2)
        }
      }
  }

  private static func groups(_ sums: [GroupKey: GroupTotal], _ book: RatingBook) throws -> [Group] {
    struct Key: Hashable {
      let month: Int
      let offer: Int
    }
    var tallies: [Key: GroupTotal] = [:]
    for (key, tally) in sums {
      try tallies[Key(month: key.month, offer: key.offer), default: GroupTotal()].add(tally)
    }
    return try tallies.filter { $1.rows > 0 }.map { key, tally in
      let offer = book.offers[key.offer]
      let amount = Money(picounits: tally.picounits, in: book.currency(of: offer))
      return Group(
        month: Month(index: key.month), offer: offer.id, category: offer.category,
        rows: tally.rows, partial: tally.partial, unknown: tally.unknown,
        amount: amount,
        completeness: tally.partial + tally.unknown == 0
          ? .complete : tally.unknown == tally.rows ? .unknown : .partial,
        range: try tally.openness.range(around: amount))
    }.sorted { ($0.month.index, $0.offer) < ($1.month.index, $1.offer) }
  }
}
