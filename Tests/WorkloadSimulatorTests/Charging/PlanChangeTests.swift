import BillingTypes
import PricingRules
import ReportGenerator
import TestSupport
import Testing
import WorkloadSimulator

@Suite("Plans that change during a scenario")
struct PlanChangeTests {
  static func month(_ text: String) -> Month { Sample.day(text + "-01").month }

  /// So many pictures a month, each for a credit, under plans with months of their own.
  static func forecast(
    _ subscriptions: [Subscription], images: String, months: Int, plans: [Plan],
    credit: Credit = Sample.credit(), trials: Int = 0
  ) throws -> Forecast {
    let catalogue = Sample.catalogue(
      [Sample.creditOffer(costs: "1")], plans: plans, credits: [credit])
    // A known count: every trial is what is expected.
    let feature = Sample.feature(
      volume: Sample.requests(images), calls: CallPattern(overdispersion: .zero))
    return try Forecaster(catalogue: catalogue, asOf: Sample.day("2026-12-01")).forecast(
      Sample.scenario([feature], months: months, subscriptions: subscriptions),
      TrialOptions(trials: trials, seed: 3))
  }

  static func price(_ text: String) -> [(key: String, price: Plan.Overage)] {
    [("acme/credit", .price(Sample.number(text)))]
  }

  static func small(expires: Expiry? = nil, billed: Plan.Interval? = nil) -> Plan {
    Sample.plan(
      "acme/small", fee: "10", billed: billed, includes: [("acme/credit", "100")],
      overage: price("0.2"), expires: expires)
  }

  static func large(_ included: String = "1000", billed: Plan.Interval? = nil) -> Plan {
    Sample.plan(
      "acme/large", fee: "50", billed: billed, includes: [("acme/credit", included)],
      overage: price("0.08"))
  }

  /// Small until February, large from March.
  static let grows = [
    Subscription("acme/small", to: month("2027-02")),
    Subscription("acme/large", from: month("2027-03")),
  ]

