import PricingRules

extension TrialForecast {
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
        let block = TrialMonth(
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
