import PricingRules

/// One month of a group for a block of trials: counts, outcomes, what calls use, and what it costs.
final class TrialMonth {
  let group: TrialGroup
  let plan: MonthPlan
  let trials: Range<Int>
  /// Money of each member in the month.
  let costs: [Column]
  /// Sums over the block of what is expected given the inputs, laid out as the plan says.
  let sums: UnsafeMutableBufferPointer<Double>
  /// Money of the month of all groups, save that of some providers.
  private let money: MonthMoney
  /// Money of the month of providers whose bills are settled by themselves.
  private let ownMoney: [String: MonthMoney]

  /// Is told how many requests each member makes in each trial, for traces; nil otherwise.
  var watch: ((_ member: Int, _ trial: Int, _ count: Double) -> Void)?

  var size: Int { trials.count }
  private let scratch: Column
  private let rows: UnsafeMutablePointer<Double>
  /// From row to row: an even number, so that rows can be read two by two.
  private let stride: Int
  let scores = NormalScores.shared

  init(
    group: TrialGroup, plan: MonthPlan, trials: Range<Int>, costs: [Column],
    sums: UnsafeMutableBufferPointer<Double>, money: MonthMoney,
    ownMoney: [String: MonthMoney] = [:]
  ) {
    self.group = group
    self.plan = plan
    self.trials = trials
    self.costs = costs
    self.sums = sums
    self.money = money
    self.ownMoney = ownMoney
    // Drawn and expected use of every slot, kept assets drawn and expected, and six to work with.
    let isGeneral = group.laws.contains { $0 == nil } || group.isFollowed.contains(true)
    let count =
      2 * plan.slotCount + (isGeneral ? 2 * group.members.count + Self.workCount : 0)
      + (group.isAsked.contains(true) ? 2 * group.members.count : 0)
    stride = Pairs.count(of: trials.count) * 2
    scratch = Column(count * stride)
    rows = scratch.values.baseAddress.unsafelyUnwrapped
  }

  private func row(_ index: Int) -> UnsafeMutableBufferPointer<Double> {
    UnsafeMutableBufferPointer(start: rows + index * stride, count: size)
  }
  /// What is used of a slot, drawn.
  func used(_ slot: Int) -> UnsafeMutableBufferPointer<Double> { row(slot) }
  /// What is expected to be used of a slot given the inputs.
  func expected(_ slot: Int) -> UnsafeMutableBufferPointer<Double> { row(plan.slotCount + slot) }
  /// What is used of a slot, drawn and expected, two by two.
  func pairs(_ slot: Int) -> (used: Pairs, expected: Pairs) {
    (Pairs(rows + slot * stride), Pairs(rows + (plan.slotCount + slot) * stride))
  }
  func kept(_ member: Int) -> UnsafeMutableBufferPointer<Double> {
    row(2 * plan.slotCount + member)
  }
  func expectedKept(_ member: Int) -> UnsafeMutableBufferPointer<Double> {
    row(2 * plan.slotCount + group.members.count + member)
  }
  /// Requests of a member that others follow, drawn.
  func asked(_ member: Int) -> UnsafeMutableBufferPointer<Double> { work(Self.workCount + member) }
  /// Those expected.
  func expectedAsked(_ member: Int) -> UnsafeMutableBufferPointer<Double> {
    work(Self.workCount + group.members.count + member)
  }
  /// Rows to work with.
  private static let workCount = 6
  func work(_ index: Int) -> UnsafeMutableBufferPointer<Double> {
    row(2 * plan.slotCount + 2 * group.members.count + index)
  }

  /// Computes the block.
  func run() {
    for member in group.members.indices {
      if let laws = group.laws[member] {
        drawCompound(member, laws[plan.month])
      } else {
        drawCounts(member)
        drawUse(member)
        chargeDirectly(member)
      }
    }
    if !plan.pools.isEmpty { PoolTrials(month: self).settle() }
    for member in group.members.indices where group.laws[member] == nil {
      let month = costs[member].part(trials)
      let whole = group.costs[member].part(trials)
      let assets = group.kept[member].assets.part(trials)
      let kept = kept(member)
      for index in 0..<size {
        whole[index] += month[index]
        assets[index] += kept[index]
      }
    }
  }

  /// Money of who sells what a pool holds.
  func money(of pool: MonthPlan.SharedPool) -> MonthMoney {
    money(of: pool.users.first?.member ?? 0)
  }