  @Test("Each month is settled under its own plan", arguments: [0, 40])
  func change(trials: Int) throws {
    let forecast = try Self.forecast(
      Self.grows, images: "150", months: 4, plans: [Self.small(), Self.large()], trials: trials)
    // 10 and 50 beyond the allowance at 0.20; then 50 and nothing beyond.
    #expect(forecast.monthlyCosts == ["20", "20", "50", "50"])
    #expect(
      forecast.statements.map(\.seller.description).uniqued() == ["acme/small", "acme/large"])
    #expect(forecast.statements.map(\.paid) == ["20", "20", "50", "50"].map(Sample.usd))
    #expect(forecast.warnings.isEmpty)
    #expect(forecast.trials.map { $0.total.mean == 140 } ?? true)
  }

  @Test(
    "What an allowance leaves at the change is gone, unless it can be used for longer",
    arguments: [0, 40])
  func leftovers(trials: Int) throws {
    func carried(_ expires: Expiry?) throws -> Forecast {
      try Self.forecast(
        Self.grows, images: "60", months: 4,
        plans: [Self.small(expires: expires), Self.large("30")], trials: trials)
    }
    // January leaves 40, February 40 + 100 - 60, of which 80 can be used in March: 60 of them are, 20 end with it.
    let kept = try carried(.months(2))
    #expect(kept.statements.map(\.carried) == [0, 40, 80, 0].map { Rational($0) })
    #expect(kept.monthlyCosts == ["10", "10", "50", "52.4"])
    // Nothing is kept: 30 of 60 are beyond the allowance in March, too.
    let gone = try carried(nil)
    #expect(gone.statements.map(\.carried) == [Rational](repeating: .zero, count: 4))
    #expect(gone.monthlyCosts == ["10", "10", "52.4", "52.4"])
    // What never ends is used up: 40 + 40 of February are 80 in March, 20 in April, 30 of which 10 are beyond.
    let forever = try carried(.never)
    #expect(forever.statements.map(\.carried) == [0, 40, 80, 20].map { Rational($0) })
    #expect(forever.monthlyCosts == ["10", "10", "50", "50.8"])
  }

  @Test(
    "Packs that are left when a plan begins end in their time, and are told", arguments: [0, 40])
  func packs(trials: Int) throws {
    let credit = Sample.credit(packs: [("100", "10")], expires: .months(2))
    let forecast = try Self.forecast(
      [Subscription("acme/large", from: Self.month("2027-02"))], images: "60", months: 3,
      plans: [Self.large()], credit: credit, trials: trials)
    // 60 of 100 credits are used in January; 40 cannot be used any longer after February.
    #expect(forecast.monthlyCosts == ["6", "54", "50"])
    #expect(
      forecast.scenario.months.map { forecast.paid(in: $0) } == ["10", "50", "50"].map(Sample.usd))
    #expect(forecast.total == Sample.usd("110"))
    #expect(forecast.trials.map { $0.total.mean == 110 } ?? true)
  }

  @Test("A year's fee is invoiced from the plan's own first month on", arguments: [0, 40])
  func years(trials: Int) throws {
    let forecast = try Self.forecast(
      [
        Subscription("acme/small", to: Self.month("2027-02")),
        Subscription("acme/large", from: Self.month("2027-03")),
      ], images: "60", months: 15, plans: [Self.small(), Self.large(billed: .year)], trials: trials)
    let paid = (0..<15).map { $0 < 2 ? "10" : $0 == 2 || $0 == 14 ? "600" : "0" }
    #expect(forecast.statements.map(\.paid) == paid.map(Sample.usd))
    #expect(forecast.statements.map(\.accrued) == (0..<15).map { Sample.usd($0 < 2 ? "10" : "50") })
    if let trials = forecast.trials {
      #expect(trials.paid.map(\.mean) == paid.map { Double($0) ?? 0 })
    }
  }

  @Test("A plan that no feature uses costs its fee in its own months", arguments: [0, 40])
  func idle(trials: Int) throws {
    let idle = Sample.plan("acme/idle", fee: "7", includes: [("video_seconds", "5")])
    let forecast = try Self.forecast(
      [
        Subscription("acme/large"),
        Subscription("acme/idle", from: Self.month("2027-02"), to: Self.month("2027-02")),
      ], images: "60", months: 3, plans: [Self.large(), idle], trials: trials)
    #expect(forecast.monthlyCosts == ["50", "57", "50"])
    #expect(forecast.trials.map { $0.months.map(\.mean) == [50, 57, 50] } ?? true)
  }

  @Test("Where no plan is chosen, the card's default is taken and said")
  func gap() throws {
    let forecast = try Self.forecast(
      [Subscription("acme/large", from: Self.month("2027-02"))], images: "150", months: 2,
      plans: [Self.small(), Self.large()], credit: Sample.credit(default: .plan("acme/small")))
    #expect(forecast.monthlyCosts == ["20", "50"])
    #expect(
      forecast.warnings.map(\.words).filter { $0.contains("acme/small") }.count == 1)
  }

  @Test(
    "A plan cut in two in any month is the plan as it was", arguments: 1..<3,
    [0, 60])
  func split(after: Int, trials: Int) throws {
    var scenarios = PooledScenarios(seed: UInt64(40 + after))
    let whole = scenarios.scenario()
    let cut = whole.start.advanced(by: after)
    let parts = whole.keeping(
      subscriptions: [
        Subscription("acme/standard", to: cut.advanced(by: -1)),
        Subscription("acme/standard", from: cut),
      ], purchases: [])
    func forecast(_ scenario: Scenario) throws -> Forecast {
      try Forecaster(catalogue: PooledScenarios.catalogue, asOf: Sample.day("2026-12-01"))
        .forecast(scenario, TrialOptions(trials: trials, seed: 11))
    }
    let (one, two) = (try forecast(whole), try forecast(parts))
    #expect(one.lines.map(\.cost) == two.lines.map(\.cost))
    #expect(one.statements.map(\.paid) == two.statements.map(\.paid))
    #expect(one.statements.map(\.used) == two.statements.map(\.used))
    #expect(one.trials?.total.p90 == two.trials?.total.p90)
    #expect(one.trials?.paid.map(\.p90) == two.trials?.paid.map(\.p90))
  }

  @Test(
    "Plans that hold in one month together are refused with it",
    arguments: [
      (
        [
          Subscription("acme/small", to: month("2027-03")),
          Subscription("acme/large", from: month("2027-03")),
        ],
        "plans 'acme/small' and 'acme/large' both include acme/credit in 2027-03; end one ('to') before the other begins ('from')"
      ),
      (
        [
          Subscription("acme/small"), Subscription("acme/large", from: month("2027-04")),
        ],
        "plans 'acme/small' and 'acme/large' both include acme/credit in 2027-04; end one ('to') before the other begins ('from')"
      ),
      (
        [
          Subscription("acme/small", to: month("2027-03")),
          Subscription("acme/small", from: month("2027-02")),
        ], "plan 'acme/small' is listed twice for 2027-02"
      ),
      (
        [Subscription("acme/small"), Subscription("acme/small")],
        "plan 'acme/small' is listed twice"
      ),
      (grows, nil),
    ] as [([Subscription], String?)])
  func overlap(subscriptions: [Subscription], message: String?) {
    var error: ForecastError?
    do {
      _ = try Self.forecast(
        subscriptions, images: "1", months: 4, plans: [Self.small(), Self.large()])
    } catch let refused {
      error = refused as? ForecastError
    }
    #expect(error?.words == message)
    #expect(error?.place == (message == nil ? nil : .plan(1)))
  }

  @Test("A plan is sold in the month in which it begins, not in that of the scenario")
  func sold() throws {
    let late = Sample.plan(
      "acme/late", fee: "1", includes: [("acme/credit", "1000")],
      validity: Validity(from: Sample.day("2027-02-01")))
    let forecast = try Self.forecast(
      [
        Subscription("acme/small", to: Self.month("2027-01")),
        Subscription("acme/late", from: Self.month("2027-02")),
      ], images: "60", months: 2, plans: [Self.small(), late])
    #expect(forecast.monthlyCosts == ["10", "1"])
  }

  @Test(
    "A discount of fees holds in its own months; a year's fee has that of the month in which it is invoiced",
    arguments: [0, 40])
  func discounts(trials: Int) throws {
    let half = Terms([
      Terms.Agreement(
        scope: .provider("acme"), from: Sample.day("2027-02-01"), to: Sample.day("2027-04-01"),
        discount: Sample.number("0.5"))
    ])
    func forecast(_ billed: Plan.Interval, from first: String) throws -> Forecast {
      let catalogue = try Sample.catalogue(
        [Sample.creditOffer(costs: "1")], plans: [Self.small(billed: billed)],
        credits: [Sample.credit()]
      ).contracted(by: half, on: Sample.day("2027-01-01"))
      let feature = Sample.feature(
        volume: Sample.requests("150"), calls: CallPattern(overdispersion: .zero))
      return try Forecaster(catalogue: catalogue, asOf: Sample.day("2026-12-01")).forecast(
        Sample.scenario(
          [feature], months: 4,
          subscriptions: [Subscription("acme/small", from: Self.month(first))]),
        TrialOptions(trials: trials, seed: 3))
    }
    // 10 and 50 beyond the allowance at 0.20, both halved in February and March.
    let monthly = try forecast(.month, from: "2027-01")
    #expect(monthly.monthlyCosts == ["20", "10", "10", "20"])
    #expect(monthly.statements.map(\.fee) == ["10", "5", "5", "10"].map(Sample.usd))
    #expect(monthly.trials.map { $0.months.map(\.mean) == [20, 10, 10, 20] } ?? true)
    // The year is invoiced in January: its fee stays, what goes beyond is halved.
    let yearly = try forecast(.year, from: "2027-01")
    #expect(yearly.monthlyCosts == ["20", "15", "15", "20"])
    #expect(yearly.statements.map(\.paid) == ["130", "5", "5", "10"].map(Sample.usd))
    // Invoiced in February: half of it for all twelve months.
    let late = try forecast(.year, from: "2027-02")
    #expect(
      late.statements.filter { $0.seller == .plan("acme/small") }.map(\.paid)
        == ["65", "5", "10"].map(Sample.usd))
  }
}
