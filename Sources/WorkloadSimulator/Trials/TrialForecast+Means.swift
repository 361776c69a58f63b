import BillingTypes
import PricingRules

extension TrialForecast {
  /// The means of a month in the terms of its lines.
  func means(
    of month: Int, _ results: [TrialRun.GroupResult]
  ) throws -> MonthMeans {
    var means = MonthMeans()
    for result in results {
      let plan = result.months[month].plan
      let sums = result.months[month].means
      for (index, member) in result.members.enumerated() {
        guard let demand = demands[month][member.feature.name] else { continue }
        means.features[member.feature.name] = try featureMeans(
          member, demand, Array(sums[plan.memberSums[index]...]), month)
      }
      for pool in plan.pools {
        var costs: [String: Rational] = [:]
        for (place, user) in pool.users.enumerated() {
          let name = result.members[user.member].feature.name
          let cost = Self.exact(sums[pool.sums + MonthPlan.poolSums + place])
          costs[name] = try (costs[name] ?? .zero) + cost
        }
        means.pools[pool.id] = .init(
          used: Self.exact(sums[pool.sums]), available: Self.exact(sums[pool.sums + 6]),
          overage: Self.exact(sums[pool.sums + 1]), borne: Self.exact(sums[pool.sums + 5]),
          paid: Self.exact(sums[pool.sums + 2]), breakage: Self.exact(sums[pool.sums + 4]),
          lapsed: Self.exact(sums[pool.sums + 7]),
          shortShare: Self.exact(sums[pool.sums + 3]), costs: costs)
      }
      for shared in plan.plans {
        means.unsharedFees[shared.id] = Self.exact(sums[shared.sums])
      }
    }
    return means
  }

  private func featureMeans(
    _ member: FeatureProgram, _ demand: ExpectedDemand, _ sums: [Double], _ month: Int
  ) throws -> MonthMeans.FeatureMeans {
    let program = member.usages[month]
    let billing = try BilledCalls(member.feature, offer: program.offer)
    let expectedBilled = demand.requests.approximation * billing.billed.approximation
    let slotWeights = program.slots.indices.map { slot in
      program.charges.joined().filter { $0.slot == slot }.reduce(0) { $0 + $1.weight }
    }
    let slotRatios = program.slots.indices.map { slot -> Double in
      let expected = slotWeights[slot] * expectedBilled
      return expected > 0 ? sums[MonthPlan.featureSums + slot] / expected : 1
    }
    let costRatios = program.charges.map { parts -> Rational in
      let whole = parts.reduce(0) { $0 + $1.weight }
      guard whole > 0 else { return .one }
      return Self.ratio(parts.reduce(0) { $0 + $1.weight * slotRatios[$1.slot] } / whole)
    }
    return .init(
      counts: MonthCounts(
        requests: try Self.times(demand.requests, Self.ratio(sums[0], to: demand.requests)),
        calls: try Self.times(demand.calls, Self.ratio(sums[1], to: demand.calls)),
        accepted: try Self.times(demand.accepted, Self.ratio(sums[3], to: demand.accepted))),
      quantityRatio: Self.ratio(expectedBilled > 0 ? sums[2] / expectedBilled : 1),
      costRatios: costRatios)
  }

  /// A count times a ratio of statistics, which has no more than twelve decimals to give.
  private static func times(_ count: Rational, _ ratio: Rational) throws(NumberError) -> Rational {
    ratio == .one ? count : try count.rounded(toPlaces: 9, .halfEven) * ratio
  }

  private static func ratio(_ mean: Double, to expected: Rational) -> Rational {
    expected > .zero ? ratio(mean / expected.approximation) : .one
  }

  /// A ratio with twelve decimals; one, when only rounding sets it apart.
  private static func ratio(_ value: Double) -> Rational {
    abs(value - 1) < 1e-11 ? .one : Rational(nearest: value, places: 12)
  }

  private static func exact(_ mean: Double) -> Rational { Rational(nearest: mean, places: 9) }
}
