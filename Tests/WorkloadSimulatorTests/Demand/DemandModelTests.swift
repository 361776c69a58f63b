import BillingTypes
import TestSupport
import Testing
import WorkloadSimulator

@Suite("Expected demand")
struct DemandModelTests {
  static func demand(_ scenario: Scenario) throws -> [ExpectedDemand] {
    try DemandModel(scenario).expected()
  }

  static func requests(_ scenario: Scenario) throws -> [String] {
    try demand(scenario).map(\.calls.description)
  }

  @Test("A known volume is the same every month")
  func constantVolume() throws {
    let scenario = Sample.scenario([Sample.feature(volume: Sample.requests("1000"))], months: 3)
    #expect(try Self.requests(scenario) == ["1000", "1000", "1000"])
  }

  @Test(
    "Growth compounds from the second month on",
    arguments: [
      ("10%", ["1000", "1100", "1210", "1331"]), ("0", ["1000", "1000", "1000", "1000"]),
      ("-50%", ["1000", "500", "250", "125"]), ("-100%", ["1000", "0", "0", "0"]),
    ])
  func growth(rate: String, expected: [String]) throws {
    let feature = Sample.feature(volume: Sample.requests("1000"), growth: Sample.fixed(rate))
    #expect(try Self.requests(Sample.scenario([feature], months: 4)) == expected)
  }

  @Test("The season of a month of the year comes again in the next year")
  func seasonality() throws {
    let feature = Sample.feature(
      volume: Sample.requests("1000"), seasonality: [11: Sample.number("1.6"), 12: .zero])
    let scenario = Sample.scenario([feature], start: "2026-10", months: 15)
    let expected = ["1000", "1600", "0"] + [String](repeating: "1000", count: 10) + ["1600", "0"]
    #expect(try Self.requests(scenario) == expected)
  }

  @Test("Shared factors multiply every feature that stands on its own, once")
  func sharedFactors() throws {
    let scenario = Sample.scenario(
      [
        Sample.feature("a", volume: Sample.requests("1000")),
        Sample.feature("b", volume: .sessions(Sample.fixed("10"))),
        Sample.feature("c", volume: .follows(feature: "a", perAccepted: Sample.fixed("2"))),
      ], shared: [Sample.uniform("1", "2"), Sample.fixed("1.2")])
    #expect(try Self.requests(scenario) == ["1800", "18", "3600"])
  }

  @Test("Demand is rounded to a millionth of a request, a tie to the even one")
  func rounding() throws {
    let feature = Sample.feature(volume: Sample.requests("1"), growth: Sample.fixed("-0.9999995"))
    #expect(try Self.requests(Sample.scenario([feature], months: 2)) == ["1", "0"])
    let third = Sample.feature(volume: .requests(Sample.samples("0", "0", "1")))
    #expect(try Self.requests(Sample.scenario([third])) == ["0.333333"])
  }

  @Test(
    "Accepted assets are what neither fails nor is stopped, over the takes",
    arguments: [
      ("0", "0", "1", "1000"), ("2%", "1%", "1", "970"), ("2%", "1%", "2", "485"),
      ("0", "0", "3", "1000/3"), ("100%", "0", "1", "0"), ("60%", "60%", "1", "0"),
    ])
  func accepted(failure: String, moderation: String, takes: String, expected: String) throws {
    let feature = Sample.feature(
      volume: Sample.requests("1000"), takes: Sample.fixed(takes), failure: Sample.fixed(failure),
      moderation: Sample.fixed(moderation))
    let demand = try Self.demand(Sample.scenario([feature]))
    #expect(demand.map(\.accepted.description) == [expected])
    #expect(demand.map(\.calls) == [Rational(1000)])
  }

