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

  @Test("Where rows could not be priced, nothing has a limit, and nothing is complete")
  func rejectedRows() throws {
    let group = try Self.group("a/a/a", 7)
    let statement = UsageStatement(
      month: group.month, name: "a/plan", key: "a/coin", used: .one, included: .one,
      fee: group.amount, overage: group.amount, trueUp: group.amount, cost: group.amount,
      missing: nil)
    func rating(rejected: Int) throws -> LogRating {
      try LogRating(
        groups: [group], logged: [group], statements: [statement], rejected: rejected)
    }
    let (whole, part) = (try rating(rejected: 0), try rating(rejected: 1))
    func ranges(_ rating: LogRating) -> [RatedRange] {
      (rating.groups + rating.logged + rating.offers).map(\.range)
        + rating.statements.map(\.range) + rating.totalRanges
    }
    #expect(ranges(whole).allSatisfy { $0.isSingle && $0.reasons.isEmpty })
    #expect(ranges(part).allSatisfy { $0.ceiling == nil && $0.reasons == [.rowsRejected] })
    #expect(ranges(part).count == 5)
    #expect(whole.groups[0].completeness == .complete)
    #expect(part.groups[0].completeness == .partial)
    #expect(whole.statements[0].isComplete)
    #expect(!part.statements[0].isComplete)
  }

  @Test("A range that is none has no reasons")
  func noReasons() {
    let (less, more) = (Money(picounits: 1, in: .usd), Money(picounits: 2, in: .usd))
    func reasons(_ ceiling: Money?) -> [FactCode] {
      RatedRange(floor: less, ceiling: ceiling, reasons: [.sourcesDisagree, .notReported])
        .inOrder.reasons
    }
    #expect(reasons(less) == [])
    #expect(reasons(more) == [.notReported, .sourcesDisagree])
    #expect(reasons(nil) == [.notReported, .sourcesDisagree])
  }

  @Test("Alternatives have no total")
  func alternatives() throws {
    let groups = [try Self.group("a/a/a", 7), try Self.group("b/b/b", 9)]
    let rating = try LogRating(
      groups: groups, logged: [groups[0]], statements: [], rejected: 0, areAlternatives: true)
    #expect(rating.totals.isEmpty && rating.totalRanges.isEmpty)
    #expect(rating.offers.map(\.offer) == ["a/a/a", "b/b/b"])
  }
}
