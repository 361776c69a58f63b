import BillingTypes
import CostAnalysis
import PricingRules
import ReportGenerator
import TestSupport
import Testing
import WorkloadSimulator

/// How many sessions are open at once in a feature's busiest month, and what is held back for them.
@Suite("The study of open sessions")
struct SessionStudyTests {
  static func offer(
    _ id: OfferID = "acme/face/session",
    price: ChargePrice = Sample.price("2", in: .credit("acme/credit")),
    integration: Integration = .session, escrow: String? = "2"
  ) -> Offer {
    Sample.offer(
      id, category: .liveAvatar,
      parameters: [
        Sample.count("session_seconds", 1...3600, default: 300),
        Sample.count("idle_seconds", 0...3600, default: 0),
      ],
      charges: [
        Sample.charge(
          "session_minutes", quantity: "ceil((session_seconds + idle_seconds) / 60)", price,
          unit: "minute")
      ], integration: integration, escrow: escrow.map(Sample.number))
  }

  static let catalogue = Sample.catalogue(
    [
      offer(), offer("acme/paid/session", price: Sample.price("0.25"), escrow: "0.5"),
      offer("acme/plain/session", escrow: nil),
      offer("acme/call/session", integration: .requestResponse, escrow: nil),
      offer(
        "acme/token/session", price: Sample.price("1", in: .credit("acme/token"))),
    ],
    plans: [
      Sample.plan(
        fee: "10", includes: [("acme/credit", "100")],
        overage: [("acme/credit", .price(Sample.number("0.2")))])
    ],
    credits: [Sample.credit(packs: [("100", "25")]), Sample.credit("acme/token")])

  static func feature(
    _ sessions: String, offer: OfferID = "acme/face/session", name: String = "desk",
    _ values: [(name: String, value: RequestValue)] = [
      ("session_seconds", .text("300")), ("idle_seconds", .text("60")),
    ], arrivals: ArrivalProfile? = nil
  ) -> Feature {
    Sample.feature(
      name, offer: offer, category: .liveAvatar, volume: .sessions(Sample.fixed(sessions)),
      mix: [RequestClass(share: .one, values: values)],
      calls: CallPattern(overdispersion: .zero), arrivals: arrivals)
  }

  static func forecast(_ features: [Feature], plans: [PlanID] = []) throws -> StudiedForecast {
    try ScenarioAnalysis(Forecaster(catalogue: catalogue, asOf: Sample.day("2026-12-01"))).forecast(
      Sample.scenario(features, start: "2027-02", plans: plans), TrialOptions(trials: 20, seed: 6))
  }

  static func study(_ feature: Feature, plans: [PlanID] = []) throws -> SessionStudy {
    try #require(try forecast([feature], plans: plans).sessions.first)
  }

  @Test(
    "As many are open as come in the time that one is open, by Little's law, idle time among it")
  func little() throws {
    // One every 360 seconds of February, each open for 360: one on average, by a Poisson law whose
    // 95 % lies at 3.
    let study = try Self.study(Self.feature("6720"))
    #expect(study.sessions == 6720)
    #expect(study.month.description == "2027-02")
    #expect(abs(study.meanOpen - 1) < 0.02)
    #expect(study.p95Open == 3)
    #expect(study.peak >= 5 && study.peak <= 9)
    #expect(study.highPeak >= study.peak && study.highPeak <= 11)
  }

  @Test("What a session does not say is what the offer takes")
  func defaults() throws {
    // 300 seconds by default and no idle time: five sixths of the above.
    #expect(abs(try Self.study(Self.feature("6720", [])).meanOpen - 5.0 / 6) < 0.02)
    // Half an hour or, of a tenth that would last longer, the hour that is legal: 1,980 on average.
    let long = Sample.mixture(("0.9", Sample.fixed("1800")), ("0.1", Sample.fixed("5000")))
    let legal = Self.feature("6720", [("session_seconds", .varying(long))])
    #expect(abs(try Self.study(legal).meanOpen - 1980.0 / 360) < 0.15)
  }

