public import BillingTypes
public import PricingRules

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
  /// One entry per tier of the offer, from the lowest.
  public let tiers: [Tier]

  /// The waits under one tier's limits.
  public struct Tier: Sendable {
    /// The limits.
    public let limit: AccountLimit
    /// Seconds of waiting, on average.
    public let meanWait: Double
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

extension Forecaster {
  /// The waits of every feature whose offer states limits.
  ///
  /// Arrivals follow the feature's profile, as a Poisson process of the month's size; answers take
  /// lognormal times with the offer's p50 and p95, sessions as long as the scenario says.
  ///
  /// - Parameters:
  ///   - forecast: A forecast with its summaries.
  ///   - seed: The seed of arrivals and times.
  /// - Returns: One study per feature whose offer states limits.
  public func queues(of forecast: Forecast, seed: UInt64) -> [QueueStudy] {
    forecast.scenario.features.compactMap { feature in
      guard let offer = catalogue.offer(feature.offer), !offer.limits.isEmpty,
        let busiest = forecast.summaries.filter({ $0.feature == feature.name })
          .max(by: { $0.requests < $1.requests }),
        let count = (try? busiest.requests.rounded(.halfUp)).flatMap({ Int(exactly: $0) }),
        count > 0,
        count <= QueueStudy.mostRequests
      else { return nil }
      let half = try? Rational(5, over: 100)
      let patience = feature.patience ?? Patience(seconds: .one, share: half ?? .zero)
      let clock = MonthClock(feature.arrivals, month: busiest.month)
      let service = ServiceTime(feature, offer)
      let stream = RandomStream(seed: seed, name: "\(feature.name) queue")
      return QueueStudy(
        feature: feature.name, month: busiest.month, requests: count, patience: patience,
        tiers: offer.limits.map {
          Self.waits($0, count, clock, service, patience, feature, stream)
        })
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
    var (sum, longest, late, index) = (0.0, 0.0, 0, 0)
    while let share = shares.next() {
      let arrival = cursor.moment(atShare: share)
      let start = queue.start(
        arrival: arrival, service: service?.seconds(times, index) ?? 0)
      let wait = start - arrival
      sum += wait
      longest = max(longest, wait)
      if wait > limitSeconds { late += 1 }
      index += 1
    }
    let lateShare = Double(late) / Double(count)
    return QueueStudy.Tier(
      limit: limit, meanWait: sum / Double(count), longestWait: longest, shareWaiting: lateShare,
      peak: service == nil ? nil : queue.peak, isEnough: lateShare <= patience.share.approximation)
  }
}

/// How long a request keeps its place.
private struct ServiceTime {
  private let lengths: [(share: Double, distribution: Distribution)]

  /// Sessions last as long as they are asked for; answers as long as the offer takes.
  ///
  /// Nil when nobody knows.
  init?(_ feature: Feature, _ offer: Offer) {
    if feature.category == .liveAvatar {
      lengths = feature.mix.compactMap { requestClass in
        guard let value = requestClass.values.first(where: { $0.name == "session_seconds" })?.value
        else { return nil }
        switch value {
        case .varying(let distribution):
          return (requestClass.share.approximation, distribution)
        case .text(let text):
          return (try? DecimalText.parse(text)).map {
            (requestClass.share.approximation, .fixed($0))
          }
        }
      }
      if lengths.isEmpty { return nil }
      return
    }
    guard let p50 = offer.latency?.p50, let p95 = offer.latency?.p95, p50 > .zero, p50 <= p95
    else { return nil }
    // p10 and p90 of the lognormal time whose median and p95 the offer states.
    let sigma = Mathematics.logarithm(p95.approximation / p50.approximation) / Self.normalP95
    let factor = Mathematics.exponential(sigma * Mathematics.normalP90)
    guard
      let shape = Lognormal(
        p10: Rational(nearest: p50.approximation / factor, places: 6),
        p90: Rational(nearest: p50.approximation * factor, places: 6))
    else { return nil }
    lengths = [(1, .lognormal(shape))]
  }

  /// The standard normal quantile of 95 %.
  private static let normalP95 = 1.6448536269514722

  func seconds(_ stream: RandomStream, _ index: Int) -> Double {
    var pick = stream.uniform(2 * index)
    for (share, distribution) in lengths {
      pick -= share
      if pick < 0 { return distribution.shape.quantile(stream.uniform(2 * index + 1)) }
    }
    return lengths[lengths.count - 1].distribution.shape.quantile(stream.uniform(2 * index + 1))
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
