import PricingRules

/// Settles the pools of a month for a block of trials and gives every user its share.
///
/// Means are those of the shares less what they follow from the pool's own tangent: counts that vary
/// around their mean then leave no noise where no step or allowance lies between.
struct PoolTrials {
  private typealias Row = UnsafeMutableBufferPointer<Double>

  private let month: TrialMonth
  private let plan: MonthPlan
  private let group: TrialGroup
  private let trials: Range<Int>
  private let scratch: Column

  /// What is kept of every pool, a number per trial.
  private enum Kind: Int, CaseIterable {
    /// What is used, drawn and expected.
    case used, expected
    /// What an allowance or packs hold.
    case available
    /// What the quantity costs beside fee and true-up, drawn and expected, and what one more would.
    case cost, expectedCost, slope
    /// Fee and true-up that the pool bears, as it is used and as it is expected to be.
    case borne, expectedBorne
    /// To work with.
    case work
  }

  init(month: TrialMonth) {
    self.month = month
    plan = month.plan
    group = month.group
    trials = month.trials
    scratch = Column(plan.pools.count * Kind.allCases.count * month.trials.count)
  }

  private func row(_ pool: Int, _ kind: Kind) -> Row {
    let begin = (pool * Kind.allCases.count + kind.rawValue) * trials.count
    return scratch.part(begin..<begin + trials.count)
  }

  func settle() {
    for pool in plan.pools.indices { price(pool) }
    for shared in plan.plans { bear(shared) }
    for pool in plan.pools.indices {
      keepAccounts(pool)
      share(pool)
    }
  }

  /// What is used of a pool, and what that costs.
  private func price(_ place: Int) {
    let pool = plan.pools[place]
    let (used, expected) = (row(place, .used), row(place, .expected))
    for user in pool.users {
      let slot = plan.slotStarts[user.member] + user.slot
      let (own, ownExpected) = (month.used(slot), month.expected(slot))
      for index in used.indices {
        used[index] += own[index]
        expected[index] += ownExpected[index]
      }
    }
    let available = row(place, .available)
    let bought = pool.included + pool.purchased
    if let lots = group.lots[pool.id] {
      for index in available.indices {
        let trial = trials.lowerBound + index
        if bought > 0 { lots.add(bought, in: plan.month, trial: trial) }
        available[index] = lots.available(trial: trial)
      }
    } else {
      available.update(repeating: bought)
    }
    pool.curve.fill(
      costs: row(place, .cost), slopes: row(place, .slope), of: used, available: available)
    pool.curve.fill(
      costs: row(place, .expectedCost), slopes: row(place, .slope), of: expected,
      available: available)
  }

  /// Of a plan with several allowances the first that is used bears the fee and the true-up.
  private func bear(_ shared: MonthPlan.SharedPlan) {
    var unshared = 0.0
    for index in 0..<trials.count {
      var (overage, expectedOverage) = (0.0, 0.0)
      var (bearer, expectedBearer) = (-1, -1)
      for pool in shared.pools {
        overage += row(pool, .cost)[index]
        expectedOverage += row(pool, .expectedCost)[index]
        if bearer < 0, row(pool, .used)[index] > 0 { bearer = pool }
        if expectedBearer < 0, row(pool, .expected)[index] > 0 { expectedBearer = pool }
      }
      let whole = max(shared.minimum, shared.fee + overage)
      let expectedWhole = max(shared.minimum, shared.fee + expectedOverage)
      if bearer >= 0 {
        row(bearer, .borne)[index] = whole - overage
      } else {
        month.unallocated[index] += FastRounding.onGrid(whole)
        unshared += whole
      }
      row(expectedBearer >= 0 ? expectedBearer : shared.pools[0], .expectedBorne)[index] =
        expectedWhole - expectedOverage
      // A true-up takes away what usage adds, so that the tangent is flat.
      if expectedWhole > shared.fee + expectedOverage {
        for pool in shared.pools { row(pool, .slope)[index] = 0 }
      }
      month.paid[index] += FastRounding.onGrid(whole - shared.fee + shared.invoiced)
    }
    month.sums[shared.sums] += unshared
  }

