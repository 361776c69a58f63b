import BillingTypes
import PricingRules
import ReportGenerator
import TestSupport
import Testing
import WorkloadSimulator

@Suite("Credits bought in packs")
struct CreditPackTests {
  /// Images at 6.5 credits each, from packs of 1,000 credits for 10.00.
  static func forecast(
    images: String, growth: String = "0", months: Int = 1,
    packs: [(credits: String, price: String)] = [("1000", "10")]
  ) throws -> Forecast {
    let catalogue = Sample.catalogue(
      [Sample.creditOffer(costs: "6.5")], credits: [Sample.credit(packs: packs)])
    let feature = Sample.feature(
      volume: Sample.requests(images), growth: Sample.fixed(growth))
    return try Sample.forecast(Sample.scenario([feature], months: months), catalogue)
  }

  @Test("Use is accrued credit by credit; packs are paid when they are bought, left-overs first")
  func leftOvers() throws {
    // 650 credits a month: packs in months 1, 2 and 4, because 350 and then 700 are left over.
    let forecast = try Self.forecast(images: "100", months: 5)
    #expect(forecast.statements.map(\.used) == [Rational](repeating: Rational(650), count: 5))
    #expect(forecast.statements.map(\.accrued) == [Money](repeating: Sample.usd("6.5"), count: 5))
    #expect(forecast.statements.map(\.paid) == ["10", "10", "0", "10", "10"].map(Sample.usd))
    #expect(forecast.total == Sample.usd("32.5"))
    #expect(
      forecast.statements.map(\.seller)
        == [CreditSeller](repeating: .packs("acme/credit"), count: 5))
    #expect(
      forecast.lines.map(\.seller) == [CreditSeller](repeating: .packs("acme/credit"), count: 5))
    #expect(forecast.completeness == .complete)
  }

  @Test(
    "A started pack is bought whole",
    arguments: [
      ("0", "0"), ("1", "10"), ("153", "10"), ("154", "20"), ("2000", "130"), ("2001", "140"),
    ])
  func startedPack(images: String, paid: String) throws {
    #expect(try Self.forecast(images: images).statements.map(\.paid) == [Sample.usd(paid)])
  }

  @Test("What was paid is what was used and what is left, over any number of months")
  func conservation() throws {
    let forecast = try Self.forecast(images: "777", growth: "7%", months: 24)
    let used = try forecast.statements.reduce(Rational.zero) { try $0 + $1.used }
    let paid = try Money.sum(forecast.statements.map(\.paid), in: .usd)
    let packs = try (used / Rational(1000)).rounded(.up)
    #expect(try paid.units == Rational(packs) * Rational(10))
  }

  @Test("A credit without a pack or a plan has no price, and the forecast says so")
  func noPack() throws {
    let forecast = try Self.forecast(images: "100", packs: [])
    let reason = "no pack of acme/credit has a known price"
    #expect(forecast.lines.map(\.missing.words) == [reason])
    #expect(forecast.lines.map(\.cost) == [nil])
    #expect(forecast.statements.map(\.missing?.words) == [reason])
    #expect(forecast.statements.map(\.used) == [Rational(650)])
    #expect(forecast.completeness == .unknown)
    let idle = try Self.forecast(images: "0", packs: [])
    #expect(idle.completeness == .complete)
  }

  @Test("Two features buy from one stock of packs")
  func sharedStock() throws {
    let catalogue = Sample.catalogue(
      [
        Sample.creditOffer("acme/a/generate", costs: "1"),
        Sample.creditOffer("acme/b/generate", costs: "3"),
      ], credits: [Sample.credit(packs: [("1000", "10")])])
    let features = ["acme/a/generate", "acme/b/generate"].map {
      Sample.feature($0, offer: OfferID($0), volume: Sample.requests("200"))
    }
    let forecast = try Sample.forecast(Sample.scenario(features, months: 2), catalogue)
    #expect(forecast.statements.map(\.used) == [Rational(800), Rational(800)])
    #expect(forecast.statements.map(\.paid) == [Sample.usd("10"), Sample.usd("10")])
    #expect(forecast.lines.compactMap(\.cost) == ["2", "6", "2", "6"].map(Sample.usd))
  }
}