  @Test("Features that follow each other form a chain, wherever they stand in the file")
  func chain() throws {
    let a = Sample.feature("a", volume: Sample.requests("1000"), takes: Sample.fixed("2"))
    let b = Sample.feature(
      "b", volume: .follows(feature: "a", perAccepted: Sample.fixed("0.8")),
      failure: Sample.fixed("25%"))
    let c = Sample.feature(
      "c", volume: .follows(feature: "b", perAccepted: Sample.fixed("3")),
      growth: Sample.fixed("10%"))
    for features in [[a, b, c], [c, b, a], [b, c, a]] {
      let demand = try Self.demand(Sample.scenario(features, months: 2))
      #expect(demand.prefix(3).map(\.feature) == features.map(\.name))
      let first = Dictionary(uniqueKeysWithValues: demand.prefix(3).map { ($0.feature, $0) })
      #expect(first["a"]?.accepted == Rational(500))
      #expect(first["b"]?.calls == Rational(400))
      #expect(first["b"]?.accepted == Rational(300))
      #expect(first["c"]?.calls == Rational(900))
      #expect(demand.suffix(3).first { $0.feature == "c" }?.calls == Rational(990))
    }
  }

  /// A feature that follows one of 100 accepted assets a month, two for each, with a path of its own.
  static func follower(_ path: VolumePath, seasonality: [Int: Rational] = [:]) -> Scenario {
    Sample.scenario(
      [
        Sample.feature(
          "a", volume: Sample.requests("100"), calls: CallPattern(overdispersion: .zero)),
        Sample.feature(
          "b", volume: .follows(feature: "a", perAccepted: Sample.fixed("2")),
          seasonality: seasonality, path: path, calls: CallPattern(overdispersion: .zero)),
      ], months: 5)
  }

  static let february = Sample.day("2027-02-01").month
  static let paths: [(path: VolumePath, seasonality: [Int: Rational], requests: [String])] = [
    (
      VolumePath(
        launch: VolumePath.Launch(month: february, rampMonths: 3, from: Sample.number("0.2"))), [:],
      ["0", "40", "120", "200", "200"]
    ),
    (
      VolumePath(steps: [.init(from: february, factor: Sample.fixed("1.5"))]), [4: Rational(2)],
      ["200", "300", "300", "600", "300"]
    ),
    (
      VolumePath(atMostPerMonth: Rational(150)), [3: Sample.number("0.5")],
      ["150", "150", "100", "150", "150"]
    ),
  ]

  @Test("What follows another may start later, change and be capped on its own", arguments: paths)
  func followerPaths(
    path: VolumePath, seasonality: [Int: Rational], requests: [String]
  ) throws {
    let scenario = Self.follower(path, seasonality: seasonality)
    let demand = try Self.demand(scenario)
    #expect(demand.filter { $0.feature == "b" }.map(\.calls.description) == requests)
    #expect(demand.filter { $0.feature == "a" }.allSatisfy { $0.calls == Rational(100) })
    // Trials of known counts come to the same.
    let forecast = try Forecaster(
      catalogue: Sample.catalogue([Sample.imageOffer(price: "1")]), asOf: Sample.day("2026-12-01")
    ).forecast(scenario, TrialOptions(trials: 50))
    let months = try #require(forecast.trials?.features[1].months)
    #expect(months.map { DecimalText.print(Rational(statistic: $0.p50)) } == requests)
    #expect(months.map { DecimalText.print(Rational(statistic: $0.mean)) } == requests)
  }

