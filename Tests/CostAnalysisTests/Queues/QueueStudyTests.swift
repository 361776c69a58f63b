import BillingTypes
import CostAnalysis
import PricingRules
import ReportGenerator
import TestSupport
import Testing
import WorkloadSimulator

/// Waits of a scenario's busiest month, from its volume to the tier that is needed.
@Suite("The study of an account's limits")
struct QueueStudyTests {
  static func limit(
    _ tier: String, perMinute: Int? = nil, counts: AccountLimit.Counted = .requests,
    concurrent: Int? = nil
  ) -> AccountLimit {
    AccountLimit(
      tier: tier, perMinute: perMinute.map { Rational($0) }, counts: counts,
      concurrent: concurrent, evidence: [])
  }

  /// An offer that answers in exactly so many seconds.
  static func catalogue(seconds: Int?, _ limits: AccountLimit...) -> Catalogue {
    Sample.catalogue([
      Sample.offer(
        charges: [Sample.charge("output_images", quantity: "images", Sample.price("0.01"))],
        latency: seconds.map { Latency(p50: Rational($0), p95: Rational($0)) }, limits: limits)
    ])
  }

  static func study(
    _ catalogue: Catalogue, _ features: [Feature], months: Int = 1, seed: UInt64 = 6
  ) throws -> StudiedForecast {
    try ScenarioAnalysis(Forecaster(catalogue: catalogue, asOf: Sample.day("2026-12-01"))).forecast(
      Sample.scenario(features, start: "2027-02", months: months),
      TrialOptions(trials: 20, seed: seed))
  }

  static func feature(
    _ requests: String, name: String = "pictures", offer: OfferID = "acme/still/generate",
    growth: String = "0", images: String = "1", patience: Patience? = nil
  ) -> Feature {
    Sample.feature(
      name, offer: offer, volume: Sample.requests(requests), growth: Sample.fixed(growth),
      mix: [Sample.requests(["images": images])], calls: CallPattern(overdispersion: .zero),
      patience: patience)
  }

  /// February 2027 has 2,419,200 seconds: so many requests come every 100 seconds on average.
  static let everyHundredSeconds = "24192"

  @Test("One at once of answers that take the same time waits as Pollaczek and Khinchine say")
  func oneSlot() throws {
    let patience = Patience(seconds: .zero, share: Sample.number("0.4"))
    let forecast = try Self.study(
      Self.catalogue(seconds: 50, Self.limit("one", concurrent: 1)),
      [Self.feature(Self.everyHundredSeconds, patience: patience)])
    let tier = try #require(forecast.queues.first?.tiers.first)
    // M/D/1 with load a half: half of them wait, on average ρ S / 2 (1 - ρ) = 25 seconds.
    #expect(abs(tier.shareWaiting - 0.5) < 0.02)
    #expect(abs(tier.meanWait / 25 - 1) < 0.05)
    #expect(tier.peak == 1)
    #expect(!tier.isEnough)
    #expect(forecast.queues.first?.needed == nil)
  }

  @Test(
    "A pace of one a minute is a server that takes a minute, whatever it counts",
    arguments: [
      (counts: AccountLimit.Counted.requests, perMinute: 1, images: "1"), (.outputImages, 4, "4"),
      (.requests, 1, "4"),
    ])
  func pace(counts: AccountLimit.Counted, perMinute: Int, images: String) throws {
    let forecast = try Self.study(
      Self.catalogue(seconds: nil, Self.limit("slow", perMinute: perMinute, counts: counts)),
      [Self.feature("20160", images: images)])
    let tier = try #require(forecast.queues.first?.tiers.first)
    // One every 120 seconds, so that the load is a half: 60 × ½ / 2 (1 - ½) = 30 seconds.
    #expect(abs(tier.meanWait / 30 - 1) < 0.08)
    #expect(tier.peak == nil)
  }

