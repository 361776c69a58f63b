public import BillingTypes
public import PricingRules
public import WorkloadSimulator

/// How long a feature's requests wait for what its account may send, tier by tier, in the busiest month of all that
/// share the account's limits.
public struct QueueStudy: Sendable {
  /// The feature.
  public let feature: String
  /// Other features that the same limits hold for.
  public let sharesWith: [String]
  /// Their busiest month.
  public let month: Month
  /// The feature's calls of that month, on average over the trials.
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
    /// The most requests that ran at once, of all that share the limits; nil when nobody knows how long one runs.
    public let peak: Int?
    /// Whether no more wait longer than may.
    public let isQuickEnough: Bool
    /// What the scenario's dearest month costs at the provider, where the tier has a cap that it passes; nil elsewhere.
    public let spendBeyondCap: Money?

    /// Whether all its limits let through what is asked for.
    public var isEnough: Bool { isQuickEnough && spendBeyondCap == nil }
  }

  /// The lowest tier that is enough; nil when none is.
  public var needed: Tier? { tiers.first(where: \.isEnough) }

  /// Months with more requests than this are not simulated one by one.
  static let mostRequests = 2_000_000
}

extension ScenarioAnalysis {
  /// The waits of every feature whose offer states limits.
  ///
  /// Arrivals follow each feature's profile, as a Poisson process of the month's size; answers take
  /// lognormal times with the offer's p50 and p95, sessions are open as long as the scenario says. Features of one
  /// account wait in one queue.
  ///
  /// - Parameters:
  ///   - forecast: A forecast with its summaries.
  ///   - seed: The seed of arrivals and times.
  /// - Returns: One study per feature whose offer states limits.
  func queues(of forecast: Forecast, seed: UInt64) -> [QueueStudy] {
    var found: [String: QueueStudy] = [:]
    for group in accountGroups(of: forecast) where group.count <= QueueStudy.mostRequests {
      for study in studies(of: group, in: forecast, seed: seed) { found[study.feature] = study }
    }
    return forecast.scenario.features.compactMap { found[$0.name] }
  }

  /// What is asked of the limits and cannot be answered, in words: a wait where no limits are known,
  /// and months that are too large to be simulated call by call.
  func unstudied(in forecast: Forecast) -> [ForecastWarning] {
    let large = accountGroups(of: forecast).filter { $0.count > QueueStudy.mostRequests }
    return forecast.scenario.features.compactMap { feature in
      guard let offer = catalogue.offer(feature.offer) else { return nil }
      if let group = large.first(where: { $0.members.contains { $0.feature.name == feature.name } })
      {
        return .queueNotSimulated(
          feature: feature.name, month: group.month, calls: group.count,
          most: QueueStudy.mostRequests)
      }
      if let (month, count) = forecast.busiestMonth(of: feature), count > QueueStudy.mostRequests,
        offer.limits.isEmpty, offer.integration == .session
      {
        return .sessionsNotSimulated(
          feature: feature.name, month: month, calls: count, most: QueueStudy.mostRequests)
      }
      guard feature.patience != nil, offer.limits.isEmpty else { return nil }
      return .limitsUnknown(feature: feature.name, offer: offer.id)
    }
  }

  /// Features whose calls the same limits hold for, with their busiest month; none without calls.
  private func accountGroups(of forecast: Forecast) -> [AccountGroup] {
    var order: [String] = []
    var features: [String: [(Feature, Offer)]] = [:]
    for feature in forecast.scenario.features {
      guard let offer = catalogue.offer(feature.offer), !offer.limits.isEmpty else { continue }
      let account = offer.account.map { "\(offer.provider) \($0)" } ?? offer.id.description
      if features[account] == nil { order.append(account) }
      features[account, default: []].append((feature, offer))
    }
    return order.flatMap { account in
      var groups: [AccountGroup] = []
      var left = features[account] ?? []
      // Features that rest in the busiest month of the others have one of their own.
      while !left.isEmpty, let group = AccountGroup(left, in: forecast) {
        groups.append(group)
        left.removeAll { feature, _ in group.members.contains { $0.feature.name == feature.name } }
      }
      return groups
    }
  }

  private func studies(
    of group: AccountGroup, in forecast: Forecast, seed: UInt64
  ) -> [QueueStudy] {
    let limits = group.members[0].offer.limits
    let few = try? Rational(5, over: 100)
    let calls = group.calls(seed: seed)
    let tiers = limits.map { group.waits($0, of: calls) }
    return group.members.indices.map { place in
      let feature = group.members[place].feature
      let patience = feature.patience ?? Patience(seconds: .one, share: few ?? .zero)
      let spend = forecast.dearestMonth(at: group.members[place].offer.provider)
      return QueueStudy(
        feature: feature.name,
        sharesWith: group.members.map(\.feature.name).filter { $0 != feature.name },
        month: group.month, requests: group.members[place].count, patience: patience,
        hasArrivals: feature.arrivals != nil,
        tiers: zip(limits, tiers).map { limit, found in
          QueueStudy.Tier(limit, found.waits[place], peak: found.peak, patience, spend: spend)
        })
    }
  }
}

extension QueueStudy.Tier {
  /// What some waits come to under a tier's limits.
  fileprivate init(
    _ limit: AccountLimit, _ waits: [Double], peak: Int?, _ patience: Patience, spend: Money
  ) {
    var waits = waits
    let spread = waits.withUnsafeMutableBufferPointer {
      SpreadFinder.spread(of: $0, areTrials: false)
    }
    let seconds = patience.seconds.approximation
    let late = Double(waits.count { $0 > seconds }) / Double(waits.count)
    self.init(
      limit: limit, meanWait: spread.mean, p95Wait: spread.p95, longestWait: waits.max() ?? 0,
      shareWaiting: late, peak: peak, isQuickEnough: late <= patience.share.approximation,
      spendBeyondCap: limit.spendPerMonth.flatMap { spend.units > $0 ? spend : nil })
  }
}

extension Forecast {
  /// What the dearest month costs on average at a provider, by list price or under the scenario's plans.
  fileprivate func dearestMonth(at provider: String) -> Money {
    let months = scenario.months.map { month in
      expected { $0.month == month && $0.provider == provider }.known
    }
    return months.max { $0.picounits < $1.picounits } ?? .zero(in: scenario.currency)
  }
}
