import PricingRules

/// One month of a group for a block of trials: counts, outcomes, what calls use, and what it costs.
struct TrialMonth {
  let group: TrialGroup
  let plan: MonthPlan
  let trials: Range<Int>
  /// Money of each member in the month.
  let costs: [Column]
  /// Sums over the block of what is expected given the inputs, laid out as the plan says.
  let sums: UnsafeMutableBufferPointer<Double>
  /// Money of the month that no feature bears, and money that is paid in the month.
  let unallocated: UnsafeMutableBufferPointer<Double>
  let paid: UnsafeMutableBufferPointer<Double>

  /// Is told how many requests each member makes, for traces; nil otherwise.
  var watch: ((_ member: Int, _ count: Double) -> Void)?

  var size: Int { trials.count }
  private let scratch: Column
  private let rows: UnsafeMutablePointer<Double>
  let scores = NormalScores.shared

  init(
    group: TrialGroup, plan: MonthPlan, trials: Range<Int>, costs: [Column],
    sums: UnsafeMutableBufferPointer<Double>, unallocated: UnsafeMutableBufferPointer<Double>,
    paid: UnsafeMutableBufferPointer<Double>
  ) {
    self.group = group
    self.plan = plan
    self.trials = trials
    self.costs = costs
    self.sums = sums
    self.unallocated = unallocated
    self.paid = paid
    // Drawn and expected use of every slot, kept assets drawn and expected, and six to work with.
    let count = 2 * plan.slotCount + 2 * group.members.count + 6
    scratch = Column(count * trials.count)
    self.rows = scratch.values.baseAddress.unsafelyUnwrapped
  }

  private func row(_ index: Int) -> UnsafeMutableBufferPointer<Double> {
    UnsafeMutableBufferPointer(start: rows + index * size, count: size)
  }
  /// What is used of a slot, drawn.
  func used(_ slot: Int) -> UnsafeMutableBufferPointer<Double> { row(slot) }
  /// What is expected to be used of a slot given the inputs.
  func expected(_ slot: Int) -> UnsafeMutableBufferPointer<Double> { row(plan.slotCount + slot) }
  private func kept(_ member: Int) -> UnsafeMutableBufferPointer<Double> {
    row(2 * plan.slotCount + member)
  }
  private func expectedKept(_ member: Int) -> UnsafeMutableBufferPointer<Double> {
    row(2 * plan.slotCount + group.members.count + member)
  }
  func work(_ index: Int) -> UnsafeMutableBufferPointer<Double> {
    row(2 * plan.slotCount + 2 * group.members.count + index)
  }

  /// Computes the block.
  func run() {
    for member in group.members.indices {
      drawCounts(member)
      drawUse(member)
      chargeDirectly(member)
    }
    if !plan.pools.isEmpty { PoolTrials(month: self).settle() }
    for member in group.members.indices {
      let month = costs[member].part(trials)
      let whole = group.costs[member].part(trials)
      let assets = group.kept[member].part(trials)
      let kept = kept(member)
      for index in 0..<size {
        whole[index] += month[index]
        assets[index] += kept[index]
      }
    }
  }

  private func stream(_ member: Int, _ use: KeyPath<Streams, RandomStream>) -> RandomStream {
    group.streams[member][keyPath: use].part(plan.month)
  }

  /// Requests, billed calls and kept assets of a member: counts in row 0, billed calls in row 1,
  /// expected counts in row 2, expected billed calls in row 3, later calls in row 4.
  private func drawCounts(_ member: Int) {
    let program = group.members[member]
    let usage = program.usages[plan.month]
    let (counts, billed, means, billedMeans) = (work(0), work(1), work(2), work(3))
    let (kept, keptMeans) = (kept(member), expectedKept(member))
    drawRequests(member, counts, means)
    if let watch { for count in counts { watch(member, count) } }
    let outcomeStream = stream(member, \.outcomes)
    var (calls, billedSum, keptSum, requests) = (0.0, 0.0, 0.0, 0.0)
    let first = trials.lowerBound
    if program.hasKnownRates {
      let law = law(of: program, usage, member, trial: first)
      if isThinned(member) {
        thin(law, means, member, billed, kept)
      } else {
        for index in 0..<size {
          (billed[index], kept[index]) = law.draw(
            counts[index], outcomeStream, trial: first &+ index, scores)
        }
      }
      for index in 0..<size {
        billedMeans[index] = means[index] * law.billed
        keptMeans[index] = means[index] * law.kept
        requests += means[index]
      }
      calls = requests * law.calls
      billedSum = requests * law.billed
      keptSum = requests * law.kept
    } else {
      for index in 0..<size {
        let law = law(of: program, usage, member, trial: first + index)
        (billed[index], kept[index]) = law.draw(
          counts[index], outcomeStream, trial: first &+ index, scores)
        billedMeans[index] = means[index] * law.billed
        keptMeans[index] = means[index] * law.kept
        requests += means[index]
        calls += means[index] * law.calls
        billedSum += billedMeans[index]
        keptSum += keptMeans[index]
      }
    }
    let laterMean = program.laterCalls?.mean[0] ?? 0
    let base = plan.memberSums[member]
    sums[base] += requests
    sums[base + 1] += calls * (1 + laterMean)
    sums[base + 2] += billedSum
    sums[base + 3] += keptSum
  }