  @Test("Nineteen of twenty wait no longer than the p95, and one does")
  func p95() throws {
    let catalogue = Self.catalogue(seconds: 50, Self.limit("one", concurrent: 1))
    func tier(_ patience: Patience?) throws -> QueueStudy.Tier {
      try #require(
        try Self.study(catalogue, [Self.feature(Self.everyHundredSeconds, patience: patience)])
          .queues.first?.tiers.first)
    }
    let wait = try tier(nil).p95Wait
    let half = try Rational(5, over: 100)
    let same = try tier(Patience(seconds: Rational(nearest: wait, places: 9), share: half))
    #expect(wait > same.meanWait && wait < same.longestWait)
    #expect(abs(same.shareWaiting - 0.05) < 2e-4)
  }

  @Test("The lowest tier that is enough is needed; higher ones wait less and are enough too")
  func needed() throws {
    let patience = Patience(seconds: Rational(30), share: Sample.number("0.05"))
    let forecast = try Self.study(
      Self.catalogue(
        seconds: 50, Self.limit("one", concurrent: 1), Self.limit("two", concurrent: 2),
        Self.limit("four", concurrent: 4)),
      [Self.feature(Self.everyHundredSeconds, patience: patience)])
    let study = try #require(forecast.queues.first)
    #expect(study.tiers.map(\.isEnough) == [false, true, true])
    #expect(study.needed?.limit.tier == "two")
    let waits = study.tiers.map(\.meanWait)
    #expect(waits[0] > waits[1] && waits[1] > waits[2])
    #expect(study.tiers.map { $0.peak ?? 0 }.max() == 4)
  }

  @Test("The month with the most calls is studied, with its mean number of calls")
  func busiestMonth() throws {
    let catalogue = Self.catalogue(seconds: 1, Self.limit("one", concurrent: 1))
    let rising = try Self.study(catalogue, [Self.feature("1000", growth: "10%")], months: 3)
    #expect(rising.queues.first?.month.description == "2027-04")
    #expect(rising.queues.first?.requests == 1210)
    let falling = try Self.study(catalogue, [Self.feature("1000", growth: "-10%")], months: 3)
    #expect(falling.queues.first?.month.description == "2027-02")
    #expect(try Self.study(catalogue, [Self.feature("0")]).queues.isEmpty)
  }

  @Test("The same seed gives the same waits, whatever else the scenario holds")
  func determinism() throws {
    let catalogue = Self.catalogue(of: [nil, nil], Self.limit("one", concurrent: 1))
    let own = Self.feature("3000")
    let alone = try #require(try Self.study(catalogue, [own]).queues.first?.tiers.first)
    let joined = try Self.study(
      catalogue, [Self.feature("500", name: "other", offer: "acme/still-2/generate"), own]
    ).queues
    #expect(joined.last?.tiers.first?.meanWait == alone.meanWait)
    #expect(joined.last?.tiers.first?.p95Wait == alone.p95Wait)
    #expect(joined.map(\.sharesWith.count) == [0, 0])
    let other = try Self.study(catalogue, [own], seed: 7).queues.first?.tiers.first
    #expect(other?.meanWait != alone.meanWait)
  }

  /// Two offers that answer in 50 seconds, each of the account that is named.
  static func catalogue(of accounts: [String?], _ limits: AccountLimit...) -> Catalogue {
    Sample.catalogue(
      zip(["acme/still/generate", "acme/still-2/generate"] as [OfferID], accounts).map {
        Sample.offer(
          $0, charges: [Sample.charge("output_images", quantity: "images", Sample.price("0.01"))],
          latency: Latency(p50: Rational(50), p95: Rational(50)), limits: limits, account: $1)
      })
  }

  @Test(
    "Features of one account wait in one queue, whatever share of it each has",
    arguments: [(12_096, "still"), (6048, "still-2"), (18_144, "still-2")])
  func oneAccount(first: Int, model: String) throws {
    let catalogue = Self.catalogue(of: ["a", "a"], Self.limit("one", concurrent: 1))
    let studies = try Self.study(
      catalogue,
      [
        Self.feature("\(first)"),
        Self.feature(
          "\(24_192 - first)", name: "others", offer: OfferID("acme/\(model)/generate")),
      ]
    ).queues
    #expect(studies.map(\.sharesWith) == [["others"], ["pictures"]])
    // Together they come as often as in the case above: half of them wait, 25 seconds on average.
    let tiers = try studies.map { try #require($0.tiers.first) }
    let mean = zip(studies, tiers).reduce(0) { $0 + Double($1.0.requests) * $1.1.meanWait } / 24_192
    #expect(abs(mean / 25 - 1) < 0.05)
    for tier in tiers { #expect(abs(tier.shareWaiting - 0.5) < 0.03) }
  }

  @Test("A tier is enough only where its cap on spending holds the dearest month as well")
  func spendCap() throws {
    func limit(_ tier: String, _ cap: Int) -> AccountLimit {
      AccountLimit(
        tier: tier, perMinute: nil, concurrent: nil, spendPerMonth: Rational(cap), evidence: [])
    }
    let studied = try Self.study(
      Self.catalogue(seconds: 50, limit("small", 10), limit("large", 12)),
      [Self.feature("1000", growth: "10%")], months: 2)
    let study = try #require(studied.queues.first)
    #expect(study.tiers.map(\.isQuickEnough) == [true, true])
    #expect(study.tiers.map { $0.spendBeyondCap?.decimalText } == ["11", nil])
    #expect(study.needed?.limit.tier == "large")
  }

  @Test("Paces of any length, of money too, hold as a pace of so many calls")
  func paces() throws {
    func wait(_ pace: AccountLimit.Pace) throws -> Double {
      let limit = AccountLimit(
        tier: "one", perMinute: nil, paces: [pace], concurrent: nil, evidence: [])
      let studied = try Self.study(Self.catalogue(seconds: nil, limit), [Self.feature("20160")])
      return try #require(studied.queues.first?.tiers.first).meanWait
    }
    let calls = try wait(.init(atMost: Rational(1), seconds: Rational(60), counts: .requests))
    #expect(abs(calls / 30 - 1) < 0.08)
    let money = try wait(
      .init(atMost: Sample.number("0.01"), seconds: Rational(60), counts: .spend))
    #expect(abs(money / calls - 1) < 1e-9)
    let twice = try wait(.init(atMost: Rational(2), seconds: Rational(60), counts: .requests))
    #expect(twice < calls / 3)
  }

  @Test("Without limits there is nothing to wait for, and nothing to say")
  func noLimits() throws {
    let forecast = try Self.study(Self.catalogue(seconds: 50), [Self.feature("3000000")])
    #expect(forecast.queues.isEmpty)
    #expect(forecast.warnings.isEmpty)
  }

  @Test("A wait that is asked for where no limits are known is not known, and a warning says so")
  func unknownWait() throws {
    let patience = Patience(seconds: Rational(10), share: Sample.number("0.05"))
    let forecast = try Self.study(
      Self.catalogue(seconds: 50), [Self.feature("100", patience: patience)])
    #expect(
      forecast.warnings.map(\.words) == [
        "pictures: how long requests wait is not known: no limits of acme/still/generate were found"
      ])
  }

  @Test("A month of more than two million calls is not simulated, and a warning says so")
  func tooLarge() throws {
    let catalogue = Self.catalogue(seconds: 1, Self.limit("one", perMinute: 1))
    let forecast = try Self.study(catalogue, [Self.feature("2000001")])
    #expect(forecast.queues.isEmpty)
    #expect(
      forecast.warnings.map(\.words) == [
        "pictures: waiting for limits is not simulated: 2027-02 has 2000001 calls, more than 2000000"
      ])
  }
}
