public import BillingTypes
public import PricingRules
import WorkloadSimulator

/// How many sessions of a feature are open at once in its busiest month, and what is held back for
/// them.
public struct SessionStudy: Sendable {
  /// The feature.
  public let feature: String
  /// The offer that serves it.
  public let offer: OfferID
  /// Its busiest month.
  public let month: Month
  /// Sessions of that month, on average over the trials.
  public let sessions: Int
  /// How many are open on average, over the whole month.
  public let meanOpen: Double
  /// How many are open at most for 95 % of the month.
  public let p95Open: Int
  /// The most that are open at once; as many or fewer in half of the simulated months.
  public let peak: Int
  /// The most that are open at once; more in one simulated month of twenty.
  public let highPeak: Int
  /// What is held back; nil when the card states nothing.
  public let escrow: Escrow?

  /// What is held back when a session starts: part of its first minutes' charge, taken early, and no
  /// cost of its own.
  public struct Escrow: Sendable, Hashable {
    /// What is held back for one session.
    public let perSession: Rational
    /// What it is in.
    public let unit: PriceUnit
    /// What is held back when as many sessions as ``SessionStudy/peak`` are open.
    public let held: Rational
    /// ``held`` in money by what one credit is worth; nil when nobody knows.
    public let money: Rational?
    /// Why one credit is worth that; nil for money.
    public let worth: CreditWorth?
  }

  /// How many months are simulated.
  static let monthCount = 20
  /// How many sessions are simulated at most, over all months; large months are simulated less often.
  static let mostSessions = QueueStudy.mostRequests
}

extension ScenarioAnalysis {
  /// How many sessions are open at once, for every feature that is served in sessions.
  ///
  /// Arrivals follow the feature's profile, as a Poisson process of the month's size; a session is
  /// open while it is used and while it idles. Twenty months are simulated, fewer of large ones.
  ///
  /// - Parameters:
  ///   - forecast: A forecast with its summaries.
  ///   - seed: The seed of arrivals and times.
  /// - Returns: One study per feature with sessions, whose busiest month is not too large.
  func sessions(of forecast: Forecast, seed: UInt64) -> [SessionStudy] {
    forecast.scenario.features.compactMap { feature in
      guard let offer = catalogue.offer(feature.offer), offer.integration == .session,
        let (month, count) = forecast.busiestMonth(of: feature),
        count <= SessionStudy.mostSessions, let service = ServiceTime(feature, offer)
      else { return nil }
      let stream = RandomStream(seed: seed, name: "\(feature.name) sessions")
      let repeats = min(SessionStudy.monthCount, SessionStudy.mostSessions / count)
      let clock = MonthClock(feature.arrivals, month: month)
      let months = (0..<repeats).map { Self.openSessions(count, clock, service, stream.part($0)) }
      let peaks = months.map(\.peak).sorted()
      func peak(_ share: Double) -> Int { peaks[SpreadFinder.rank(of: share, among: repeats)] }
      let p95s = months.map { $0.number(forShare: 0.95) }.sorted()
      return SessionStudy(
        feature: feature.name, offer: offer.id, month: month, sessions: count,
        meanOpen: months.reduce(0) { $0 + $1.mean } / Double(repeats),
        p95Open: p95s[SpreadFinder.rank(of: 0.5, among: repeats)], peak: peak(0.5),
        highPeak: peak(0.95),
        escrow: escrow(of: offer, open: peak(0.5), forecast.scenario.plans(in: month)))
    }
  }

  private static func openSessions(
    _ count: Int, _ clock: MonthClock, _ service: ServiceTime, _ stream: RandomStream
  ) -> OpenSessions {
    var open = OpenSessions(from: Double(clock.segments.first?.from ?? 0))
    var shares = OrderedShares(count: count, stream.part(0))
    var cursor = MonthClock.Cursor(clock)
    let times = stream.part(1)
    var index = 0
    while let share = shares.next() {
      open.open(at: cursor.moment(atShare: share), seconds: service.seconds(times, index))
      index += 1
    }
    open.advance(to: clock.segments.last.map { Double($0.from + $0.seconds) } ?? 0)
    return open
  }

  /// What is held back for so many sessions, in money by the month's plan or the card's default.
  private func escrow(of offer: Offer, open: Int, _ plans: [PlanID]) -> SessionStudy.Escrow? {
    guard let each = offer.escrow, let held = try? each * Rational(open) else { return nil }
    var (money, worth): (Rational?, CreditWorth?) = (held, nil)
    if case .credit(let id) = offer.escrowUnit {
      let plan = plans.first { catalogue.plan($0)?.included(id) ?? .zero > .zero }
      worth = catalogue.worth(of: id, plan: plan)
      money = worth.flatMap { try? held * $0.money }
    }
    return .init(
      perSession: each, unit: offer.escrowUnit, held: held, money: money, worth: worth)
  }
}

extension Forecast {
  /// The month in which a feature sends the most calls, with their number rounded; nil without any.
  func busiestMonth(of feature: Feature) -> (month: Month, count: Int)? {
    let months = summaries.filter { $0.feature == feature.name }
    guard let busiest = months.max(by: { $0.calls < $1.calls }),
      let whole = try? busiest.calls.rounded(.halfUp), let count = Int(exactly: whole), count > 0
    else { return nil }
    return (busiest.month, count)
  }
}
