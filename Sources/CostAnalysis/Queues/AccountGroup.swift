import BillingTypes
import PricingRules
import WorkloadSimulator

/// Features whose calls the limits of one account hold for together, in their busiest month.
struct AccountGroup {
  /// A feature with its calls of the month.
  struct Member {
    let feature: Feature
    let offer: Offer
    let count: Int
    let clock: MonthClock
    let service: ServiceTime?
    /// How much of what a pace counts one call takes, on average.
    let uses: [AccountLimit.Counted: Double]
  }

  let members: [Member]
  let month: Month
  /// Calls of all members in the month.
  var count: Int { members.reduce(0) { $0 + $1.count } }

  /// Finds the busiest month of some features; nil where nothing is called.
  init?(_ features: [(feature: Feature, offer: Offer)], in forecast: Forecast) {
    let names = Set(features.map(\.feature.name))
    var calls: [Month: Double] = [:]
    for summary in forecast.summaries where names.contains(summary.feature) {
      calls[summary.month, default: 0] += summary.calls.approximation
    }
    guard
      let month = forecast.scenario.months.max(by: { (calls[$0] ?? 0) < (calls[$1] ?? 0) })
    else { return nil }
    self.month = month
    members = features.compactMap { feature, offer in
      let summary = forecast.summaries.first { $0.month == month && $0.feature == feature.name }
      guard let whole = try? summary?.calls.rounded(.halfUp), let count = Int(exactly: whole),
        count > 0
      else { return nil }
      return Member(
        feature: feature, offer: offer, count: count,
        clock: MonthClock(feature.arrivals, month: month), service: ServiceTime(feature, offer),
        uses: forecast.usePerCall(of: feature, in: month, calls: Double(count)))
    }
    if members.isEmpty { return nil }
  }

  /// A call of the month.
  struct Call {
    let member: Int
    let arrival: Double
    let service: Double
  }

  /// Every member's calls of the month in the order in which they come, the same under every tier.
  func calls(seed: UInt64) -> [Call] {
    var arrivals = members.map { Arrivals($0, seed: seed) }
    var counts = [Int](repeating: 0, count: members.count)
    var calls: [Call] = []
    calls.reserveCapacity(count)
    while let next = Self.first(of: arrivals), let arrival = arrivals[next].next {
      let service = members[next].service?.seconds(arrivals[next].times, counts[next]) ?? 0
      calls.append(Call(member: next, arrival: arrival, service: service))
      counts[next] += 1
      arrivals[next].advance()
    }
    return calls
  }

  /// The waits of each member's calls under a tier's limits, and the most that ran at once.
  func waits(_ limit: AccountLimit, of calls: [Call]) -> (waits: [[Double]], peak: Int?) {
    let hasTimes = members.allSatisfy { $0.service != nil }
    var windows = limit.paces.map {
      SlidingWindow(
        $0.atMost.approximation, within: $0.seconds.approximation, areThings: $0.counts != .spend)
    }
    var counted = limit.paces.map(\.counts)
    var bucket: TokenBucket?
    if let perMinute = limit.perMinute?.approximation {
      if let burst = limit.burst?.approximation {
        bucket = TokenBucket(perMinute: perMinute, size: burst)
      } else {
        windows.append(SlidingWindow(perMinute, within: 60))
      }
      counted.append(limit.counts)
    }
    var queue = AccountQueue(
      slots: hasTimes ? limit.concurrent : nil, windows: windows, bucket: bucket)
    let weights = members.map { member in counted.map { member.uses[$0] ?? 1 } }
    var waits = members.map { member -> [Double] in
      var waits: [Double] = []
      waits.reserveCapacity(member.count)
      return waits
    }
    for call in calls {
      let start = queue.start(
        arrival: call.arrival, service: call.service, weights: weights[call.member])
      waits[call.member].append(start - call.arrival)
    }
    return (waits, hasTimes ? queue.peak : nil)
  }

  /// Whose call comes next; nil after the last.
  private static func first(of arrivals: [Arrivals]) -> Int? {
    var found: (place: Int, moment: Double)?
    for place in arrivals.indices {
      guard let moment = arrivals[place].next, moment < found?.moment ?? .infinity else { continue }
      found = (place, moment)
    }
    return found?.place
  }

  /// When a member's calls come, one after the other.
  private struct Arrivals {
    private var shares: OrderedShares
    private var cursor: MonthClock.Cursor
    /// The stream of the times that they take.
    let times: RandomStream
    private(set) var next: Double?

    init(_ member: Member, seed: UInt64) {
      let stream = RandomStream(seed: seed, name: "\(member.feature.name) queue")
      shares = OrderedShares(count: member.count, stream.part(0))
      cursor = MonthClock.Cursor(member.clock)
      times = stream.part(1)
      advance()
    }

    mutating func advance() {
      next = shares.next().map { cursor.moment(atShare: $0) }
    }
  }
}

extension Forecast {
  /// How much one call of a feature takes of what paces count, on average over a month.
  fileprivate func usePerCall(
    of feature: Feature, in month: Month, calls: Double
  ) -> [AccountLimit.Counted: Double] {
    let own = lines.filter { $0.feature == feature.name && $0.month == month }
    let tokens = own.filter { $0.unit == "token" }
      .reduce(0) { $0 + $1.quantity.approximation }
    let cost = own.reduce(0) { $0 + ($1.cost?.units.approximation ?? 0) }
    return [
      .requests: 1, .outputImages: feature.meanImages, .tokens: tokens / calls,
      .spend: cost / calls,
    ]
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
