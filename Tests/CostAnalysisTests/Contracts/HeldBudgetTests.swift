import BillingTypes
import CostAnalysis
import PricingRules
import TestSupport
import Testing
import WorkloadSimulator

@Suite("Budgets held against terms")
struct HeldBudgetTests {
  private static func scenario(requests: String, _ budget: Budget) -> Scenario {
    let plain = Sample.scenario([Sample.feature(volume: Sample.requests(requests))], months: 2)
    return Scenario(
      name: "s", story: "", currency: .usd, start: plain.start, monthCount: 2, asOf: nil,
      features: plain.features, shared: [], subscriptions: [], overhead: Overhead(), budget: budget)
  }

  private static func studied(
    _ agreements: [Terms.Agreement], _ budget: Budget, requests: String, variant: String
  ) throws -> StudiedForecast {
    try ScenarioAnalysis(
      Forecaster(
        catalogue: Sample.catalogue(Sample.imageOffer(price: "0.10")),
        asOf: Sample.day("2026-12-01"))
    ).forecast(
      scenario(requests: requests, budget), TrialOptions(trials: 100, seed: 7),
      variants: [
        ScenarioVariant(
          name: "other", changes: [], scenario: scenario(requests: variant, budget))
      ], terms: Terms(agreements))
  }

  private static let promise = Terms.Agreement(
    scope: .provider("acme"), commitment: .init(amount: Sample.number("2000"), every: .month))

  @Test("A forecast at list prices has the payments and the chances of its terms")
  func held() throws {
    let budget = Budget(month: Sample.number("1500"), year: Sample.number("3500"), basis: .paid)
    let studied = try Self.studied([Self.promise], budget, requests: "10000", variant: "10000")
    // 1,000 a month by the list; 2,000 are promised.
    #expect(studied.forecast.total == Sample.usd("2000"))
    #expect(studied.forecast.budgeted(in: 0..<2).known == Sample.usd("4000"))
    #expect(studied.forecast.paid(in: studied.forecast.scenario.months[0]) == Sample.usd("2000"))
    #expect(studied.forecast.trials?.overMonthlyBudget == [1, 1])
    #expect(studied.forecast.trials?.overYearlyBudget == [1])
    #expect(studied.bill?.bill.total.payable == Sample.usd("4000"))
  }

  @Test("A variant tips a budget over by what is to be paid, and not by list cost")
  func flips() throws {
    let budget = Budget(year: Sample.number("3500"), basis: .paid)
    // By list 4,000 and 2,000; by the terms 4,000 both.
    let bound = try Self.studied([Self.promise], budget, requests: "20000", variant: "10000")
    #expect(bound.variants[0].flips.isEmpty)
    let free = try Self.studied([], budget, requests: "20000", variant: "10000")
    #expect(free.variants[0].flips == [.yearlyBudget(isPassed: false)])
  }

  @Test(
    "What was agreed and counts in no month is found, with the reason",
    arguments: [
      (nil, "2027-01-01", nil, AgreementGap.endsBefore(Sample.day("2027-01-01"))),
      ("2027-03-01", nil, nil, .beginsAfter(Sample.day("2027-03-01"))),
      (nil, nil, "2026-05-01", .creditsEndBefore(Sample.day("2026-05-01"))),
      ("2027-01-02", "2027-02-01", nil, .missesFirstDays),
      ("2027-01-02", "2027-02-02", nil, nil), (nil, nil, "2027-01-02", nil),
    ] as [(String?, String?, String?, AgreementGap?)])
  func gaps(from: String?, to: String?, until: String?, gap: AgreementGap?) {
    let agreement = Terms.Agreement(
      scope: .provider("acme"), from: from.map(Sample.day), to: to.map(Sample.day),
      grant: .init(amount: .one, expires: until.map(Sample.day)))
    let months = Self.scenario(requests: "1", Budget()).months
    #expect(agreement.gap(in: months) == gap)
  }

  @Test("What nobody uses is named, and what is committed is owed all the same")
  func unused() {
    let months = Self.scenario(requests: "1", Budget()).months
    let discount = Terms.Agreement(scope: .provider("acme"), discount: Sample.number("0.1"))
    let offer = Sample.imageOffer("acme/still/generate", price: "0.1")
    #expect(discount.gap(in: months, using: [offer], plansOf: []) == nil)
    #expect(discount.gap(in: months, using: [], plansOf: ["acme"]) == nil)
    #expect(discount.gap(in: months, using: [], plansOf: ["other"]) == .nobodyUses)
    #expect(Self.promise.gap(in: months, using: [], plansOf: []) == nil)
  }
}
