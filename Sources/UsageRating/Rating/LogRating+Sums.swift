import BillingTypes
import CostAnalysis
import PricingRules

extension LogRating {
  /// What the sums of a log's rows come to, with plans and steps over the month settled.
  ///
  /// - Throws: `MoneyError` or `NumberError` for an amount that does not fit.
  init(_ sums: RatingSums, rejected: Int, _ book: RatingBook) throws {
    try self.init(
      groups: Self.groups(sums.rated, book), logged: Self.groups(sums.logged, book),
      statements: UsageStatements(sums.rated, book).statements, rejected: rejected)
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
    return tallies.filter { $1.rows > 0 }.map { key, tally in
      let offer = book.offers[key.offer]
      return Group(
        month: Month(index: key.month), offer: offer.id, category: offer.category,
        rows: tally.rows, partial: tally.partial, unknown: tally.unknown,
        amount: Money(picounits: tally.picounits, in: book.currency(of: offer)),
        completeness: tally.partial + tally.unknown == 0
          ? .complete : tally.unknown == tally.rows ? .unknown : .partial)
    }.sorted { ($0.month.index, $0.offer) < ($1.month.index, $1.offer) }
  }
}
