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
  private let stride: Int

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
    case running, before
  }

  init(month: TrialMonth) {
    self.month = month
    plan = month.plan
    group = month.group
    trials = month.trials
    stride = Pairs.count(of: month.trials.count) * 2
    scratch = Column(plan.pools.count * Kind.allCases.count * stride)
  }

  /// The last number of a block of odd size is nobody's, and stays nought.
  private func row(_ pool: Int, _ kind: Kind) -> Row {
    let begin = (pool * Kind.allCases.count + kind.rawValue) * stride
    return scratch.part(begin..<begin + stride)
  }

  private func pairs(_ pool: Int, _ kind: Kind) -> Pairs {
    scratch.pairs(from: (pool * Kind.allCases.count + kind.rawValue) * stride)
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
    let (used, expected) = (pairs(place, .used), pairs(place, .expected))
    for user in pool.users {
      let own = month.pairs(plan.slotStarts[user.member] + user.slot)
      for pair in 0..<stride / 2 {
        used[pair] += own.used[pair]
        expected[pair] += own.expected[pair]
      }
    }
    let available = row(place, .available)
    let bought = pool.included + pool.purchased
    if let lots = group.lots[pool.id] {
      for index in 0..<trials.count {
        let trial = trials.lowerBound + index
        if bought > 0 { lots.add(bought, in: plan.month, trial: trial) }
        available[index] = lots.available(trial: trial)
      }
    } else {
      available.update(repeating: bought)
    }
    pool.curve.fill(
      costs: row(place, .cost), slopes: row(place, .slope), of: row(place, .used),
      available: available)
    pool.curve.fill(
      costs: row(place, .expectedCost), slopes: row(place, .slope), of: row(place, .expected),
      available: available)
  }

  /// Of a plan with several allowances the first that is used bears the fee and the true-up.
  private func bear(_ shared: MonthPlan.SharedPlan) {
    let rows = shared.pools.map { pool in
      (
        used: row(pool, .used), expected: row(pool, .expected), cost: row(pool, .cost),
        expectedCost: row(pool, .expectedCost), slope: row(pool, .slope),
        borne: row(pool, .borne), expectedBorne: row(pool, .expectedBorne)
      )
    }
    let (accrued, paid) = (month.money.accrued.part(trials), month.money.paid.part(trials))
    var unshared = 0.0
    for index in 0..<trials.count {
      var (overage, expectedOverage) = (0.0, 0.0)
      var (bearer, expectedBearer) = (-1, -1)
      for (place, pool) in rows.enumerated() {
        overage += pool.cost[index]
        expectedOverage += pool.expectedCost[index]
        if bearer < 0, pool.used[index] > 0 { bearer = place }
        if expectedBearer < 0, pool.expected[index] > 0 { expectedBearer = place }
      }
      let whole = max(shared.minimum, shared.fee + overage)
      let expectedWhole = max(shared.minimum, shared.fee + expectedOverage)
      if bearer >= 0 {
        rows[bearer].borne[index] = whole - overage
      } else {
        accrued[index] += FastRounding.onGrid(whole)
        unshared += whole
      }
      rows[max(0, expectedBearer)].expectedBorne[index] = expectedWhole - expectedOverage
      // A true-up takes away what usage adds, so that the tangent is flat.
      if expectedWhole > shared.fee + expectedOverage {
        for pool in rows { pool.slope[index] = 0 }
      }
      paid[index] += FastRounding.onGrid(whole - shared.fee + shared.invoiced)
    }
    month.sums[shared.sums] += unshared
  }

  /// What is paid, what is left, and the sums for the statement.
  private func keepAccounts(_ place: Int) {
    let pool = plan.pools[place]
    let (used, expected) = (row(place, .used), row(place, .expected))
    let (cost, slope, borne) = (row(place, .cost), row(place, .slope), row(place, .borne))
    let available = row(place, .available)
    let (accrued, money) = (month.money.accrued.part(trials), month.money.paid.part(trials))
    var (usedSum, overage, borneSum) = (0.0, 0.0, 0.0)
    for index in 0..<trials.count {
      usedSum += expected[index]
      overage += cost[index] - slope[index] * (used[index] - expected[index])
      borneSum += borne[index]
    }
    var (paidSum, shortCount, breakageSum) = (0.0, 0.0, 0.0)
    if case .allowance(_, false) = pool.curve {
      for index in 0..<trials.count where used[index] > available[index] { shortCount += 1 }
    }
    if let lots = group.lots[pool.id] {
      for index in 0..<trials.count {
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
        money[index] += FastRounding.onGrid(paid)
        accrued[index] += FastRounding.onGrid(breakage)
        paidSum += paid
        breakageSum += breakage
      }
    } else if pool.plan == nil {
      for index in 0..<trials.count { money[index] += FastRounding.onGrid(cost[index]) }
    }
    for (offset, sum) in [usedSum, overage, paidSum, shortCount, breakageSum, borneSum].enumerated()
    {
      month.sums[pool.sums + offset] += sum
    }
  }

  /// Splits what a pool costs by what each user used, so that the shares add up to it exactly.
  private func share(_ place: Int) {
    let pool = plan.pools[place]
    // From here on: what the pool costs with what it bears, and that per quantity; and how shares
    // follow what their users use and are expected to use, along the tangent.
    let (whole, each) = (pairs(place, .cost), pairs(place, .borne))
    let (byUse, byExpected) = (pairs(place, .expectedCost), pairs(place, .expectedBorne))
    let (used, expected, slope) = (
      pairs(place, .used), pairs(place, .expected), pairs(place, .slope)
    )
    for pair in 0..<stride / 2 {
      let (drawn, mean) = (used[pair], expected[pair])
      let all = FastRounding.onGrid(whole[pair] + each[pair])
        .replacing(with: 0, where: drawn .== 0)
      whole[pair] = all
      each[pair] = (all / drawn).replacing(with: 0, where: drawn .== 0)
      let average = (byUse[pair] + byExpected[pair]) / mean
      let beyond = (slope[pair] - average) * (drawn - mean) / mean
      byUse[pair] = average.replacing(with: 0, where: mean .== 0)
      byExpected[pair] = (beyond - average).replacing(with: 0, where: mean .== 0)
    }
    let (running, before) = (pairs(place, .running), pairs(place, .before))
    let accrued = month.money.accrued.pairs(from: trials.lowerBound)
    for (offset, user) in pool.users.enumerated() {
      let own = month.pairs(plan.slotStarts[user.member] + user.slot)
      let costs = month.costs[user.member].pairs(from: trials.lowerBound)
      let total = group.costs[user.member].pairs(from: trials.lowerBound)
      let offer = group.members[user.member].usages[plan.month].offer.id
      let prices = group.priceFactors[offer]?.pairs(from: trials.lowerBound)
      let isLast = offset == pool.users.count - 1
      // Of a member with one slot this is all it costs, and nobody else adds it up.
      let isAll = group.laws[user.member] != nil
      var sum = SIMD2<Double>.zero
      for pair in 0..<stride / 2 {
        let (drawn, mean) = (own.used[pair], own.expected[pair])
        let sofar = running[pair] + drawn
        running[pair] = sofar
        let now = isLast ? whole[pair] : FastRounding.onGrid(sofar * each[pair])
        var share = now - before[pair]
        before[pair] = now
        var tangent = drawn * byUse[pair] + mean * byExpected[pair]
        if let prices {
          share = FastRounding.onGrid(share * prices[pair])
          tangent *= prices[pair]
        }
        if isAll {
          costs[pair] = share
          total[pair] += share
        } else {
          costs[pair] += share
        }
        accrued[pair] += share
        sum += share - tangent
      }
      month.sums[pool.sums + MonthPlan.poolSums + offset] += sum.sum()
    }
  }
}
