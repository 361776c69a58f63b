import BillingTypes
package import PricingRules
import Settlement

/// One row of a usage log.
package struct UsageEvent {
  /// Milliseconds since 1970-01-01T00:00:00Z.
  package let milliseconds: Int
  /// The feature's place among ``UsageTrace/features``.
  package let feature: Int
  /// The stage and the point of the request.
  package let stage: Int
  package let point: Int
  /// How it ended.
  package let outcome: Outcome
}

/// One simulated month, request by request, in the order of time and in constant memory.
///
/// Inputs are those of one trial of the forecast; how many requests there are, what each asks for, when
/// it comes and how it ends are drawn for the trace.
package struct UsageTrace {
  /// The features.
  package let features: [TraceFeature]
  private var sources: [FeatureTrace]
  /// Calls that come after another: retries, and later calls of chains.
  private var pending = PendingCalls()
  private let end: Int
  private let begin: Int
  private var now: Int

  /// The share of the month that has passed, from 0 to 1.
  package var share: Double { Double(now - begin) / Double(end - begin) }

  /// What the rows cost together without what is pooled; nil once that does not fit.
  private(set) var direct: Int128? = 0
  /// What the rows use of pools; nil once that does not fit.
  private(set) var used: [PoolID: Rational]? = [:]
  /// Rows whose cost is not fully known.
  package private(set) var partialCount = 0
  let month: Month
  let plans: [Plan]
  /// Rows so far.
  package private(set) var count = 0

  init(
    features: [TraceFeature], counts: [Int], laws: [OutcomeLaw], chains: [CallSample?],
    month: Month, plans: [Plan], streams: [RandomStream]
  ) {
    self.month = month
    self.plans = plans
    self.features = features
    end = month.advanced(by: 1).firstDay.number * 86_400_000 - 1
    begin = month.firstDay.number * 86_400_000
    now = begin
    sources = features.indices.map { index in
      FeatureTrace(
        index, features[index], count: counts[index], law: laws[index],
        laterCalls: chains[index],
        clock: MonthClock(features[index].feature.arrivals, month: month),
        stream: streams[index])
    }
  }

  /// The next row; nil at the end of the month.
  package mutating func next() -> UsageEvent? {
    var first = -1
    var moment = Int.max
    for index in sources.indices where sources[index].moment < moment {
      moment = sources[index].moment
      first = index
    }
    let event: UsageEvent
    if let waiting = pending.earliest, waiting <= moment {
      event = pending.removeFirst()
    } else if first >= 0 {
      event = sources[first].next(&pending, end: end)
    } else {
      return nil
    }
    count += 1
    now = event.milliseconds
    let feature = features[event.feature]
    var epoch = feature.epochs.count - 1
    if epoch > 0 {
      let day = event.milliseconds / 86_400_000
      while epoch > 0, feature.epochs[epoch] > day { epoch -= 1 }
    }
    if let price = feature.stages[event.stage][event.point].prices[epoch][event.outcome.place] {
      direct = try? direct?.plus(price.picounits)
      for (pool, quantity) in price.pooled {
        guard let sum = try? (used?[pool] ?? .zero) + quantity else {
          used = nil
          break
        }
        used?[pool] = sum
      }
      if !price.isComplete { partialCount += 1 }
    } else {
      partialCount += 1
    }
    return event
  }
}

/// A feature's requests of the month.
private struct FeatureTrace {
  private let index: Int
  private let law: OutcomeLaw
  private let laterCalls: CallSample?
  private let endsAtFailure: Bool
  private let stages: [PointPicker]
  private let stream: RandomStream
  private var draw = 0
  private var shares: OrderedShares
  private var cursor: MonthClock.Cursor
  /// When the next request comes, in milliseconds; the largest number after the last.
  private(set) var moment = 0

  init(
    _ index: Int, _ feature: TraceFeature, count: Int, law: OutcomeLaw, laterCalls: CallSample?,
    clock: MonthClock, stream: RandomStream
  ) {
    self.index = index
    self.law = law
    self.laterCalls = laterCalls
    endsAtFailure = feature.feature.calls.chain?.endsAtFailure ?? false
    self.stream = stream.part(1)
    stages = feature.stages.map { PointPicker($0.map(\.share)) }
    shares = OrderedShares(count: count, stream.part(0))
    cursor = MonthClock.Cursor(clock)
    advance()
  }

  private mutating func advance() {
    guard let share = shares.next() else {
      moment = .max
      return
    }
    moment = Int(cursor.moment(atShare: share) * 1000)
  }

  private mutating func bits() -> UInt64 {
    draw += 1
    return stream[draw]
  }

  /// The next request's first call; its retries and its chain's later calls are left waiting.
  mutating func next(_ pending: inout PendingCalls, end: Int) -> UsageEvent {
    var when = min(moment, end)
    var isGood = true
    let first = call(stage: 0, &when, &pending, end: end, &isGood)
    if let laterCalls, stages.count > 1 {
      var more = 0.0
      laterCalls.addOne(bits(), to: &more)
      for _ in 0..<Int(more) where isGood || !endsAtFailure {
        when = min(when + 30_000, end)
        pending.insert(call(stage: 1, &when, &pending, end: end, &isGood))
      }
    }
    advance()
    return first
  }

  private mutating func call(
    stage: Int, _ when: inout Int, _ pending: inout PendingCalls, end: Int, _ isGood: inout Bool
  ) -> UsageEvent {
    let point = stages[stage].point(bits())
    var first: UsageEvent?
    for attempt in 0...law.retries {
      let outcome = outcome()
      let event = UsageEvent(
        milliseconds: when, feature: index, stage: stage, point: point, outcome: outcome)
      if attempt == 0 { first = event } else { pending.insert(event) }
      isGood = outcome == .succeeded
      guard outcome.isSentAgain else { break }
      when = min(when + 2_000, end)
    }
    return first
      ?? UsageEvent(
        milliseconds: when, feature: index, stage: stage, point: point, outcome: .succeeded)
  }

  private mutating func outcome() -> Outcome {
    guard law.chances.resent > 0 || law.chances.lost > 0 else { return .succeeded }
    return law.chances.outcome(RandomStream.uniform(bits()))
  }
}

/// Picks points by their shares in constant time (Walker's alias method, 1977).
private struct PointPicker {
  private var limits: [Double]
  private var others: [Int]

  init(_ shares: [Double]) {
    let count = shares.count
    let total = shares.reduce(0, +)
    limits = shares.map { $0 / total * Double(count) }
    others = Array(0..<count)
    var small = limits.indices.filter { limits[$0] < 1 }
    var large = limits.indices.filter { limits[$0] >= 1 }
    while let low = small.popLast(), let high = large.popLast() {
      others[low] = high
      limits[high] -= 1 - limits[low]
      if limits[high] < 1 { small.append(high) } else { large.append(high) }
    }
    for index in small + large { limits[index] = 1 }
  }

  @inline(__always)
  func point(_ bits: UInt64) -> Int {
    let place = RandomStream.uniform(bits) * Double(limits.count)
    let index = min(Int(place), limits.count - 1)
    return place - Double(index) < limits[index] ? index : others[index]
  }
}

/// Calls that wait for their moment, the earliest first.
private struct PendingCalls {
  private var events: [UsageEvent] = []

  var earliest: Int? { events.last?.milliseconds }

  mutating func insert(_ event: UsageEvent) {
    // Few wait at a time, and most belong near the end.
    var place = events.count
    while place > 0, events[place - 1].milliseconds <= event.milliseconds { place -= 1 }
    events.insert(event, at: place)
  }

  mutating func removeFirst() -> UsageEvent { events.removeLast() }
}
