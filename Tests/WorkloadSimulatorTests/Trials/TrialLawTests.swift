import BillingTypes
import PricingRules
import TestSupport
import Testing

@testable import WorkloadSimulator

/// Laws of the trials: determinism, independence, known moments, sums.
@Suite("Laws of the trials")
struct TrialLawTests {
  static let catalogue = Sample.catalogue(
    [
      Sample.imageOffer(price: "0.05", outcomes: [.failed: .notBilled]),
      Sample.creditOffer("acme/credits/generate", costs: "2"),
    ],
    plans: [
      Sample.plan(
        fee: "10", includes: [("acme/credit", "300")],
        overage: [("acme/credit", .price(Sample.number("0.04")))])
    ], credits: [Sample.credit(default: .plan("acme/standard"))])

  static func feature(_ name: String, offer: OfferID = "acme/still/generate") -> Feature {
    Sample.feature(
      name, offer: offer, volume: .requests(Sample.lognormal("80", "200")),
      growth: Sample.uniform("0", "0.1"), takes: Sample.uniform("1", "3"),
      failure: Sample.uniform("0", "0.2"))
  }

  static func run(
    _ features: [Feature], trials: Int = 2500, seed: UInt64 = 3, workers: Int = 1,
    shared: [Distribution] = [Sample.lognormal("0.8", "1.25")]
  ) throws -> Forecast {
    try Forecaster(catalogue: catalogue, asOf: Sample.day("2026-12-01")).forecast(
      Sample.scenario(features, months: 4, shared: shared, plans: ["acme/standard"]),
      TrialOptions(trials: trials, seed: seed, workers: workers))
  }

  @Test("Two threads give the same numbers as one, to the last bit")
  func threads() throws {
    let features = [
      Self.feature("a"), Self.feature("b", offer: "acme/credits/generate"),
      Self.feature("c", offer: "acme/credits/generate"),
    ]
    let one = try #require(try Self.run(features).trials)
    let two = try #require(try Self.run(features, workers: 2).trials)
    let five = try #require(try Self.run(features, workers: 5).trials)
    for other in [two, five] {
      #expect(other.total == one.total)
      #expect(other.months == one.months)
      #expect(other.paid == one.paid)
      #expect(other.features.map(\.months) == one.features.map(\.months))
    }
  }

  @Test("Another seed gives other numbers")
  func seeds() throws {
    let one = try Self.run([Self.feature("a")], seed: 1).trials
    let two = try Self.run([Self.feature("a")], seed: 2).trials
    #expect(one?.total != two?.total)
  }

