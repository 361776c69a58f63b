public import BillingTypes
public import PricingRules
public import WorkloadSimulator

/// How long a feature's requests wait for what its account may send, tier by tier, in its busiest month.
public struct QueueStudy: Sendable {
  /// The feature.
  public let feature: String
  /// Its busiest month.
  public let month: Month
  /// Calls of that month, on average over the trials.
  public let requests: Int
  /// How long a request may wait; one second where the scenario says nothing.
  public let patience: Patience
  /// Whether the scenario says when calls come; without that they are spread evenly over the month.
  public let hasArrivals: Bool
  /// One entry per tier of the offer, from the lowest.
  public let tiers: [Tier]

  /// The waits under one tier's limits.
  public struct Tier: Sendable {
    /// The limits.
    public let limit: AccountLimit
    /// Seconds of waiting, on average.
    public let meanWait: Double
    /// Seconds that 95 of a hundred requests wait at most.
    public let p95Wait: Double
    /// The longest wait in seconds.
    public let longestWait: Double
    /// The share of requests that wait longer than the patience.
    public let shareWaiting: Double
    /// The most requests that ran at once; nil when nobody knows how long one runs.
    public let peak: Int?
    /// Whether no more wait longer than may.
    public let isEnough: Bool
  }

  /// The lowest tier that is enough; nil when none is.
  public var needed: Tier? { tiers.first(where: \.isEnough) }

  /// Months with more requests than this are not simulated one by one.
  static let mostRequests = 2_000_000
}

extension ScenarioAnalysis {
  /// The waits of every feature whose offer states limits.
  ///
  /// Arrivals follow the feature's profile, as a Poisson process of the month's size; answers take
  /// lognormal times with the offer's p50 and p95, sessions are open as long as the scenario says.
  ///
  /// - Parameters:
  ///   - forecast: A forecast with its summaries.
  ///   - seed: The seed of arrivals and times.
  /// - Returns: One study per feature whose offer states limits.
  func queues(of forecast: Forecast, seed: UInt64) -> [QueueStudy] {
    forecast.scenario.features.compactMap { feature in
      guard let offer = catalogue.offer(feature.offer), !offer.limits.isEmpty,
        let (month, count) = forecast.busiestMonth(of: feature), count <= QueueStudy.mostRequests
      else { return nil }
      let few = try? Rational(5, over: 100)
      let patience = feature.patience ?? Patience(seconds: .one, share: few ?? .zero)
      let clock = MonthClock(feature.arrivals, month: month)
      let service = ServiceTime(feature, offer)
      let stream = RandomStream(seed: seed, name: "\(feature.name) queue")
      return QueueStudy(
        feature: feature.name, month: month, requests: count, patience: patience,
        hasArrivals: feature.arrivals != nil,
        tiers: offer.limits.map {
          Self.waits($0, count, clock, service, patience, feature, stream)
        })
    }
  }

  /// What is asked of the limits and cannot be answered, in words: a wait where no limits are known,
  /// and months that are too large to be simulated call by call.
  func unstudied(in forecast: Forecast) -> [ForecastWarning] {
    forecast.scenario.features.compactMap { feature in
      guard let offer = catalogue.offer(feature.offer) else { return nil }
      if let (month, count) = forecast.busiestMonth(of: feature), count > QueueStudy.mostRequests,
        !offer.limits.isEmpty || offer.integration == .session
      {
        return offer.limits.isEmpty
          ? .sessionsNotSimulated(
            feature: feature.name, month: month, calls: count, most: QueueStudy.mostRequests)
          : .queueNotSimulated(
            feature: feature.name, month: month, calls: count, most: QueueStudy.mostRequests)
      }
      guard feature.patience != nil, offer.limits.isEmpty else { return nil }
      return .limitsUnknown(feature: feature.name, offer: offer.id)
    }
  }

  private static func waits(
    _ limit: AccountLimit, _ count: Int, _ clock: MonthClock, _ service: ServiceTime?,
    _ patience: Patience, _ feature: Feature, _ stream: RandomStream
  ) -> QueueStudy.Tier {
    let each = limit.counts == .outputImages ? feature.meanImages : 1
    var queue = AccountQueue(
      slots: service == nil ? nil : limit.concurrent,
      perMinute: limit.perMinute.map { $0.approximation / each })
    var shares = OrderedShares(count: count, stream.part(0))
    var cursor = MonthClock.Cursor(clock)
    let times = stream.part(1)
    let limitSeconds = patience.seconds.approximation
    var waits: [Double] = []
    waits.reserveCapacity(count)
    var (longest, late) = (0.0, 0)
    while let share = shares.next() {
      let arrival = cursor.moment(atShare: share)
      let start = queue.start(
        arrival: arrival, service: service?.seconds(times, waits.count) ?? 0)
      let wait = start - arrival
      waits.append(wait)
      longest = max(longest, wait)
      if wait > limitSeconds { late += 1 }
    }
    let spread = waits.withUnsafeMutableBufferPointer { SpreadFinder.spread(of: $0) }
    let lateShare = Double(late) / Double(count)
    return QueueStudy.Tier(
      limit: limit, meanWait: spread.mean, p95Wait: spread.p95, longestWait: longest,
      shareWaiting: lateShare,
      peak: service == nil ? nil : queue.peak, isEnough: lateShare <= patience.share.approximation)
  }
}

extension Feature {
  /// Pictures per request on average; one where nothing is said.
  fileprivate var meanImages: Double {
    mix.reduce(0) { sum, requestClass in
      let value = requestClass.values.first { $0.name == "images" }?.value
      let mean: Double =
        switch value {
        case .text(let text)?: Double(text) ?? 1
        case .varying(let distribution)?: distribution.shape.mean
        case nil: 1
        }
      return sum + requestClass.share.approximation * mean
    }
  }
}