  /// Whether kept assets and other billed calls are Poisson counts of their own: those of a Poisson
  /// process are independent, and nobody asks for all requests together.
  private func isThinned(_ member: Int) -> Bool {
    let program = group.members[member]
    return watch == nil && program.laterCalls == nil && program.count.overdispersion == 1
      && program.feature.calls.retries == 0 && program.most == .infinity
      && program.source == nil && program.hasKnownRates
  }

  private func thin(
    _ law: OutcomeLaw, _ means: UnsafeMutableBufferPointer<Double>, _ member: Int,
    _ billed: UnsafeMutableBufferPointer<Double>, _ kept: UnsafeMutableBufferPointer<Double>
  ) {
    let (count, first) = (group.members[member].count, trials.lowerBound)
    let (keptStream, otherStream) = (stream(member, \.count), stream(member, \.outcomes))
    for index in 0..<size {
      kept[index] = count.count(
        mean: means[index] * law.kept, keptStream, trial: first &+ index, scores)
    }
    let other = law.billed - law.kept
    guard other > 1e-12 else {
      for index in 0..<size { billed[index] = kept[index] }
      return
    }
    for index in 0..<size {
      billed[index] =
        kept[index]
        + count.count(mean: means[index] * other, otherStream, trial: first &+ index, scores)
    }
  }

  /// The chances of outcomes in a trial.
  private func law(
    of program: FeatureProgram, _ usage: UsageProgram, _ member: Int, trial: Int
  ) -> OutcomeLaw {
    let rates = group.rates[member]
    return program.outcomes(
      failure: rates.failure?.values[trial] ?? Self.known(program.failure),
      moderation: rates.moderation?.values[trial] ?? Self.known(program.moderation),
      takes: rates.takes?.values[trial] ?? Self.known(program.takes), usage)
  }

  /// The chances of a member's outcomes in a trial.
  func law(of member: Int, trial: Int) -> OutcomeLaw {
    let program = group.members[member]
    return law(of: program, program.usages[plan.month], member, trial: trial)
  }

  private static func known(_ value: FeatureProgram.Value) -> Double {
    if case .known(let number) = value { number } else { 0 }
  }

  /// The month's requests, drawn and expected.
  private func drawRequests(
    _ member: Int, _ counts: UnsafeMutableBufferPointer<Double>,
    _ means: UnsafeMutableBufferPointer<Double>
  ) {
    let program = group.members[member]
    let level = group.levels[member].part(trials)
    let factor = program.monthFactors[plan.month]
    let stream = stream(member, \.count)
    let source = program.source.flatMap { place in
      group.members.firstIndex { $0.place == place }
    }
    let law = program.count
    let first = trials.lowerBound
    if let source {
      let (assets, assetMeans) = (kept(source), expectedKept(source))
      for index in 0..<size {
        let mean = level[index] * factor
        counts[index] = law.count(
          mean: mean * assets[index], stream, trial: first &+ index, scores)
        means[index] = mean * assetMeans[index]
      }
    } else {
      for index in 0..<size { means[index] = level[index] * factor }
      if isThinned(member) { return }
      for index in 0..<size {
        counts[index] = law.count(mean: means[index], stream, trial: first &+ index, scores)
      }
    }
    let most = program.most
    guard most < .infinity else { return }
    for index in 0..<size
    where max(counts[index], means[index] + 8 * law.deviation(of: means[index])) > most {
      // Near the limit the expected number is not the mean any longer; the drawn one is right.
      counts[index] = min(counts[index], most)
      means[index] = counts[index]
    }
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
    for slot in slots {
      guard let name = usage.slots[slot].estimate, let column = group.estimates[name] else {
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
  private func chargeDirectly(_ member: Int) {
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
    for index in 0..<size {
      costs[index] = FastRounding.onGrid(costs[index])
      paid[index] += costs[index]
    }
  }
}