  @Test("A feature or a shared factor more changes no other feature's numbers")
  func independence() throws {
    let alone = try #require(try Self.run([Self.feature("a")]).trials)
    let joined = try #require(try Self.run([Self.feature("z"), Self.feature("a")]).trials)
    #expect(joined.features[1].months == alone.features[0].months)
    #expect(joined.features[1].perAccepted == alone.features[0].perAccepted)
    let moved = try #require(
      try Self.run(
        [Self.feature("a")], shared: [Sample.lognormal("0.8", "1.25"), Sample.fixed("1")]
      ).trials)
    #expect(moved.features[0].months == alone.features[0].months)
  }

  @Test("The order of the features changes neither a feature's numbers nor the total")
  func order() throws {
    let features = [
      Self.feature("a"), Self.feature("b", offer: "acme/credits/generate"),
      Self.feature("c", offer: "acme/credits/generate"), Self.feature("d"),
    ]
    let forward = try #require(try Self.run(features).trials)
    let backward = try #require(try Self.run(features.reversed()).trials)
    #expect(forward.total == backward.total)
    #expect(forward.months == backward.months)
    #expect(forward.features.map(\.total) == backward.features.reversed().map(\.total))
  }

  @Test(
    "What features cost adds up to the total exactly in every trial, plans among them",
    arguments: [false, true])
  func sharesAddUp(areKnown: Bool) throws {
    func feature(_ name: String, offer: OfferID) -> Feature {
      areKnown
        ? Sample.feature(
          name, offer: offer, volume: .requests(Sample.lognormal("20", "200")),
          failure: Sample.fixed("0.1"))
        : Self.feature(name, offer: offer)
    }
    let scenario = Sample.scenario(
      [
        feature("a", offer: "acme/credits/generate"), feature("b", offer: "acme/credits/generate"),
        feature("c", offer: "acme/still/generate"),
      ], months: 3, plans: ["acme/standard"])
    let trials = try Forecaster(catalogue: Self.catalogue, asOf: Sample.day("2026-12-01"))
      .prepare(scenario, TrialOptions(trials: 2001, seed: 5))
    for members in trials.run.groups where members.count == 2 {
      let group = TrialGroup(
        members, source: trials.run.source, scenario: scenario, risk: nil)
      #expect(group.laws.allSatisfy { ($0 != nil) == areKnown })
      group.prepare(0..<2001)
      for month in 0..<3 {
        group.advance(to: month, 0..<2001)
        let plan = MonthPlan(members, month: month, scenario: scenario, beginnings: [:])
        let costs = [Column(2001), Column(2001)]
        let sums = Column(plan.sumCount)
        let money = MonthMoney(
          direct: Column(2001), accrued: Column(2001), paid: Column(2001))
        TrialMonth(
          group: group, plan: plan, trials: 0..<2001, costs: costs, sums: sums.values, money: money
        ).run()
        for trial in 0..<2001 {
          let (a, b) = (costs[0].values[trial], costs[1].values[trial])
          // The plan is billed monthly, so what is paid is what the two cost together.
          #expect(a + b == money.paid.values[trial])
          #expect(a + b == money.accrued.values[trial])
          #expect(money.direct.values[trial] == 0)
        }
      }
    }
  }

  @Test(
    "With everything known, the mean is the exact expected cost, however many trials",
    arguments: [40, 511, 512, 513, 1025, 2500])
  func exactMean(trials: Int) throws {
    let feature = Sample.feature(volume: Sample.requests("1000"))
    let forecast = try Self.run([feature], trials: trials, shared: [])
    #expect(forecast.cost { $0.feature == "pictures" }.0.decimalText == "200")
    let spread = try #require(forecast.trials?.features[0].months[0])
    #expect(spread.p10 < 50 && spread.p90 > 50)
  }

  @Test("A known count leaves no spread")
  func knownCount() throws {
    let feature = Feature(
      name: "known", category: .imageGeneration, needs: Needs(), offer: "acme/still/generate",
      candidates: nil, volume: Sample.requests("1000"), growth: Sample.fixed("0"),
      seasonality: [:], mix: [RequestClass(share: .one, values: [])],
      takesPerAccepted: Sample.fixed("1"), failureRate: Sample.fixed("0"),
      moderationRate: Sample.fixed("0"), calls: CallPattern(overdispersion: .zero))
    let spread = try #require(try Self.run([feature], shared: []).trials?.features[0].total)
    #expect([spread.p5, spread.p50, spread.p95] == [200, 200, 200])
  }

  @Test(
    "Counts have the mean and the variance of their law",
    arguments: [
      (mean: 3.0, overdispersion: 1.0), (20, 1), (31.9, 1), (32.1, 1), (5000, 1), (4, 3), (50, 10),
      (400, 10), (2, 40), (2.5, 0), (1000, 0),
    ])
  func counts(mean: Double, overdispersion: Double) {
    let law = CountLaw(overdispersion: overdispersion)
    let stream = RandomStream(seed: 9, name: "counts")
    let size = 200_000
    let counts = (0..<size).map { law.count(mean: mean, stream, trial: $0, .shared) }
    let average = counts.reduce(0, +) / Double(size)
    let variance =
      counts.reduce(0) { $0 + ($1 - average) * ($1 - average) } / Double(size)
    let fraction = mean - mean.rounded(.down)
    let expected = overdispersion == 0 ? fraction * (1 - fraction) : mean * overdispersion
    #expect(abs(average - mean) <= 5 * (max(expected, 1e-9) / Double(size)).squareRoot())
    // The variance of a variance is that of the fourth moment; for a negative binomial count the
    // excess is 6 / r + 1 / variance with r = mean / (D - 1).
    let excess = 6 * max(0, overdispersion - 1) / mean + 1 / max(expected, 0.1)
    #expect(
      abs(variance - expected) <= 5 * expected * ((2 + excess) / Double(size)).squareRoot() + 1e-9)
    #expect(counts.allSatisfy { $0 >= 0 && $0 == $0.rounded() })
  }

  @Test(
    "An order of the trials takes every position once", arguments: [1, 2, 3, 10, 1000, 4096, 4097])
  func permutation(count: Int) {
    let order = TrialOrder(count: count, RandomStream(seed: 1, name: "order"))
    #expect(Set((0..<count).map(order.position)) == Set(0..<count))
  }

  @Test("Quantiles are those of the sorted values", arguments: [1, 2, 19, 20, 1000, 4321])
  func quantiles(count: Int) {
    var random = SplitMix64(seed: UInt64(count))
    var values = (0..<count).map { _ in Double(random.below(500)) * Double(random.below(3)) }
    let sorted = values.sorted()
    let spread = values.withUnsafeMutableBufferPointer { SpreadFinder.spread(of: $0) }
    func quantile(_ hundredths: Int) -> Double {
      sorted[max(0, (hundredths * count + 99) / 100 - 1)]
    }
    #expect(
      [spread.p5, spread.p10, spread.p50, spread.p90, spread.p95]
        == [quantile(5), quantile(10), quantile(50), quantile(90), quantile(95)])
  }

  @Test("Normal scores are the quantiles of their bits, in the tails too")
  func scores() {
    var random = SplitMix64(seed: 4)
    for draw in 0..<40_000 {
      // Every other number is far out.
      let bits = UInt64(bitPattern: Int64(bitPattern: random.next()) >> (draw % 2 * (draw % 48)))
      let size = Double(Int64(bitPattern: bits | 1))
      let exact = Mathematics.normalQuantile(abs(size) * 0x1p-64) * (size > 0 ? 1 : -1)
      #expect(abs(NormalScores.shared.score(bits) - exact) < 1e-7)
    }
    #expect(NormalScores.shared.score(1 << 63) == 0)
  }

  @Test("A pair of scores has mean nought, variance one and no correlation")
  func scorePairs() {
    let stream = RandomStream(seed: 3, name: "pairs")
    let size = 200_000
    var (sum, squares, cubes) = (SIMD2<Double>.zero, SIMD2<Double>.zero, SIMD2<Double>.zero)
    var product = 0.0
    for index in 0..<size {
      let pair = NormalScores.shared.pair(stream[index])
      sum += pair
      squares += pair * pair
      cubes += pair * pair * pair
      product += pair.x * pair.y
    }
    let root = Double(size).squareRoot()
    for lane in 0..<2 {
      #expect(abs(sum[lane]) < 4 * root)
      #expect(abs(squares[lane] - Double(size)) < 4 * 2.0.squareRoot() * root)
      #expect(abs(cubes[lane]) < 4 * 15.0.squareRoot() * root)
    }
    #expect(abs(product) < 4 * root)
    // Neighbours among 32 bits are neighbours among scores.
    #expect(NormalScores.shared.pair(0).x == -NormalScores.shared.pair(0xffff_ffff).x)
    #expect(abs(NormalScores.shared.pair(0).x) < 6.4)
  }

  @Test("Rank correlations come out as written", arguments: ["0.6", "-0.8", "0.2"])
  func correlation(rank: String) throws {
    let names = ["a.requests_per_month", "b.requests_per_month"]
    let scenario = Scenario(
      name: "two", story: "", currency: .usd, start: Sample.day("2027-01-01").month, monthCount: 1,
      asOf: nil, features: [Self.feature("a"), Self.feature("b")], shared: [], subscriptions: [],
      overhead: Overhead(), budget: Budget(),
      correlations: [
        Correlation(first: names[0], second: names[1], rank: Sample.number(rank))
      ])
    let table = try InputTable(scenario, estimates: [])
    let source = InputSource(table: table, trials: 5000, seed: 2)
    let shares = try names.map { name in
      let place = try #require(table.place(of: name))
      let scores = Column(5000)
      source.fillScores(scores.values, place, 0..<5000)
      return scores.values.map { Mathematics.normalCDF($0) - 0.5 }
    }
    // Spearman's rank correlation is the correlation of the shares, whose variance is a twelfth.
    let found = zip(shares[0], shares[1]).reduce(0) { $0 + $1.0 * $1.1 } / 5000 * 12
    #expect(abs(found - (Double(rank) ?? 0)) < 0.03)
  }
}
