import BillingTypes
import PricingRules
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
  /// What is agreed of providers' bills.
  private let terms: Terms

  /// Prepares the trials.
  ///
  /// - Parameters:
  ///   - scenario: A checked scenario.
  ///   - catalogue: The rate cards.
  ///   - usages: By month, then by feature in the scenario's order.
  ///   - demands: By month, then by feature.
  ///   - risk: How prices may change; nil for prices that stay.
  ///   - options: How many trials.
  ///   - terms: What is agreed of providers' bills.
  ///   - draws: What other forecasts drew.
  /// - Throws: ``ForecastError`` for correlations that contradict each other.
  init(
    _ scenario: Scenario, catalogue: Catalogue, usages: [[FeatureUsage]],
    demands: [[String: ExpectedDemand]], risk: PriceRisk?, options: TrialOptions,
    terms: Terms = Terms([]), draws: DrawMemory
  ) throws {
    self.terms = terms
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
    let allUsages = programs.flatMap(\.usages)
    let sellers = Set(allUsages.map(\.offer.provider) + scenario.plans.map(\.provider))
      .union(terms.boundProviders).filter { terms.bindBills(of: $0) }
    var run = TrialRun(
      scenario: scenario, programs: programs,
      source: InputSource(
        table: table, trials: options.trials, seed: options.seed,
        variation: scenario.variationOfMonths, memory: draws), risk: risk,
      workers: options.workers,
      idlePlans: try Self.idlePlans(scenario, finders, programs) { !sellers.contains($0) },
      beginnings: scenario.beginnings(catalogue))
    for seller in sellers {
      run.settled[seller] = try Self.idlePlans(scenario, finders, programs) { $0 == seller }
    }
    self.run = run
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
    let totals = TrialRun.Totals(
      trials: options.trials, months: months, isDetailed: true, providers: run.settled.keys)
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
    totals.close(run.idlePlans, run.settled, among: options.workers)
    let whole = sum(of: totals.months.map(\.accrued))
    let summary = try summary(results, totals, whole: whole)
    return (means, summary, TrialReplay(self, whole: whole))
  }

  private func summary(
    _ results: [TrialRun.GroupResult], _ totals: TrialRun.Totals, whole: Column
  ) throws -> TrialSummary {
    let contract =
      run.settled.isEmpty ? nil : try ContractTrials(terms, totals, in: scenario.months)
    let held = TrialBudget(
      scenario, beside: beside, owning: owning,
      used: contract?.used ?? totals.months.map(\.accrued),
      paid: contract?.paid ?? totals.months.map(\.paid))
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
      paid: zip(zip(held.used, held.paid), zip(run.spreads(of: held.paid), monthMeans)).map {
        contract == nil && $0.0.values.elementsEqual($0.1.values) ? $1.0.with(setMeans: $1.1) : $1.0
      },
      total: SpreadFinder.spread(of: whole.values)
        .with(setMeans: monthMeans.columnSums),
      overMonthlyBudget: held.overMonthly, overYearlyBudget: held.overYearly,
      overYearlyBudgetAllIn: held.overYearlyAllIn,
      contract: contract.map { contract in
        let spreads = run.spreads(of: [sum(of: contract.used), sum(of: contract.paid)])
        return ContractSpread(used: spreads[0], paid: spreads[1], moves: contract.moves)
      })
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
}
