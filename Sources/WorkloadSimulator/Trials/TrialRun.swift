import BillingTypes
import PricingRules

/// Runs all trials of a scenario, group by group and month by month.
///
/// Trials are worked on in blocks, and sums are put together in the order of the blocks, so that the
/// number of threads changes nothing.
struct TrialRun {
  let scenario: Scenario
  let programs: [FeatureProgram]
  let source: InputSource
  let risk: PriceRisk?
  let workers: Int
  /// Money per month, and money paid per month, of plans that no feature can use.
  let idlePlans: [(accrued: Double, paid: Double)]

  static let blockSize = 1024
  /// Up to so many amounts of a group are kept for all months at once: 32 MB.
  private static let wideSize = 4_000_000

  /// Money of every month in every trial: what is used, and what is paid.
  final class Totals: Sendable {
    let accrued: [Column]
    let paid: [Column]

    /// Columns of their own for each month, or one for all.
    init(trials: Int, months: Int, isDetailed: Bool) {
      let columns = isDetailed ? (0..<months).map { _ in Column(trials) } : []
      let all = isDetailed ? nil : Column(trials)
      accrued = all.map { Array(repeating: $0, count: months) } ?? columns
      let other = isDetailed ? nil : Column(trials)
      paid =
        other.map { Array(repeating: $0, count: months) }
        ?? (0..<months).map { _ in Column(trials) }
    }
  }

  /// What a month of a group came to on average.
  struct GroupMonth {
    let plan: MonthPlan
    /// Means over the trials, laid out as the plan says.
    let means: [Double]
    /// The cost of each member; empty without details.
    let spreads: [Spread]
  }

  /// What a group came to.
  struct GroupResult {
    let members: [FeatureProgram]
    let months: [GroupMonth]
    let totals: [Spread]
    let perAccepted: [Spread?]
  }

  /// Features that need each other, in an order in which nobody follows a later one.
  var groups: [[FeatureProgram]] {
    var groups = programs.map { [$0.place] }
    func join(_ left: Int, _ right: Int) {
      guard let a = groups.firstIndex(where: { $0.contains(left) }),
        let b = groups.firstIndex(where: { $0.contains(right) }), a != b
      else { return }
      groups[min(a, b)] += groups[max(a, b)]
      groups.remove(at: max(a, b))
    }
    var owners: [String: Int] = [:]
    for program in programs {
      if let source = program.source { join(source, program.place) }
      for (id, pool) in program.usages.flatMap(\.pools) {
        let key = pool.plan?.id ?? id
        join(owners[key] ?? program.place, program.place)
        owners[key] = owners[key] ?? program.place
      }
    }
    return groups.map { places in
      var rest = places.sorted()
      var ordered: [FeatureProgram] = []
      while let next = rest.firstIndex(where: { place in
        !rest.contains { $0 == programs[place].source }
      }) {
        ordered.append(programs[rest.remove(at: next)])
      }
      return ordered
    }
  }

  /// Runs one group and adds what it costs to the totals.
  func run(
    _ members: [FeatureProgram], into totals: Totals, isDetailed: Bool,
    progress: (_ months: Int) -> Void = { _ in }
  ) -> GroupResult {
    let trials = source.trials
    let group = TrialGroup(members, source: source, scenario: scenario, risk: risk)
    let blocks = (trials + Self.blockSize - 1) / Self.blockSize
    @Sendable func range(_ block: Int) -> Range<Int> {
      block * Self.blockSize..<min(trials, (block + 1) * Self.blockSize)
    }
    let plans = (0..<scenario.monthCount).map {
      MonthPlan(members, month: $0, scenario: scenario)
    }
    // Columns for every month where they fit: threads then meet once, not every month.
    let isWide = trials * members.count * plans.count <= Self.wideSize
    let costs = (0..<(isWide ? plans.count : 1)).map { _ in members.map { _ in Column(trials) } }
    let sums = plans.map { Column(blocks * max($0.sumCount, 1)) }
    @Sendable func simulate(_ month: Int, _ block: Int) {
      let (plan, own) = (plans[month], costs[isWide ? month : 0])
      let trials = range(block)
      group.advance(to: month, trials)
      let unallocated = Column(trials.count)
      TrialMonth(
        group: group, plan: plan, trials: trials, costs: own,
        sums: sums[month].part(block * plan.sumCount..<(block + 1) * plan.sumCount),
        unallocated: unallocated.part(0..<trials.count), paid: totals.paid[month].part(trials)
      ).run()
      let total = totals.accrued[month].part(trials)
      for (index, value) in unallocated.values.enumerated() { total[index] += value }
      for column in own {
        let costs = column.part(trials)
        for index in total.indices { total[index] += costs[index] }
      }
    }
    var found: [Spread] = []
    if isWide {
      Teamwork.share(blocks, among: workers) { block in
        group.prepare(range(block))
        for month in plans.indices { simulate(month, block) }
      }
      if isDetailed { found = spreads(of: costs.flatMap { $0 }) }
      progress(plans.count)
    } else {
      Teamwork.share(blocks, among: workers) { group.prepare(range($0)) }
      for month in plans.indices {
        Teamwork.share(blocks, among: workers) { simulate(month, $0) }
        if isDetailed { found += spreads(of: costs[0]) }
        progress(month + 1)
      }
    }
    let months = plans.indices.map { month in
      var means = [Double](repeating: 0, count: plans[month].sumCount)
      for block in 0..<blocks {
        for index in means.indices {
          means[index] += sums[month].values[block * means.count + index]
        }
      }
      for index in means.indices { means[index] /= Double(trials) }
      let first = month * members.count
      return GroupMonth(
        plan: plans[month], means: means,
        spreads: isDetailed ? Array(found[first..<first + members.count]) : [])
    }
    guard isDetailed else {
      return GroupResult(members: members, months: months, totals: [], perAccepted: [])
    }
    return GroupResult(
      members: members, months: months, totals: spreads(of: group.costs),
      perAccepted: members.indices.map { Self.ratio(group.costs[$0], group.kept[$0]) })
  }

  /// The spread of each column.
  func spreads(of columns: [Column]) -> [Spread] {
    let spreads = try? Teamwork.map(columns.count, among: workers) { index in
      SpreadFinder.spread(of: columns[index].values)
    }
    return spreads ?? []
  }

  /// Cost per kept asset in the trials that have any.
  private static func ratio(_ costs: Column, _ kept: Column) -> Spread? {
    let ratios = zip(costs.values, kept.values).filter { $0.1 > 0 }.map { $0.0 / $0.1 }
    guard !ratios.isEmpty else { return nil }
    var copy = ratios
    return copy.withUnsafeMutableBufferPointer { SpreadFinder.spread(of: $0) }
  }
}