  @Test("The same sessions in half of the hours are twice as many at once, and as many on average")
  func profile() throws {
    let zone = ZoneOffsets.utc
    let half = ArrivalProfile(
      hours: (0..<24).map { $0 < 12 ? .one : .zero }, weekdays: (0..<7).map { _ in .one },
      zone: zone)
    let quarter: [(name: String, value: RequestValue)] = [("session_seconds", .text("900"))]
    let even = try Self.study(Self.feature("26880", quarter))
    let busy = try Self.study(Self.feature("26880", quarter, arrivals: half))
    #expect(abs(even.meanOpen - 10) < 0.15)
    #expect(abs(busy.meanOpen - 10) < 0.15)
    #expect(even.p95Open == 15)
    // Poisson of mean 20 for half of the time: its 90 % lies at 26.
    #expect(busy.p95Open == 26)
    #expect(busy.peak > even.peak + 8)
  }

  @Test("What is held back is so much for each session that is open at the peak")
  func escrow() throws {
    let bare = try Self.study(Self.feature("6720"))
    let escrow = try #require(bare.escrow)
    #expect(escrow.perSession == Rational(2))
    #expect(escrow.unit == .credit("acme/credit"))
    #expect(escrow.held == Rational(2 * bare.peak))
    // Without a plan a credit costs what it costs in packs: 25 for 100.
    #expect(escrow.money == (try escrow.held / Rational(4)))
    let planned = try Self.study(Self.feature("6720"), plans: ["acme/standard"])
    #expect(planned.escrow?.held == escrow.held)
    // The plan includes 100 for 10.
    #expect(planned.escrow?.money == (try escrow.held / Rational(10)))
    #expect(planned.escrow?.worth?.plan == "acme/standard")
  }

  @Test("Held back in money it is money; of a credit that nobody can price the worth is unknown")
  func escrowUnits() throws {
    let paid = try Self.study(Self.feature("6720", offer: "acme/paid/session"))
    #expect(paid.escrow?.money == paid.escrow?.held)
    #expect(paid.escrow?.held == (try Rational(paid.peak) / Rational(2)))
    let token = try Self.study(Self.feature("6720", offer: "acme/token/session"))
    #expect(token.escrow?.held == Rational(2 * token.peak))
    #expect(token.escrow?.money == nil)
    #expect(try Self.study(Self.feature("6720", offer: "acme/plain/session")).escrow == nil)
  }

  @Test("What is held back is no cost: with and without it the totals are the same")
  func noCost() throws {
    let with = try Self.forecast([Self.feature("6720")])
    let without = try Self.forecast([Self.feature("6720", offer: "acme/plain/session")])
    #expect(with.forecast.total == without.forecast.total)
    #expect(with.forecast.trials?.paid == without.forecast.trials?.paid)
  }

  @Test("The same seed gives the same study, whatever else the scenario holds")
  func determinism() throws {
    let own = Self.feature("20000")
    let alone = try Self.study(own)
    let joined = try #require(
      try Self.forecast([Self.feature("100", name: "other"), own]).sessions.last)
    #expect(joined.meanOpen == alone.meanOpen)
    #expect(joined.highPeak == alone.highPeak)
  }

  @Test("Only what is served in sessions has any; a month of too many is a warning")
  func whoHasAny() throws {
    #expect(try Self.forecast([Self.feature("6720", offer: "acme/call/session")]).sessions.isEmpty)
    #expect(try Self.forecast([Self.feature("0")]).sessions.isEmpty)
    let large = try Self.forecast([Self.feature("2000001")])
    #expect(large.sessions.isEmpty)
    #expect(
      large.warnings.map(\.words).contains(
        "desk: how many sessions are open at once is not simulated: 2027-02 has 2000001 calls, more than 2000000"
      ))
  }
}
