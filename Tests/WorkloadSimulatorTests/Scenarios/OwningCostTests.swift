import BillingTypes
import PricingRules
import TestSupport
import Testing
import WorkloadSimulator

@Suite("What is built and kept")
struct OwningCostTests {
  private static let overhead = Overhead(
    perVendorMonth: Sample.number("3"),
    integration: [.requestResponse: Sample.number("10"), .asyncJob: Sample.number("100")])

  private static func offer(_ id: OfferID, _ integration: Integration = .requestResponse) -> Offer {
    Sample.offer(
      id, charges: [Sample.charge("output_images", quantity: "1", Sample.price("1"))],
      integration: integration)
  }

  private static func owning(_ offers: [Offer], _ overhead: Overhead = overhead) throws
    -> OwningCost
  {
    let features = offers.enumerated().map { place, offer in
      Sample.feature("f\(place)", offer: offer.id, volume: Sample.requests("1"))
    }
    let scenario = Scenario(
      name: "s", story: "", currency: .usd, start: Sample.day("2027-01-01").month, monthCount: 12,
      asOf: nil, features: features, shared: [], subscriptions: [], overhead: overhead,
      budget: Budget())
    let forecast = try Sample.forecast(scenario, Sample.catalogue(offers))
    return try #require(forecast.owning)
  }

  @Test("A provider is kept once, and built once for each way of calling it")
  func once() throws {
    let own = try Self.owning([
      Self.offer("a/x/generate"), Self.offer("a/y/generate"), Self.offer("a/z/generate", .asyncJob),
      Self.offer("b/x/generate"),
    ])
    #expect(own.isCounted)
    #expect(own.providers == ["a", "b"])
    #expect(try own.keeping.decimalText == "72")
    #expect(try own.building.decimalText == "120")
    #expect(try own.total.decimalText == "192")
    #expect(try own.cost(in: 0..<1).decimalText == "126")
    #expect(try own.cost(in: 1..<12).decimalText == "66")
  }

  @Test("Where nothing is counted, there is nothing")
  func nothing() throws {
    let own = try Self.owning([Self.offer("a/x/generate")], Overhead())
    #expect(!own.isCounted)
    #expect(try own.total.picounits == 0)
  }

  @Test("The chance to exceed a budget all in is that of the bills to exceed what is left of it")
  func chance() throws {
    func trials(_ overhead: Overhead, year: String) throws -> TrialSummary {
      let feature = Sample.feature(
        "pictures", offer: "a/x/generate", volume: .requests(Sample.lognormal("50", "150")))
      let scenario = Scenario(
        name: "s", story: "", currency: .usd, start: Sample.day("2027-01-01").month, monthCount: 18,
        asOf: nil, features: [feature], shared: [], subscriptions: [], overhead: overhead,
        budget: Budget(year: Sample.number(year)))
      let forecaster = Forecaster(
        catalogue: Sample.catalogue([Self.offer("a/x/generate")]), asOf: Sample.day("2026-12-01"))
      return try #require(try forecaster.forecast(scenario, TrialOptions(trials: 500)).trials)
    }
    let allIn = try trials(Self.overhead, year: "1246").overYearlyBudgetAllIn
    // Twelve months and what is built; then six months.
    #expect(allIn.count == 2)
    #expect(try allIn[0] == trials(Overhead(), year: "1200").overYearlyBudget[0])
    #expect(try allIn[1] == trials(Overhead(), year: "1228").overYearlyBudget[1])
    #expect(allIn[0] > 0.1 && allIn[0] < 0.9)
    #expect(try trials(Overhead(), year: "1200").overYearlyBudgetAllIn.isEmpty)
  }
}
