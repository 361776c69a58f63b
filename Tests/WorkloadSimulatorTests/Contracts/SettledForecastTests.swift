import BillingTypes
import PricingRules
import TestSupport
import Testing
import WorkloadSimulator

@Suite("Budgets against what is paid by terms")
struct SettledForecastTests {
  private static let catalogue = Sample.catalogue(
    Sample.imageOffer(price: "0.10"), Sample.imageOffer("other/still/generate", price: "0.10"))

  private static func forecast(
    _ agreements: [Terms.Agreement], _ budget: Budget, requests: Distribution, trials: Int = 400,
    months: Int = 3, offer: OfferID = "acme/still/generate"
  ) throws -> Forecast {
    let plain = Sample.scenario(
      [Sample.feature(offer: offer, volume: .requests(requests))], months: months)
    let scenario = Scenario(
      name: "s", story: "", currency: .usd, start: plain.start, monthCount: months, asOf: nil,
      features: plain.features, shared: [], subscriptions: [], overhead: Overhead(), budget: budget)
    return try Forecaster(
      catalogue: catalogue, asOf: Sample.day("2026-12-01"), terms: Terms(agreements)
    ).forecast(scenario, TrialOptions(trials: trials, seed: 3))
  }

  private static let promise = Terms.Agreement(
    scope: .provider("acme"), commitment: .init(amount: Sample.number("2000"), every: .month))
  private static let tax = Terms.Agreement(scope: .all, tax: Sample.number("0.19"))
  private static let credits = Terms.Agreement(
    scope: .provider("acme"), grant: .init(amount: Sample.number("500")))

  private static func budget(
    month: String? = nil, year: String? = nil, _ basis: Budget.Basis
  ) -> Budget {
    Budget(month: month.map(Sample.number), year: year.map(Sample.number), basis: basis)
  }

  /// 10,000 pictures at 0.10 are 1,000 a month; 2,000 are promised, 500 are credits in the first month, 19 % tax:
  /// paid 1,500 and twice 2,000 with tax, 1,785 and twice 2,380, together 6,545.
  @Test(
    "What is paid has the shortfall of a commitment, less credits, and tax in it",
    arguments: [0, 400])
  func paid(trials: Int) throws {
    let forecast = try Self.forecast(
      [Self.promise, Self.tax, Self.credits], Self.budget(year: "6000", .paid),
      requests: Sample.fixed("10000"), trials: trials)
    #expect(
      forecast.scenario.months.map { forecast.paid(in: $0).decimalText }
        == ["1785", "2380", "2380"])
    #expect(forecast.budgeted(in: 0..<3).known == Sample.usd("6545"))
    #expect(forecast.budgeted(in: 0..<3).range.isSingle)
    #expect(forecast.contract?.bill.total.payable == Sample.usd("6545"))
    #expect(forecast.total == Sample.usd("3000"))
    guard trials > 0 else { return }
    let summary = try #require(forecast.trials)
    #expect(summary.overYearlyBudget == [1])
    #expect(summary.paid.map(\.mean) == [1785, 2380, 2380])
  }

  @Test("What is used has the shortfall where it accrues, less credits, and no tax")
  func used() throws {
    func over(_ month: String) throws -> [Double]? {
      try Self.forecast(
        [Self.promise, Self.tax, Self.credits], Self.budget(month: month, .used),
        requests: Sample.fixed("10000")
      ).trials?.overMonthlyBudget
    }
    // 1,500, 2,000, 2,000.
    #expect(try over("1499") == [1, 1, 1])
    #expect(try over("1500") == [0, 1, 1])
    #expect(try over("2000") == [0, 0, 0])
    let forecast = try Self.forecast(
      [Self.promise, Self.tax, Self.credits], Self.budget(month: "1900", .used),
      requests: Sample.fixed("10000"))
    #expect(
      (0..<3).map { forecast.budgeted(in: $0..<$0 + 1).known.decimalText }
        == ["1500", "2000", "2000"])
  }

  /// A month comes to 10 or to 30, with the same chance; 20 are promised.
  ///
  /// What is owed is 20 or 30, on average 25 and
  /// not 20, as the mean of 20 would have it.
  @Test("A shortfall is that of each trial, not that of the mean")
  func byTrial() throws {
    let promise = Terms.Agreement(
      scope: .provider("acme"), commitment: .init(amount: Sample.number("20"), every: .month))
    let either = Distribution.samples(
      try #require(Samples([Sample.number("100"), Sample.number("300")])))
    let forecast = try Self.forecast(
      [promise], Self.budget(month: "25", .used), requests: either, trials: 4000, months: 1)
    #expect(abs(forecast.total.units.approximation - 20) < 0.1)
    let held = forecast.budgeted(in: 0..<1).known.units.approximation
    #expect(abs(held - 25) < 0.2)
    let chance = try #require(forecast.trials?.overMonthlyBudget.first)
    #expect(abs(chance - 0.5) < 0.03)
    // Below the commitment nobody ever is.
    let low = try Self.forecast(
      [promise], Self.budget(month: "19", .used), requests: either, trials: 4000, months: 1)
    #expect(low.trials?.overMonthlyBudget == [1])
  }

  @Test("A term's shortfall falls due in its last month, in every trial")
  func term() throws {
    let promise = Terms.Agreement(
      scope: .provider("acme"), from: Sample.day("2027-01-01"), to: Sample.day("2027-04-01"),
      commitment: .init(amount: Sample.number("9000"), every: .term))
    let forecast = try Self.forecast(
      [promise], Self.budget(month: "1500", .used), requests: Sample.fixed("10000"))
    #expect(forecast.trials?.overMonthlyBudget == [0, 0, 1])
    #expect(forecast.budgeted(in: 0..<3).known == Sample.usd("9000"))
  }

  @Test("A commitment to a provider of whom nothing is bought is owed in every trial")
  func unused() throws {
    let forecast = try Self.forecast(
      [Self.promise], Self.budget(month: "2500", .used), requests: Sample.fixed("10000"),
      offer: "other/still/generate")
    #expect(forecast.trials?.overMonthlyBudget == [1, 1, 1])
    #expect(forecast.budgeted(in: 0..<1).known == Sample.usd("3000"))
  }

  @Test(
    "Terms of nothing leave every figure as it is, whatever is agreed", arguments: 0..<4)
  func nothing(kind: Int) throws {
    let none = [
      Terms.Agreement(scope: .all, discount: .zero),
      Terms.Agreement(
        scope: .provider("acme"), commitment: .init(amount: .zero, every: .month)),
      Terms.Agreement(scope: .provider("acme"), grant: .init(amount: .zero)),
      Terms.Agreement(scope: .all, tax: .zero),
    ][kind]
    for basis in Budget.Basis.allCases {
      let budget = Self.budget(month: "1000", year: "3000", basis)
      let requests = Sample.lognormal("8000", "12000")
      let plain = try Self.forecast([], budget, requests: requests)
      let bound = try Self.forecast([none], budget, requests: requests)
      #expect(bound.trials?.paid.map(\.p90) == plain.trials?.paid.map(\.p90))
      #expect(bound.trials?.months == plain.trials?.months)
      #expect(bound.trials?.overMonthlyBudget == plain.trials?.overMonthlyBudget)
      #expect(bound.trials?.overYearlyBudget == plain.trials?.overYearlyBudget)
      #expect(bound.budgeted(in: 0..<3) == plain.budgeted(in: 0..<3))
      #expect(
        bound.scenario.months.map(bound.paid(in:)) == plain.scenario.months.map(plain.paid(in:)))
    }
  }
}
