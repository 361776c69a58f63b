import PricingRules
import Settlement

/// Settles the pools of a month for a block of trials and gives every user its share.
///
/// Means are those of the shares less what they follow from the pool's own tangent: counts that vary
/// around their mean then leave no noise where no step or allowance lies between.
struct PoolTrials {
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
    /// Fee and true-up that nobody bears, in the first pool of a plan.
    case unborne
    /// To work with; zero before and after.
    case running, before
    /// What is used beyond what earlier plans left.
    case rest
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
  private func row(_ pool: Int, _ kind: Kind) -> NumberRow {
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
    for id in plan.ageing { group.lots[id]?.age(plan.month, trials) }
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
    let coming = pool.columns.included + pool.boughtInAdvance
    if let lots = group.lots[pool.id] {
      lots.open(plan.month, adding: coming, trials, available: available)
    } else {
      available.update(repeating: coming)
    }
    for id in pool.earlier { group.lots[id]?.offer(trials, to: available) }
    pool.columns.fill(
      costs: row(place, .cost), slopes: row(place, .slope), of: row(place, .used),
      available: available)
    pool.columns.fill(
      costs: row(place, .expectedCost), slopes: row(place, .slope), of: row(place, .expected),
      available: available)
  }

  /// Fee and true-up, as the plan is used and as it is expected to be.
  private func bear(_ shared: MonthPlan.SharedPlan) {
    func allowances(
      _ used: Kind, _ overage: Kind, _ borne: Kind
    ) -> [PlanTerms<Double>.Allowance] {
      shared.pools.map {
        .init(used: row($0, used), overage: row($0, overage), borne: row($0, borne))
      }
    }
    let trueUps = row(shared.pools[0], .running)
    let overages = row(shared.pools[0], .before)
    let unborne = row(shared.pools[0], .unborne)
    shared.terms.bear(
      allowances(.used, .cost, .borne), trueUps: trueUps, overages: overages, unborne: unborne)
    let own = month.money(of: shared.id.provider)
    let (accrued, paid) = (own.accrued.part(trials), own.paid.part(trials))
    let invoiced = shared.terms.invoiced(inMonth: shared.age)
    var unshared = 0.0
    for index in 0..<trials.count {
      accrued[index] += FastRounding.onGrid(unborne[index])
      unshared += unborne[index]
      paid[index] += FastRounding.onGrid(overages[index] + invoiced + trueUps[index])
    }
    month.sums[shared.sums] += unshared
    shared.terms.bear(
      allowances(.expected, .expectedCost, .expectedBorne), trueUps: trueUps, overages: overages)
    // A true-up takes away what usage adds, so that the tangent is flat.
    for slope in shared.pools.map({ row($0, .slope) }) {
      for index in 0..<trials.count where trueUps[index] > 0 { slope[index] = 0 }
    }
    trueUps.update(repeating: 0)
    overages.update(repeating: 0)
  }

