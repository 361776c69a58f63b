import PricingRules

extension TrialMonth {
  /// Draws what the calls of a member use from its ``CompoundLaw``, and charges what is priced call by
  /// call: in one pass, where nothing else is asked of the month.
  func drawCompound(_ member: Int, _ law: CompoundLaw) {
    let slot = plan.slotStarts[member]
    let usage = group.members[member].usages[plan.month]
    let isDirect = usage.slots[0].pool == nil
    let isAlone =
      isDirect && !group.isFollowed[member] && group.priceFactors[usage.offer.id] == nil
    let requests = isAlone ? drawDirectly(member, law) : drawPooled(member, law, slot)
    if requests.areFew { drawSmall(member, law, isAlone ? nil : slot) }
    let base = plan.memberSums[member]
    sums[base] += requests.sum
    sums[base + 1] += requests.sum
    sums[base + 2] += requests.sum * law.billed
    sums[base + 3] += requests.sum * law.kept
    sums[base + MonthPlan.featureSums] += requests.sum * law.mean
    if group.isFollowed[member] { drawAssets(member, law, slot) }
    if isDirect, !isAlone {
      chargeDirectly(member)
      let (costs, whole) = (costs[member].part(trials), group.costs[member].part(trials))
      for index in 0..<size { whole[index] += costs[index] }
    }
  }

  private func drawDirectly(_ member: Int, _ law: CompoundLaw) -> (sum: Double, areFew: Bool) {
    let first = trials.lowerBound
    let costs = costs[member].pairs(from: first)
    let whole = group.costs[member].pairs(from: first)
    let direct = money(of: member).direct.pairs(from: first)
    return draw(member, law) { pair, _, use in
      let cost = FastRounding.onGrid(use)
      costs[pair] = cost
      whole[pair] += cost
      direct[pair] += cost
    }
  }

  private func drawPooled(
    _ member: Int, _ law: CompoundLaw, _ slot: Int
  ) -> (sum: Double, areFew: Bool) {
    let (used, expected) = pairs(slot)
    let mean = SIMD2(repeating: law.mean)
    return draw(member, law) { pair, requests, use in
      used[pair] = use
      expected[pair] = requests * mean
    }
  }

  /// Draws pair by pair: brings levels to the month, stores what is used, and adds what is expected of
  /// kept assets.
  ///
  /// - Returns: The sum of the expected requests, and whether some are too few for the limit.
  @inline(__always)
  private func draw(
    _ member: Int, _ law: CompoundLaw,
    _ store: (_ pair: Int, _ requests: SIMD2<Double>, _ use: SIMD2<Double>) -> Void
  ) -> (sum: Double, areFew: Bool) {
    // Whether all calls are alike is asked once, not for every pair.
    law.unit > 0
      ? draw(member, law, areAlike: true, store) : draw(member, law, areAlike: false, store)
  }

  @inline(__always)
  private func draw(
    _ member: Int, _ law: CompoundLaw, areAlike: Bool,
    _ store: (_ pair: Int, _ requests: SIMD2<Double>, _ use: SIMD2<Double>) -> Void
  ) -> (sum: Double, areFew: Bool) {
    let first = trials.lowerBound
    let levelRoots = group.levels[member].pairs(from: first)
    let (means, variances) = group.kept[member].pairs(from: first)
    let growth = plan.month > 0 ? group.growth(of: member) : (column: nil, factor: 1)
    let growthRoots = growth.column?.pairs(from: first)
    let growthRoot = SIMD2(repeating: growth.factor.squareRoot())
    let factorRoot = SIMD2(
      repeating: group.members[member].monthFactors[plan.month].squareRoot())
    let limit = SIMD2(repeating: law.limit)
    let (base, slope, variance) = (
      SIMD2(repeating: law.keptBase), SIMD2(repeating: law.keptSlope),
      SIMD2(repeating: law.keptVariance)
    )
    let stream = stream(member, \.mix)
    let scores = scores
    var sum = SIMD2<Double>.zero
    var few = SIMDMask<SIMD2<Int64>>(repeating: false)
    for pair in 0..<Pairs.count(of: size) {
      let levelRoot = levelRoots[pair] * (growthRoots?[pair] ?? growthRoot)
      levelRoots[pair] = levelRoot
      let root = levelRoot * factorRoot
      let requests = root * root
      sum += requests
      let isSmall = requests .< limit
      few = few .| isSmall
      let use = law.use(
        requests, root, scores.pair(stream[first &>> 1 &+ pair]), areAlike: areAlike
      ).replacing(with: 0, where: isSmall)
      store(pair, requests, use)
      let many = requests.replacing(with: 0, where: isSmall)
      means[pair] += many * base + use * slope
      variances[pair] += many * variance
    }
    return (sum.sum(), few[0] || few[1])
  }

  /// Draws the month's assets for members that follow them.
  ///
  /// They have the law that the scenario's assets have, and their own chance beside what was used: that
  /// of the scenario is drawn once, whoever follows.
  private func drawAssets(_ member: Int, _ law: CompoundLaw, _ slot: Int) {
    let factorRoot = group.members[member].monthFactors[plan.month].squareRoot()
    let levelRoots = group.levels[member].part(trials)
    let (kept, expected, used) = (kept(member), expectedKept(member), used(slot))
    let stream = stream(member, \.assets)
    for index in 0..<size {
      let root = levelRoots[index] * factorRoot
      let requests = root * root
      expected[index] = requests * law.kept
      // What few requests keep is drawn already.
      guard requests >= law.limit else { continue }
      let score = scores.score(stream[trials.lowerBound &+ index])
      kept[index] = FastRounding.wholePart(
        requests * law.keptBase + used[index] * law.keptSlope
          + root * law.keptVariance.squareRoot() * score + 0.5)
    }
  }

  /// Draws the trials of the block that have few requests: kept assets and other billed calls are
  /// Poisson counts of their own, and calls are summed one by one.
  @inline(never)
  private func drawSmall(_ member: Int, _ law: CompoundLaw, _ slot: Int?) {
    let program = group.members[member]
    let sample = program.usages[plan.month].stages[0]
    let factorRoot = program.monthFactors[plan.month].squareRoot()
    let levelRoots = group.levels[member].part(trials)
    let assets = group.kept[member].assets.part(trials)
    let each = stream(member, \.mix).part(-1)
    let (keptStream, otherStream) = (stream(member, \.count), stream(member, \.outcomes))
    for index in 0..<size {
      let root = levelRoots[index] * factorRoot
      let requests = root * root
      guard requests > 0, requests < law.limit else { continue }
      let trial = trials.lowerBound + index
      let kept = program.count.count(
        mean: requests * law.kept, keptStream, trial: trial, scores)
      let other = law.billed - law.kept
      let billed =
        kept
        + (other > 1e-12
          ? program.count.count(mean: requests * other, otherStream, trial: trial, scores) : 0)
      assets[index] += kept
      if group.isFollowed[member] { self.kept(member)[index] = kept }
      var use = billed * law.unit
      if !sample.isFixed {
        let own = each.part(trial)
        for call in 0..<Int(billed) { sample.addOne(own[call], to: &use) }
      }
      if let slot {
        used(slot)[index] = use
      } else {
        let cost = FastRounding.onGrid(use)
        costs[member].values[trial] = cost
        group.costs[member].values[trial] += cost
        money(of: member).direct.values[trial] += cost
      }
    }
  }
}
