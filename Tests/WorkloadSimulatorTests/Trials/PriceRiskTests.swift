import BillingTypes
import PricingRules
import TestSupport
import Testing
import WorkloadSimulator

/// Prices that may change as the catalogue saw them change.
@Suite("Price risk")
struct PriceRiskTests {
  static func offer(
    _ id: OfferID, _ history: [DatedAmounts], validity: Validity = Validity()
  ) -> Offer {
    Sample.offer(
      id, validity: validity,
      charges: [Sample.charge("output_images", quantity: "images", Sample.price(history))])
  }

  /// Halved after half a year; the other offer kept its price for two years.
  static let catalogue = Sample.catalogue([
    offer(
      "acme/still/generate",
      [Sample.amount("1.00", from: "2025-01-01"), Sample.amount("0.50", from: "2025-07-01")]),
    offer("acme/steady/generate", [Sample.amount("0.20", from: "2025-01-01")]),
  ])

  static func risk(_ offers: [Offer], until day: String = "2027-01-01") -> PriceRisk {
    PriceRisk(Sample.catalogue(offers), until: Sample.day(day))
  }

  @Test("One change in two offers' two years is one in 47.97 months, and it halved the price")
  func history() {
    let risk = PriceRisk(Self.catalogue, until: Sample.day("2027-01-01"))
    #expect(risk.law(of: "acme/still/generate").factors == [0.5])
    // 2 × 730 days are 47.968 months of 30.436875 days.
    #expect(abs(risk.law(of: "acme/still/generate").monthlyProbability - 30.436875 / 1460) < 1e-15)
  }