  @Test("Every feature has one entry a month, by month and then in the order of the file")
  func order() throws {
    let features = ["z", "a"].map { Sample.feature($0, volume: Sample.requests("1")) }
    let demand = try Self.demand(Sample.scenario(features, months: 2))
    #expect(
      demand.map { "\($0.month) \($0.feature)" }
        == ["2027-01 z", "2027-01 a", "2027-02 z", "2027-02 a"])
  }

  @Test("Demand is what plain loops over the months come to", arguments: 0..<200)
  func oracle(seed: Int) throws {
    var scenarios = RandomScenarios(seed: UInt64(seed))
    let plain = scenarios.scenario()
    for demand in try Self.demand(plain.scenario) {
      let index = demand.month.index - plain.scenario.start.index
      #expect(try demand.requests == plain.requests(demand.feature, month: index))
      #expect(try demand.accepted == plain.accepted(demand.feature, month: index))
    }
  }

  @Test("Uncertain volumes, takes, shares and growth are their means, also large and in a chain")
  func uncertainInputs() throws {
    let a = Sample.feature(
      "a", volume: .requests(Sample.lognormal("16000000", "30000000")),
      growth: Sample.normal("0.01", "0.05"), seasonality: [2: Sample.number("1.65")],
      takes: Sample.lognormal("1.3", "3.0"), failure: Sample.logitNormal("0.01", "0.04"),
      moderation: Sample.logitNormal("0.001", "0.02"))
    let b = Sample.feature(
      "b", volume: .follows(feature: "a", perAccepted: Sample.lognormal("0.5", "1.5")),
      growth: Sample.normal("-0.01", "0.06"))
    let shared = [Sample.lognormal("0.8", "1.25"), Sample.lognormal("0.9", "1.3")]
    let demand = try Self.demand(Sample.scenario([a, b], months: 12, shared: shared))

    let factor = shared.reduce(1) { $0 * $1.shape.mean }
    for index in 0..<12 {
      var requests = Sample.lognormal("16000000", "30000000").shape.mean * factor
      if index == 1 { requests *= 1.65 }
      for _ in 0..<index { requests *= 1.03 }
      let good =
        1 - Sample.logitNormal("0.01", "0.04").shape.mean
        - Sample.logitNormal("0.001", "0.02").shape.mean
      let accepted = requests * good / Sample.lognormal("1.3", "3.0").shape.mean
      var edits = accepted * Sample.lognormal("0.5", "1.5").shape.mean
      for _ in 0..<index { edits *= 1.025 }
      // Means are rounded to nine decimals before they multiply.
      #expect(abs(demand[2 * index].calls.approximation / requests - 1) < 1e-8)
      #expect(abs(demand[2 * index].accepted.approximation / accepted - 1) < 1e-8)
      #expect(abs(demand[2 * index + 1].calls.approximation / edits - 1) < 1e-8)
    }
  }
}

@Suite("Chains of calls that fail")
struct BrokenChainTests {
  static func feature(
    failure: String, retries: Int = 0, calls: Distribution, endsAtFailure: Bool = true
  ) -> Feature {
    Sample.feature(
      volume: Sample.requests("1000"),
      failure: Sample.fixed(failure),
      calls: CallPattern(
        retries: retries,
        chain: .init(calls: calls, feeds: [], endsAtFailure: endsAtFailure),
        overdispersion: .zero))
  }

  @Test("A call that failed for good is the last of its chain, unless the scenario says otherwise")
  func fourCalls() throws {
    let four = Sample.fixed("4")
    // 1 + 1/2 + 1/4 + 1/8.
    #expect(
      try Self.feature(failure: "0.5", calls: four).callsPerRequest() == Sample.number("1.875"))
    #expect(
      try Self.feature(failure: "0.5", calls: four, endsAtFailure: false).callsPerRequest()
        == Rational(4))
    #expect(try Self.feature(failure: "0", calls: four).callsPerRequest() == Rational(4))
    // With one retry three of four end well, and a call is 1.5 calls: 1.5 (1 + 3/4 + 9/16 + 27/64).
    let retried = try Self.feature(failure: "0.5", retries: 1, calls: four).callsPerRequest()
    #expect(abs(retried.approximation - 1.5 * (1 + 0.75 + 0.5625 + 0.421875)) < 1e-8)
  }

  @Test("Random chains are as long as when they are broken one by one", arguments: 0..<6)
  func oneByOne(seed: Int) {
    var random = SplitMix64(seed: UInt64(seed))
    let lengths = Sample.samples("1", "2", "2", "5", "9")
    let good = [1, 0.95, 0.7, 0.4, 0.1, 0][seed]
    let chain = CallPattern.Chain(calls: lengths, feeds: [])
    let count = 40_000
    var found: [Int: Int] = [:]
    for _ in 0..<count {
      let length = [1, 2, 2, 5, 9][random.below(5)]
      var later = 0
      while later + 1 < length, Double.random(in: 0..<1, using: &random) < good { later += 1 }
      found[later, default: 0] += 1
    }
    let law = chain.laterCalls(good: good)
    #expect(abs(law.reduce(0) { $0 + $1.share } - 1) < 1e-12)
    for (later, share) in law {
      let seen = Double(found[later] ?? 0) / Double(count)
      #expect(abs(share - seen) < 0.012, "\(later) later calls at \(good)")
    }
  }
}
