import BillingTypes
import Testing

@Suite("ExchangeRate")
struct ExchangeRateTests {
  private static let euro = Currency(code: "EUR")

  private func rate(_ numerator: Int128, over denominator: Int128) throws -> ExchangeRate {
    ExchangeRate(
      from: .usd, to: try #require(Self.euro), rate: try Rational(numerator, over: denominator),
      dated: try #require(Day("2027-01-04")), source: "a bank")
  }

  @Test(
    "An amount is converted exactly, and rounded once to the nearest picounit, a tie to the even one",
    arguments: [(100, 92), (1, 1), (-50, -46), (25, 23), (75, 69)] as [(Int128, Int128)])
  func conversion(picounits: Int128, converted: Int128) throws {
    let amount = try rate(23, over: 25).converted(Money(picounits: picounits, in: .usd))
    #expect(amount == Money(picounits: converted, in: try #require(Self.euro)))
  }

  @Test("Half a picounit goes to the even one")
  func ties() throws {
    let half = try rate(1, over: 2)
    #expect(try half.converted(Money(picounits: 1, in: .usd)).picounits == 0)
    #expect(try half.converted(Money(picounits: 3, in: .usd)).picounits == 2)
  }

  @Test("An amount of another currency is refused")
  func mismatch() throws {
    let rate = try rate(1, over: 2)
    let euro = try #require(Self.euro)
    #expect(throws: MoneyError.currencyMismatch(euro, .usd)) {
      try rate.converted(.zero(in: euro))
    }
  }
}