  @Test("What lies after the day, was called off, or has no day is no history")
  func whatCounts() {
    let first = Sample.amount("1", from: "2025-01-01")
    let later = Self.risk([Self.offer("a/b/c", [first, Sample.amount("2", from: "2027-06-01")])])
    #expect(later.law(of: "a/b/c").factors.isEmpty)
    #expect(later.law(of: "a/b/c").monthlyProbability == 0)
    let calledOff = Self.risk([
      Self.offer(
        "a/b/c", [first, Sample.amount("2", from: "2026-01-01", calledOff: "2025-12-01")])
    ])
    #expect(calledOff.law(of: "a/b/c").factors.isEmpty)
    #expect(
      Self.risk([Self.offer("a/b/c", [Sample.amount("1")])]).law(of: "a/b/c").monthlyProbability
        == 0)
    let unknown = Self.risk([
      Self.offer("a/b/c", [first, Sample.amount("unknown", from: "2026-01-01")])
    ])
    #expect(unknown.law(of: "a/b/c").factors.isEmpty)
  }

  @Test("An offer that is no longer sold counts up to its last day")
  func retired() {
    let risk = Self.risk([
      Self.offer(
        "a/b/c", [Sample.amount("1", from: "2025-01-01"), Sample.amount("3", from: "2025-02-01")],
        validity: Validity(to: Sample.day("2025-05-01"), status: .retired))
    ])
    #expect(risk.law(of: "acme/still/generate").factors == [3])
    #expect(abs(risk.law(of: "acme/still/generate").monthlyProbability - 30.436875 / 120) < 1e-15)
  }

  @Test("Amounts of one offer that change on one day are one change by their mean factor")
  func oneDay() {
    let history = [
      DatedAmounts(
        from: Sample.day("2025-01-01"), knownFrom: nil, calledOff: nil,
        amounts: [Sample.expression("1"), Sample.expression("4")]),
      DatedAmounts(
        from: Sample.day("2026-01-01"), knownFrom: nil, calledOff: nil,
        amounts: [Sample.expression("2"), Sample.expression("4")]),
    ]
    #expect(Self.risk([Self.offer("a/b/c", history)]).law(of: "a/b/c").factors == [1.5])
  }

  static func run(
    hasRisk: Bool, catalogue: Catalogue = catalogue, trials: Int = 4000, seed: UInt64 = 4,
    workers: Int = 1
  ) throws -> Forecast {
    let features = [
      Sample.feature(
        "a", volume: Sample.requests("1000"), calls: CallPattern(overdispersion: .zero)),
      Sample.feature(
        "b", offer: "acme/steady/generate", volume: Sample.requests("1000"),
        calls: CallPattern(overdispersion: .zero)),
    ]
    return try Forecaster(catalogue: catalogue, asOf: Sample.day("2027-01-01")).forecast(
      Sample.scenario(features, months: 6),
      TrialOptions(trials: trials, seed: seed, workers: workers, hasPriceRisk: hasRisk))
  }

  @Test("Off, which is how it is unless asked for, known numbers cost the same in every trial")
  func off() throws {
    #expect(!TrialOptions().hasPriceRisk)
    let forecast = try Self.run(hasRisk: false, trials: 200)
    let total = try #require(forecast.trials?.total)
    #expect([total.p5, total.p50, total.p95] == [4200, 4200, 4200])
  }

  @Test("On, a month's prices have changed as often and by as much as the history says")
  func frequencyAndSize() throws {
    let forecast = try Self.run(hasRisk: true)
    let months = try #require(forecast.trials?.features[0].months)
    let chance = 30.436875 / 1460
    for (index, month) in months.enumerated() {
      // One draw a month, the first among them: each change halves.
      var (mean, square) = (500.0, 250_000.0)
      for _ in 0...index {
        mean *= 1 - chance + chance * 0.5
        square *= 1 - chance + chance * 0.25
      }
      let error = ((square - mean * mean) / 4000).squareRoot()
      #expect(abs(month.mean - mean) < 4 * error, "month \(index)")
      #expect(month.p95 == 500)
    }
    // By the sixth month 11.9 % of the trials have seen a change, so that the p10 is half the price.
    #expect(months[0].p10 == 500)
    #expect(months[5].p10 == 250)
    let lines = forecast.cost { $0.feature == "a" }.0
    #expect(
      abs(lines.units.approximation - months.reduce(0) { $0 + $1.mean }) < 1e-5)
  }

  @Test("Features that ask for one offer see the same prices, also beside other features")
  func oneOfferOnePrice() throws {
    func feature(_ name: String) -> Feature {
      Sample.feature(
        name, volume: Sample.requests("1000"), calls: CallPattern(overdispersion: .zero))
    }
    let forecast = try Forecaster(catalogue: Self.catalogue, asOf: Sample.day("2027-01-01"))
      .forecast(
        Sample.scenario([feature("a"), feature("b")], months: 6),
        TrialOptions(trials: 2000, seed: 4, hasPriceRisk: true))
    let trials = try #require(forecast.trials)
    #expect(trials.features[0].months == trials.features[1].months)
    // Twice one price, not the sum of two that change apart.
    #expect(trials.total.p5 == 2 * trials.features[0].total.p5)
  }

  @Test("The same seed gives the same numbers on one thread and on two; another seed others")
  func determinism() throws {
    let one = try Self.run(hasRisk: true, trials: 2000)
    let two = try Self.run(hasRisk: true, trials: 2000, workers: 2)
    let other = try Self.run(hasRisk: true, trials: 2000, seed: 5)
    #expect(one.trials?.total == two.trials?.total)
    #expect(one.trials?.months == two.trials?.months)
    #expect(one.trials?.total != other.trials?.total)
  }

  @Test("A catalogue in which no price ever changed has no risk")
  func noHistory() throws {
    let steady = Sample.catalogue([
      Self.offer("acme/still/generate", [Sample.amount("0.50", from: "2025-01-01")]),
      Self.offer("acme/steady/generate", [Sample.amount("0.20", from: "2025-01-01")]),
    ])
    let with = try Self.run(hasRisk: true, catalogue: steady, trials: 200)
    let without = try Self.run(hasRisk: false, catalogue: steady, trials: 200)
    #expect(with.trials?.total == without.trials?.total)
    #expect(with.monthlyCosts == without.monthlyCosts)
  }

  @Test("What steps over the month come to changes with prices, in means, payments and lines alike")
  func pooled() throws {
    let base = Sample.catalogue(
      Sample.offer(
        charges: [
          Sample.charge(
            "output_images", quantity: "images",
            Sample.steps(.graduated, [("1000", "0.10"), (nil, "0.05")]))
        ]))
    let law = PriceChanges.Law(
      changes: 5, modelMonths: Rational(100), perMonth: Sample.number("0.1"),
      factors: [Sample.number("0.5"), Rational(2)])
    let catalogue = Catalogue(
      cards: base.cards, vocabulary: base.vocabulary,
      priceChanges: PriceChanges(laws: [:], any: law))
    let feature = Sample.feature(
      volume: Sample.requests("2000"), calls: CallPattern(overdispersion: .zero))
    let forecast = try Forecaster(catalogue: catalogue, asOf: Sample.day("2026-12-01")).forecast(
      Sample.scenario([feature], months: 6),
      TrialOptions(trials: 20_000, seed: 2, hasPriceRisk: true))
    let months = try #require(forecast.trials?.months)
    let paid = try #require(forecast.trials?.paid)
    for (index, month) in forecast.scenario.months.enumerated() {
      // 150 USD a month, times 1 + 0.1 × (1.25 - 1) for every month that prices could change in.
      let expected = 150 * (0...index).reduce(1) { product, _ in product * 1.025 }
      let lines = forecast.cost { $0.month == month }.0.units.approximation
      #expect(abs(lines / expected - 1) < 0.02, "\(month) \(lines)")
      #expect(abs(months[index].mean / lines - 1) < 1e-6)
      #expect(abs(paid[index].mean / lines - 1) < 1e-6)
      #expect(abs(forecast.paid(in: month).units.approximation / lines - 1) < 1e-6)
    }
  }

  @Test("A plan's fee stays where its allowance is not used up, whatever prices do")
  func feeStays() throws {
    let base = Sample.catalogue(
      Sample.creditOffer(costs: "2"),
      plans: [Sample.plan(fee: "99", includes: [("acme/credit", "5000")])],
      credits: [Sample.credit()])
    let law = PriceChanges.Law(
      changes: 5, modelMonths: Rational(100), perMonth: Sample.number("0.1"),
      factors: [Sample.number("0.5"), Rational(2)])
    let catalogue = Catalogue(
      cards: base.cards, vocabulary: base.vocabulary,
      priceChanges: PriceChanges(laws: [:], any: law))
    let forecast = try Forecaster(catalogue: catalogue, asOf: Sample.day("2026-12-01")).forecast(
      Sample.scenario(
        [Sample.feature(volume: Sample.requests("100"))], months: 6, plans: ["acme/standard"]),
      TrialOptions(trials: 2000, seed: 2, hasPriceRisk: true))
    for (index, month) in forecast.scenario.months.enumerated() {
      #expect(forecast.cost { $0.month == month }.0.decimalText == "99")
      #expect(forecast.trials?.months[index].p95 == 99)
    }
    #expect(forecast.statements.allSatisfy { $0.overage.picounits == 0 })
    // Prices may fall, and rise.
    #expect(forecast.whole.range.floor.picounits == 0 && forecast.whole.range.ceiling == nil)
  }
}
