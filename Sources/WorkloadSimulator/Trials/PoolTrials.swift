import PricingRules

/// Settles the pools of a month for a block of trials and gives every user its share.
///
/// Means are those of the shares less what they follow from the pool's own tangent: counts that vary
/// around their mean then leave no noise where no step or allowance lies between.
struct PoolTrials {
  let month: TrialMonth
  private var plan: MonthPlan { month.plan }
  private var group: TrialGroup { month.group }

  init(month: TrialMonth) { self.month = month }

  /// One pool in one trial.
  private struct State {
    var used = 0.0
    var expected = 0.0
    var available = 0.0
    /// What the quantity costs beside fee and true-up, and what one more would.
    var cost = 0.0
    var expectedCost = 0.0
    var slope = 0.0
    /// Fee and true-up that the pool bears, when it is used and when as expected.
    var borne = 0.0
    var expectedBorne = 0.0
  }

  func settle() {
    guard !plan.pools.isEmpty else { return }
    var states = [State](repeating: State(), count: plan.pools.count)
    for index in 0..<month.trials.count {
      for pool in plan.pools.indices { states[pool] = state(of: plan.pools[pool], index) }
      for shared in plan.plans { bear(shared, &states, index) }
      for pool in plan.pools.indices { charge(plan.pools[pool], states[pool], index) }
    }
  }

  private func state(of pool: MonthPlan.SharedPool, _ index: Int) -> State {
    var state = State()
    for user in pool.users {
      let slot = plan.slotStarts[user.member] + user.slot
      state.used += month.used(slot)[index]
      state.expected += month.expected(slot)[index]
    }
    let trial = month.trials.lowerBound + index
    if let lots = group.lots[pool.id] {
      let bought = pool.included + pool.purchased
      if bought > 0 { lots.add(bought, in: plan.month, trial: trial) }
      state.available = lots.available(trial: trial)
    }
    state.cost = pool.curve.cost(of: state.used, available: state.available).cost
    (state.expectedCost, state.slope) = pool.curve.cost(
      of: state.expected, available: state.available)
    return state
  }

  /// Of a plan with several allowances the first that is used bears the fee and the true-up.
  private func bear(_ shared: MonthPlan.SharedPlan, _ states: inout [State], _ index: Int) {
    func total(_ cost: (State) -> Double) -> Double {
      max(shared.minimum, shared.pools.reduce(shared.fee) { $0 + cost(states[$1]) })
    }
    let whole = total { $0.cost }
    let expectedWhole = total { $0.expectedCost }
    let overage = shared.pools.reduce(0) { $0 + states[$1].cost }
    let expectedOverage = shared.pools.reduce(0) { $0 + states[$1].expectedCost }
    if let bearer = shared.pools.first(where: { states[$0].used > 0 }) {
      states[bearer].borne = whole - overage
    } else {
      month.unallocated[index] += TrialMonth.onGrid(whole)
      month.sums[shared.sums] += whole
    }
    let bearer = shared.pools.first { states[$0].expected > 0 } ?? shared.pools[0]
    states[bearer].expectedBorne = expectedWhole - expectedOverage
    // A true-up takes away what usage adds, so that the tangent is flat.
    if expectedWhole > shared.fee + expectedOverage {
      for pool in shared.pools { states[pool].slope = 0 }
    }
    month.paid[index] += TrialMonth.onGrid(whole - shared.fee + shared.invoiced)
  }

  private func charge(_ pool: MonthPlan.SharedPool, _ state: State, _ index: Int) {
    let trial = month.trials.lowerBound + index
    var paid = 0.0
    var breakage = 0.0
    var isShort = false
    if let lots = group.lots[pool.id] {
      if let pack = pool.pack {
        let missing = max(0, state.used - state.available)
        let packs = (missing / pack.size - 1e-9).rounded(.up)
        if packs > 0 { lots.add(packs * pack.size, in: plan.month, trial: trial) }
        paid = (packs + pool.purchased / pack.size) * pack.price
      }
      lots.use(state.used, in: plan.month, trial: trial)
      let gone = lots.expire(after: plan.month, trial: trial)
      if let pack = pool.pack { breakage = gone * pack.price / pack.size }
      if case .allowance(_, false) = pool.curve { isShort = state.used > state.available }
    }
    let sums = month.sums
    sums[pool.sums] += state.expected
    sums[pool.sums + 1] += state.cost - state.slope * (state.used - state.expected)
    sums[pool.sums + 2] += paid
    sums[pool.sums + 3] += isShort ? 1 : 0
    sums[pool.sums + 4] += breakage
    sums[pool.sums + 5] += state.borne
    if pool.plan == nil {
      month.paid[index] += TrialMonth.onGrid(pool.pack == nil ? state.cost : paid)
    }
    month.unallocated[index] += TrialMonth.onGrid(breakage)
    share(pool, state, index)
  }

  /// Splits what a pool costs by what each user used, so that the shares add up to it exactly.
  private func share(_ pool: MonthPlan.SharedPool, _ state: State, _ index: Int) {
    let cost = TrialMonth.onGrid(state.cost + state.borne)
    let expectedCost = state.expectedCost + state.expectedBorne
    var running = 0.0
    var before = 0.0
    for (place, user) in pool.users.enumerated() {
      let slot = plan.slotStarts[user.member] + user.slot
      let used = month.used(slot)[index]
      let expected = month.expected(slot)[index]
      running += used
      let now = state.used > 0 ? TrialMonth.onGrid(cost * (running / state.used)) : 0
      var share = now - before
      before = now
      let offer = group.members[user.member].usages[plan.month].offer.id
      let price = group.priceFactors[offer]?.part(month.trials)[index] ?? 1
      if price != 1 { share = TrialMonth.onGrid(share * price) }
      let costs = group.monthCosts[user.member].part(month.trials)
      costs[index] += share
      var tangent = 0.0
      if state.expected > 0 {
        let each = expectedCost / state.expected
        tangent =
          each * (used - expected)
          + (state.slope - each) * (expected / state.expected) * (state.used - state.expected)
      }
      month.sums[pool.sums + MonthPlan.poolSums + place] += share - tangent * price
    }
  }
}