  /// Money of who bills a member's calls.
  func money(of member: Int) -> MonthMoney {
    ownMoney.isEmpty ? money : money(of: group.members[member].usages[plan.month].offer.provider)
  }

  /// Money of a provider.
  func money(of provider: String) -> MonthMoney { ownMoney[provider] ?? money }

  func stream(_ member: Int, _ use: KeyPath<Streams, RandomStream>) -> RandomStream {
    group.streams[member][keyPath: use].part(plan.month)
  }

  /// What the member's calls use, slot by slot, drawn and expected.
  private func drawUse(_ member: Int) {
    let program = group.members[member]
    let usage = program.usages[plan.month]
    let start = plan.slotStarts[member]
    let slots = usage.slots.indices
    guard !slots.isEmpty else { return }
    let (counts, billed, means, billedMeans) = (work(0), work(1), work(2), work(3))
    addUse(of: usage.stages[0], by: billed, to: start, stream(member, \.mix), member)
    for slot in slots {
      let expected = expected(start + slot)
      let mean = usage.stages[0].mean[slot]
      for index in 0..<size { expected[index] = billedMeans[index] * mean }
    }
    if let later = program.laterCalls, usage.stages.count > 1 {
      drawLaterCalls(member, later, counts)
      addUse(of: usage.stages[1], by: work(4), to: start, stream(member, \.laterMix), member)
      for slot in slots {
        let expected = expected(start + slot)
        let mean = usage.stages[1].mean[slot] * later.mean[0]
        for index in 0..<size where means[index] > 0 {
          // Later calls have the same chances as first ones.
          expected[index] += billedMeans[index] * mean
        }
      }
    }
    if let shares = usage.shares { follow(shares, from: start) }
    for slot in slots {
      for curve in usage.curves[slot] {
        guard let column = group.drawn[curve.input] else { continue }
        let means = column.part(trials)
        let (used, expected) = (used(start + slot), expected(start + slot))
        for index in 0..<size {
          let factor = curve[means[index]]
          used[index] *= factor
          expected[index] *= factor
        }
      }
      guard let name = usage.slots[slot].estimate, let column = group.drawn[name] else {
        continue
      }
      let factors = column.part(trials)
      let (used, expected) = (used(start + slot), expected(start + slot))
      for index in 0..<size {
        used[index] *= factors[index]
        expected[index] *= factors[index]
      }
    }
    for slot in slots {
      var sum = 0.0
      for value in expected(start + slot) { sum += value }
      sums[plan.memberSums[member] + MonthPlan.featureSums + slot] += sum
    }
  }

  /// Billed later calls of the month's chains, in row 4.
  private func drawLaterCalls(
    _ member: Int, _ later: CallSample, _ counts: UnsafeMutableBufferPointer<Double>
  ) {
    let lengths = work(4)
    lengths.update(repeating: 0)
    addSums(of: later, by: counts, to: [lengths], stream(member, \.chains), member)
    let program = group.members[member]
    let usage = program.usages[plan.month]
    let stream = stream(member, \.laterOutcomes)
    for index in 0..<size {
      let trial = trials.lowerBound + index
      let law = law(of: program, usage, member, trial: trial)
      lengths[index] =
        law.draw(FastRounding.nearest(lengths[index]), stream, trial: trial, scores).billed
    }
  }

  /// Money that is priced call by call.
  func chargeDirectly(_ member: Int) {
    let usage = group.members[member].usages[plan.month]
    let costs = costs[member].part(trials)
    costs.update(repeating: 0)
    let start = plan.slotStarts[member]
    for slot in usage.slots.indices where usage.slots[slot].pool == nil {
      let used = used(start + slot)
      for index in 0..<size { costs[index] += used[index] }
    }
    if let factors = group.priceFactors[usage.offer.id]?.part(trials) {
      for index in 0..<size { costs[index] *= factors[index] }
      for slot in usage.slots.indices where usage.slots[slot].pool == nil {
        let place = plan.memberSums[member] + MonthPlan.featureSums + slot
        let expected = expected(start + slot)
        for index in 0..<size { sums[place] += expected[index] * (factors[index] - 1) }
      }
    }
    let direct = money(of: member).direct.part(trials)
    for index in 0..<size {
      costs[index] = FastRounding.onGrid(costs[index])
      direct[index] += costs[index]
    }
  }
}
