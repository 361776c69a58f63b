import BillingTypes
import PricingRules
import Settlement

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
  /// The same of each provider whose bills are settled by themselves, which is not in that.
  var settled: [String: [(accrued: Double, paid: Double)]] = [:]
  /// By month: when the plans began that are held in it.
  let beginnings: [[PlanID: Month]]

  /// Shared factors in every trial, by input: features have them in common.
  let factors: [Int: Column]

  /// Trials that are worked on at once: their numbers stay in the nearest cache.
  ///
  /// An even number, because trials are drawn two by two.
  static let blockSize = 512
  /// Up to so many amounts of a group are kept for all months at once: 32 MB.
  private static let wideSize = 4_000_000

  init(
    scenario: Scenario, programs: [FeatureProgram], source: InputSource, risk: PriceRisk?,
    workers: Int, idlePlans: [(accrued: Double, paid: Double)], beginnings: [[PlanID: Month]]
  ) {
    self.beginnings = beginnings
    self.scenario = scenario
    self.programs = programs
    self.source = source
    self.risk = risk
    self.workers = workers
    self.idlePlans = idlePlans
    let inputs = programs.flatMap(\.shared).compactMap { value in
      if case .input(let input) = value { input } else { nil }
    }.uniqued()
    let columns = inputs.map { _ in Column(blank: source.trials) }
    let blocks = Self.blocks(of: source.trials)
    Parallel.share(blocks.count * inputs.count, among: workers) { piece in
      let (place, block) = (piece / blocks.count, blocks[piece % blocks.count])
      let values = columns[place].part(block)
      source.fill(values, inputs[place], block)
      // A normal number may be negative; a volume is not.
      for index in values.indices { values[index] = max(0, values[index]) }
    }
    factors = Dictionary(uniqueKeysWithValues: zip(inputs, columns))
  }

  /// Blocks of trials, none of which lies in two sets.
  private static func blocks(of trials: Int) -> [Range<Int>] {
    let size = trials / TrialOrder.setCount(trials)
    return stride(from: 0, to: trials, by: size).flatMap { first in
      stride(from: first, to: min(trials, first + size), by: blockSize).map {
        $0..<min(min(trials, first + size), $0 + blockSize)
      }
    }
  }

  /// What a month of a group came to on average.
  struct GroupMonth {
    let plan: MonthPlan
    /// Means over the trials, laid out as the plan says.
    let means: [Double]
    /// The cost of each member; empty without details.
    let spreads: [Spread]
    /// By member, then by set of trials: its mean cost; empty without details.
    let setMeans: [[Double]]
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
    var owners: [PoolID: Int] = [:]
    for program in programs {
      if let source = program.source { join(source, program.place) }
      for id in program.usages.flatMap(\.pools.keys) {
        // Allowances of one plan share its fee.
        let key = id.plan.map(PoolID.fee) ?? id
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
    let group = TrialGroup(
      members, source: source, scenario: scenario, risk: risk, factors: factors)
    let blocks = Self.blocks(of: trials)
    let plans = (0..<scenario.monthCount).map {
      MonthPlan(members, month: $0, scenario: scenario, beginnings: beginnings[$0])
    }
    // Columns for every month where they fit: threads then meet once, not every month.
    let isWide = trials * members.count * plans.count <= Self.wideSize
    let costs = (0..<(isWide ? plans.count : 1)).map { _ in
      members.map { _ in Column(blank: trials) }
    }
    let sums = plans.map { Column(blocks.count * max($0.sumCount, 1)) }
    let ownMoney = plans.indices.map { month in totals.providers.mapValues { $0[month] } }
    @Sendable func simulate(_ month: Int, _ block: Int) {
      let plan = plans[month]
      group.advance(to: month, blocks[block])
      TrialMonth(
        group: group, plan: plan, trials: blocks[block], costs: costs[isWide ? month : 0],
        sums: sums[month].part(block * plan.sumCount..<(block + 1) * plan.sumCount),
        money: totals.months[month], ownMoney: ownMoney[month]
      ).run()
    }
    var found: [Spread] = []
    if isWide {
      Parallel.share(blocks.count, among: workers) { block in
        group.prepare(blocks[block])
        for month in plans.indices { simulate(month, block) }
        group.settle(blocks[block])
      }
      if isDetailed { found = spreads(of: costs.flatMap { $0 }, knowsMeans: true) }
      progress(plans.count)
    } else {
      Parallel.share(blocks.count, among: workers) { group.prepare(blocks[$0]) }
      for month in plans.indices {
        Parallel.share(blocks.count, among: workers) { simulate(month, $0) }
        if isDetailed { found += spreads(of: costs[0], knowsMeans: true) }
        progress(month + 1)
      }
      Parallel.share(blocks.count, among: workers) { group.settle(blocks[$0]) }
    }
    let months = plans.indices.map { month in
      var means = [Double](repeating: 0, count: plans[month].sumCount)
      for block in blocks.indices {
        for index in means.indices {
          means[index] += sums[month].values[block * means.count + index]
        }
      }
      for index in means.indices { means[index] /= Double(trials) }
      guard isDetailed else {
        return GroupMonth(plan: plans[month], means: means, spreads: [], setMeans: [])
      }
      let setMeans = members.indices.map { member in
        self.setMeans(of: member, members[member], plans[month], blocks, sums[month])
      }
      let spreads = zip(found[month * members.count..<(month + 1) * members.count], setMeans)
        .map { $0.with(setMeans: $1) }
      return GroupMonth(plan: plans[month], means: means, spreads: spreads, setMeans: setMeans)
    }
    guard isDetailed else {
      return GroupResult(members: members, months: months, totals: [], perAccepted: [])
    }
    return GroupResult(
      members: members, months: months,
      totals: zip(members.indices, spreads(of: group.costs, knowsMeans: true)).map {
        member, spread in
        spread.with(setMeans: months.map { $0.setMeans[member] }.columnSums)
      },
      perAccepted: ratios(group.costs, group.kept.map(\.assets)))
  }

  /// The spread of each column.
  ///
  /// - Parameters:
  ///   - columns: A number for each trial.
  ///   - knowsMeans: Whether what is expected in each set of trials will tell the error of the mean, so that nobody has to
  ///     look for it here.
  /// - Returns: The spreads, in the order of the columns.
  func spreads(of columns: [Column], knowsMeans: Bool = false) -> [Spread] {
    let findsError = !knowsMeans || TrialOrder.setCount(source.trials) < 2
    return Parallel.map(columns.count, among: workers) { index in
      SpreadFinder.spread(of: columns[index].values, findsMeanError: findsError)
    }
  }

  /// Cost per kept asset in the trials that have any.
  private func ratios(_ costs: [Column], _ assets: [Column]) -> [Spread?] {
    Parallel.map(costs.count, among: workers) { member -> Spread? in
      let (costs, assets) = (costs[member].values, assets[member].values)
      let ratios = Column(blank: costs.count)
      var count = 0
      for trial in costs.indices where assets[trial] > 0 {
        ratios.values[count] = costs[trial] / assets[trial]
        count += 1
      }
      return count == 0
        ? nil : SpreadFinder.spread(of: ratios.part(0..<count), areTrials: count == costs.count)
    }
  }
}
