import BillingTypes
import CostAnalysis
import PricingRules
import TestSupport
import Testing

/// Sums of what a log came to.
@Suite("Sums of a rated log")
struct LogRatingTests {
  private static func group(
    _ offer: OfferID, _ picounits: Int128, month: String = "2026-10", in currency: Currency = .usd
  ) throws -> LogRating.Group {
    LogRating.Group(
      month: try #require(Month(month)), offer: offer, category: .imageGeneration, rows: 1,
      partial: 0,
      unknown: 0, amount: Money(picounits: picounits, in: currency), completeness: .complete)
  }

  private static func rating(
    _ groups: [LogRating.Group], logged: [LogRating.Group] = []
  ) throws -> LogRating {
    try LogRating(groups: groups, logged: logged, statements: [], rejected: 0)
  }

  @Test("A sum that does not fit is an error, in the total, of one offer, and of what was logged")
  func sumsAreWhole() throws {
    let half = Int128.max / 2 + 1
    let (a, b) = (
      try Self.group("a/a/a", half), try Self.group("a/a/a", half, month: "2026-11")
    )
    #expect(throws: MoneyError.overflow(.usd)) { try Self.rating([a, b]) }
    #expect(throws: MoneyError.overflow(.usd)) { try Self.rating([a], logged: [a, b]) }
    let less = try Self.group("a/a/a", half - 1, month: "2026-11")
    let rating = try Self.rating([a, less], logged: [a, less])
    #expect(rating.totals.map(\.picounits) == [.max])
    #expect(rating.offers.map(\.amount.picounits) == [.max])
    #expect(rating.loggedTotals[.imageGeneration]?.map(\.picounits) == [.max])
  }

  @Test("Amounts of two currencies are added up apart")
  func currencies() throws {
    let euro = try #require(Currency(code: "EUR"))
    let rating = try Self.rating([
      try Self.group("a/a/a", 1), try Self.group("b/b/b", 2, in: euro), try Self.group("c/c/c", 4),
    ])
    #expect(rating.totals.map(\.description) == ["0.000000000002 EUR", "0.000000000005 USD"])
    #expect(throws: MoneyError.currencyMismatch(.usd, .none)) {
      try Money.zero(in: .usd) + Money.zero(in: Repository.catalogue().currency(of: "nobody"))
    }
  }
}
