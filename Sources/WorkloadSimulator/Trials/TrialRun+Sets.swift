import PricingRules

extension TrialRun {
  /// A member's mean cost in a month, by set of trials: means of what is expected where that is known, so that they
  /// differ by what is drawn of the inputs alone.
  func setMeans(
    of place: Int, _ member: FeatureProgram, _ plan: MonthPlan, _ blocks: [Range<Int>],
    _ sums: Column
  ) -> [Double] {
    let sets = TrialOrder.setCount(source.trials)
    let size = source.trials / sets
    let usage = member.usages[plan.month]
    var offsets = usage.slots.indices.filter { usage.slots[$0].pool == nil }
      .map { plan.memberSums[place] + MonthPlan.featureSums + $0 }
    for pool in plan.pools {
      offsets += pool.users.indices.filter { pool.users[$0].member == place }
        .map { pool.sums + MonthPlan.poolSums + $0 }
    }
    var means = [Double](repeating: 0, count: sets)
    for (index, block) in blocks.enumerated() {
      for offset in offsets {
        means[block.lowerBound / size] +=
          sums.values[index * plan.sumCount + offset] / Double(size)
      }
    }
    // Sums of whole millionths are the same in any order.
    return means.map(FastRounding.onGrid)
  }
}

extension [[Double]] {
  /// The sums of rows of the same length, number by number.
  var columnSums: [Double] {
    guard let first else { return [] }
    return dropFirst().reduce(into: first) { sums, row in
      for index in sums.indices { sums[index] += row[index] }
    }
  }
}