  /// What is paid, what is left, and the sums for the statement.
  private func keepAccounts(_ place: Int) {
    let pool = plan.pools[place]
    let (used, expected) = (row(place, .used), row(place, .expected))
    let (cost, slope, borne) = (row(place, .cost), row(place, .slope), row(place, .borne))
    let available = row(place, .available)
    var (usedSum, overage, borneSum) = (0.0, 0.0, 0.0)
    for index in used.indices {
      usedSum += expected[index]
      overage += cost[index] - slope[index] * (used[index] - expected[index])
      borneSum += borne[index]
    }
    var (paidSum, shortCount, breakageSum) = (0.0, 0.0, 0.0)
    if case .allowance(_, false) = pool.curve {
      for index in used.indices where used[index] > available[index] { shortCount += 1 }
    }
    if let lots = group.lots[pool.id] {
      for index in used.indices {
        let trial = trials.lowerBound + index
        var paid = 0.0
        if let pack = pool.pack {
          let missing = max(0, used[index] - available[index])
          let packs = (missing / pack.size - 1e-9).rounded(.up)
          if packs > 0 { lots.add(packs * pack.size, in: plan.month, trial: trial) }
          paid = (max(0, packs) + pool.purchased / pack.size) * pack.price
        }
        lots.use(used[index], in: plan.month, trial: trial)
        let gone = lots.expire(after: plan.month, trial: trial)
        guard let pack = pool.pack else { continue }
        let breakage = gone * pack.price / pack.size
        month.paid[index] += FastRounding.onGrid(paid)
        month.unallocated[index] += FastRounding.onGrid(breakage)
        paidSum += paid
        breakageSum += breakage
      }
    } else if pool.plan == nil {
      for index in cost.indices { month.paid[index] += FastRounding.onGrid(cost[index]) }
    }
    for (offset, sum) in [usedSum, overage, paidSum, shortCount, breakageSum, borneSum].enumerated()
    {
      month.sums[pool.sums + offset] += sum
    }
  }

  /// Splits what a pool costs by what each user used, so that the shares add up to it exactly.
  private func share(_ place: Int) {
    let pool = plan.pools[place]
    let (used, expected) = (row(place, .used), row(place, .expected))
    let (cost, slope, borne) = (row(place, .cost), row(place, .slope), row(place, .borne))
    let (expectedCost, expectedBorne) = (row(place, .expectedCost), row(place, .expectedBorne))
    // Running sums over the users so far: what is used, and what it costs.
    let (running, before) = (row(place, .work), row(place, .available))
    before.update(repeating: 0)
    for (offset, user) in pool.users.enumerated() {
      let slot = plan.slotStarts[user.member] + user.slot
      let (own, ownExpected) = (month.used(slot), month.expected(slot))
      let costs = month.costs[user.member].part(trials)
      let offer = group.members[user.member].usages[plan.month].offer.id
      let prices = group.priceFactors[offer]?.part(trials)
      var sum = 0.0
      for index in used.indices {
        running[index] += own[index]
        let whole = FastRounding.onGrid(cost[index] + borne[index])
        let now =
          used[index] > 0 ? FastRounding.onGrid(whole * (running[index] / used[index])) : 0
        var share = now - before[index]
        before[index] = now
        var tangent = 0.0
        if expected[index] > 0 {
          let each = (expectedCost[index] + expectedBorne[index]) / expected[index]
          tangent =
            each * (own[index] - ownExpected[index])
            + (slope[index] - each) * (ownExpected[index] / expected[index])
            * (used[index] - expected[index])
        }
        if let prices {
          share = FastRounding.onGrid(share * prices[index])
          tangent *= prices[index]
        }
        costs[index] += share
        sum += share - tangent
      }
      month.sums[pool.sums + MonthPlan.poolSums + offset] += sum
    }
  }
}