  /// What is paid, what is left, and the sums for the statement.
  private func keepAccounts(_ place: Int) {
    let pool = plan.pools[place]
    let (used, expected) = (row(place, .used), row(place, .expected))
    let (cost, slope, borne) = (row(place, .cost), row(place, .slope), row(place, .borne))
    let available = row(place, .available)
    var (usedSum, overage, borneSum, availableSum) = (0.0, 0.0, 0.0, 0.0)
    for index in 0..<trials.count {
      availableSum += available[index]
      usedSum += expected[index]
      overage += cost[index] - slope[index] * (used[index] - expected[index])
      borneSum += borne[index]
    }
    var (paidSum, shortCount, breakageSum, lapsedSum) = (0.0, 0.0, 0.0, 0.0)
    if pool.columns.isShort {
      for index in 0..<trials.count where used[index] > available[index] { shortCount += 1 }
    }
    let own = month.money(of: pool)
    let (accrued, money) = (own.accrued.part(trials), own.paid.part(trials))
    let rest = pool.earlier.isEmpty ? used : row(place, .rest)
    if !pool.earlier.isEmpty {
      for index in 0..<trials.count { rest[index] = used[index] }
      for id in pool.earlier {
        group.lots[id]?.draw(plan.month, trials, from: rest)
        lapsedSum += group.lots[id]?.expiring(plan.month, trials) ?? 0
      }
    }
    if let lots = group.lots[pool.id] {
      let (paid, breakage) = (row(place, .running), row(place, .before))
      lots.close(
        plan.month, pool.columns.pack, boughtInAdvance: pool.boughtInAdvance, trials, used: rest,
        available: available, paid: paid, breakage: breakage)
      if pool.columns.pack == nil {
        for index in 0..<trials.count { lapsedSum += breakage[index] }
      } else {
        for index in 0..<trials.count {
          money[index] += FastRounding.onGrid(paid[index])
          accrued[index] += FastRounding.onGrid(breakage[index])
          paidSum += paid[index]
          breakageSum += breakage[index]
        }
      }
      paid.update(repeating: 0)
      breakage.update(repeating: 0)
    } else if pool.columns.plan != nil {
      for index in 0..<trials.count { lapsedSum += max(0, pool.columns.included - rest[index]) }
    } else {
      for index in 0..<trials.count { money[index] += FastRounding.onGrid(cost[index]) }
    }
    let sums = [
      usedSum, overage, paidSum, shortCount, breakageSum, borneSum, availableSum, lapsedSum,
    ]
    for (offset, sum) in sums.enumerated() {
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
      let (own, fee) = (whole[pair], each[pair])
      let all = FastRounding.onGrid(whole[pair] + each[pair])
        .replacing(with: 0, where: drawn .== 0)
      whole[pair] = all
      each[pair] = (all / drawn).replacing(with: 0, where: drawn .== 0)
      let average = (byUse[pair] + byExpected[pair]) / mean
      let beyond = (slope[pair] - average) * (drawn - mean) / mean
      byUse[pair] = average.replacing(with: 0, where: mean .== 0)
      byExpected[pair] = (beyond - average).replacing(with: 0, where: mean .== 0)
      // From here on: how much of the whole moves with prices. Fees and what lifts a month to its minimum do not.
      slope[pair] = (own / (own + fee)).replacing(with: 0, where: own + fee .== 0)
    }
    let (running, before) = (pairs(place, .running), pairs(place, .before))
    let money = month.money(of: pool)
    let accrued = money.accrued.pairs(from: trials.lowerBound)
    let paid = money.paid.pairs(from: trials.lowerBound)
    for (offset, user) in pool.users.enumerated() {
      let own = month.pairs(plan.slotStarts[user.member] + user.slot)
      let costs = month.costs[user.member].pairs(from: trials.lowerBound)
      let total = group.costs[user.member].pairs(from: trials.lowerBound)
      let offer = group.members[user.member].usages[plan.month].offer.id
      let prices = group.priceFactors[offer]?.pairs(from: trials.lowerBound)
      let isLast = offset == pool.users.count - 1
      // Of a member with one slot this is all it costs, and nobody else adds it up.
      let isAll = group.laws[user.member] != nil
      var (sum, more) = (SIMD2<Double>.zero, SIMD2<Double>.zero)
      for pair in 0..<stride / 2 {
        let (drawn, mean) = (own.used[pair], own.expected[pair])
        let sofar = running[pair] + drawn
        running[pair] = sofar
        let now = isLast ? whole[pair] : FastRounding.onGrid(sofar * each[pair])
        var share = now - before[pair]
        before[pair] = now
        var tangent = drawn * byUse[pair] + mean * byExpected[pair]
        if let prices {
          // What prices add is paid as it is used, whatever was bought in advance.
          let factor = 1 + slope[pair] * (prices[pair] - 1)
          let own = FastRounding.onGrid(share * factor)
          paid[pair] += own - share
          more += own - share
          share = own
          tangent *= factor
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
      month.sums[pool.sums + 1] += more.sum()
      if pool.columns.pack != nil { month.sums[pool.sums + 2] += more.sum() }
    }
  }
}
