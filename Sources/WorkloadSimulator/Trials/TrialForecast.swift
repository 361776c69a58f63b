import BillingTypes
package import PricingRules
import Settlement

/// A scenario's trials from its usage to the means of its lines and the spread of its amounts.
package struct TrialForecast: Sendable {
  let scenario: Scenario
  let options: TrialOptions
  let run: TrialRun
  let table: InputTable
  let demands: [[String: ExpectedDemand]]
  let usages: [[FeatureUsage]]
  /// What building and keeping cost, by month.
  private let beside: [Double]
  /// What of it a budget has to cover, by month.
  private let owning: [Double]

  /// Prepares the trials.
  ///
  /// - Parameters:
  ///   - scenario: A checked scenario.
  ///   - catalogue: The rate cards.
  ///   - usages: By month, then by feature in the scenario's order.
  ///   - demands: By month, then by feature.
  ///   - risk: How prices may change; nil for prices that stay.
  ///   - options: How many trials.
  /// - Throws: ``ForecastError`` for correlations that contradict each other.
  package init(
    _ scenario: Scenario, catalogue: Catalogue, usages: [[FeatureUsage]],
    demands: [[String: ExpectedDemand]], risk: PriceRisk?, options: TrialOptions
  ) throws {
    self.scenario = scenario
    self.options = options
    self.usages = usages
    self.demands = demands
    let owning = try OwningCost(of: scenario, catalogue)
    let beside = try scenario.months.indices.map { month in
      try owning.cost(in: month..<month + 1).units.approximation
    }
    self.beside = beside
    self.owning = scenario.budget.coversOwning ? beside : beside.map { _ in 0 }
    let finders = scenario.months.map {
      PoolFinder(scenario: scenario, catalogue: catalogue, month: $0)
    }
    let offers = usages.flatMap { $0 }.map(\.offer)
    var seen: Set<OfferID> = []
    let estimates = offers.filter { seen.insert($0.id).inserted }.flatMap(\.estimateInputs)
    table = try InputTable(scenario, estimates: estimates)
    let keys = scenario.features.map(UsageKey.init).distinct
    let usagePrograms = try keys.firsts.map { place in
      let feature = scenario.features[place]
      var months: [UsageProgram] = []
      for month in usages.indices {
        let usage = usages[month][place]
        // The same prices make the same program.
        if month > 0, usages[month - 1][place].day == usage.day, let last = months.last,
          finders[month].findsTheSame(as: finders[month - 1])
        {
          months.append(last)
        } else {
          months.append(try UsageProgram(usage, feature, finders[month]))
        }
      }
      return months
    }
    var programs: [FeatureProgram] = []
    for (place, feature) in scenario.features.enumerated() {
      programs.append(
        try FeatureProgram(
          feature, place: place, in: scenario, usages: usagePrograms[keys.places[place]],
          inputs: table))
    }
    run = TrialRun(
      scenario: scenario, programs: programs,
      source: InputSource(
        table: table, trials: options.trials, seed: options.seed,
        variation: scenario.variationOfMonths), risk: risk,
      workers: options.workers,
      idlePlans: try Self.idlePlans(scenario, finders, programs),
      beginnings: scenario.beginnings(catalogue))
  }

  /// Runs the trials.
  ///
  /// - Parameter progress: Is told the share of the work that is done.
  /// - Returns: The means for the lines, the spreads, and the trials to be run again.
  /// - Throws: `NumberError` for figures that do not fit.
  package func results(
    progress: (Double) -> Void = { _ in }
  ) throws -> (means: [MonthMeans], summary: TrialSummary, replay: TrialReplay) {
    let months = scenario.monthCount
    let totals = TrialRun.Totals(trials: options.trials, months: months, isDetailed: true)
    let groups = run.groups
    let size = Double(scenario.features.count * months)
    var done = 0
    var results: [TrialRun.GroupResult] = []
    for group in groups {
      results.append(
        run.run(group, into: totals, isDetailed: true) { month in
          progress(Double(done + month * group.count) / size)
        })
      done += months * group.count
    }
    let means = try Parallel.map(months, among: options.workers) { [results] month in
      try self.means(of: month, results)
    }
    totals.close(run.idlePlans, among: options.workers)
    let whole = sum(of: totals.months.map(\.accrued))
    return (means, summary(results, totals, whole: whole), TrialReplay(self, whole: whole))
  }

  private func summary(
    _ results: [TrialRun.GroupResult], _ totals: TrialRun.Totals, whole: Column
  ) -> TrialSummary {
    var features = [FeatureTrials?](repeating: nil, count: scenario.features.count)
    for result in results {
      for (index, member) in result.members.enumerated() {
        features[member.place] = FeatureTrials(
          feature: member.feature.name, months: result.months.map { $0.spreads[index] },
          total: result.totals[index], perAccepted: result.perAccepted[index])
      }
    }
    // By month: what every feature costs together, set by set.
    let monthMeans = scenario.months.indices.map { month in
      results.flatMap { $0.months[month].setMeans }.columnSums
    }
    return TrialSummary(
      seed: options.seed, trials: options.trials, features: features.compactMap { $0 },
      months: zip(run.spreads(of: totals.months.map(\.accrued)), monthMeans).map {
        $0.with(setMeans: $1)
      },
      // What is paid is what is used where no plan and no pack lies between.
      paid: zip(zip(totals.months, run.spreads(of: totals.months.map(\.paid))), monthMeans).map {
        $0.0.paid.values.elementsEqual($0.0.accrued.values) ? $0.1.with(setMeans: $1) : $0.1
      },
      total: SpreadFinder.spread(of: whole.values)
        .with(setMeans: monthMeans.columnSums),
      overMonthlyBudget: scenario.budget.month.map { budget in
        zip(totals.months, owning).map {
          Self.share(of: budgeted($0), above: budget, beside: $1)
        }
      } ?? [],
      overYearlyBudget: scenario.budget.year.map { budget in
        years(totals).map { Self.share(of: $0.money, above: budget, beside: $0.owning) }
      } ?? [],
      overYearlyBudgetAllIn: overAllIn(totals))
  }

  /// The share of trials in which each year's cost, with what is built and kept, is above the budget of a year; none
  /// where the scenario counts nothing beside the bills.
  private func overAllIn(_ totals: TrialRun.Totals) -> [Double] {
    guard let budget = scenario.budget.year, beside.contains(where: { $0 > 0 }) else { return [] }
    return years(totals).enumerated().map { year, own in
      let months = 12 * year..<min(12 * year + 12, scenario.monthCount)
      return Self.share(of: own.money, above: budget, beside: beside[months].reduce(0, +))
    }
  }

  /// What is held against the budget of every twelve months, with what it has to cover beside.
  private func years(_ totals: TrialRun.Totals) -> [(money: Column, owning: Double)] {
    stride(from: 0, to: scenario.monthCount, by: 12).map { first in
      let year = first..<min(first + 12, scenario.monthCount)
      return (sum(of: totals.months[year].map(budgeted)), owning[year].reduce(0, +))
    }
  }

  /// What is held against a month's budget, trial by trial.
  private func budgeted(_ month: MonthMoney) -> Column {
    scenario.budget.basis == .paid ? month.paid : month.accrued
  }

  /// Some months together, trial by trial.
  private func sum(of months: some Sequence<Column>) -> Column {
    let whole = Column(options.trials)
    for month in months {
      let values = month.values
      for trial in whole.values.indices { whole.values[trial] += values[trial] }
    }
    return whole
  }

  private static func share(of column: Column, above limit: Rational, beside: Double) -> Double {
    let limit = limit.approximation - beside
    return Double(column.values.reduce(0) { $0 + ($1 > limit ? 1 : 0) })
      / Double(column.values.count)
  }

  /// How many requests each feature makes in a month of one trial, in the scenario's order, with the
  /// chances of their outcomes.
  package func requests(
    inMonth month: Int, trial: Int
  ) -> [RequestsOfTrial] {
    var found = [RequestsOfTrial](repeating: RequestsOfTrial(), count: scenario.features.count)
    // With its neighbour, because trials are worked on two by two.
    let trials = trial & ~1..<min(run.source.trials, (trial | 1) + 1)
    for members in run.groups {
      let group = TrialGroup(
        members, source: run.source, scenario: scenario, risk: nil, countsRequests: true)
      group.prepare(trials)
      for index in 0...month {
        group.advance(to: index, trials)
        let plan = MonthPlan(
          members, month: index, scenario: scenario, beginnings: run.beginnings[index])
        let sums = Column(max(plan.sumCount, 1))
        let money = { Column(run.source.trials) }
        var block = TrialMonth(
          group: group, plan: plan, trials: trials,
          costs: members.map { _ in Column(run.source.trials) }, sums: sums.values,
          money: MonthMoney(direct: money(), accrued: money(), paid: money()))
        block.watch = { member, other, count in
          guard index == month, other == trial else { return }
          let law = block.law(of: member, trial: trial)
          let feature = members[member].feature
          var means: [String: Double] = [:]
          let keys = feature.uncertainMeans.map(\.key) + feature.uncertainShares.map(\.key)
          for key in keys {
            means[key] = group.drawn["\(feature.name).\(key)"]?.values[trial]
          }
          found[members[member].place] = RequestsOfTrial(
            count: Int(count), chances: law.chances, takes: 1 / law.keeping, means: means)
        }
        block.run()
      }
    }
    return found
  }
}
