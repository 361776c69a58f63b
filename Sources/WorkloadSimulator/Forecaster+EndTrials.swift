import BillingTypes
import PricingRules
import Settlement

extension Forecaster {
  /// The trials at both ends of what is not known; nothing where nothing is, or where nobody asks.
  ///
  /// - Parameters:
  ///   - scenario: The scenario.
  ///   - trials: Its trials.
  ///   - billed: The forecast if everything were billed of which nobody knows it, where there is one.
  ///   - options: How many trials.
  /// - Returns: What they come to.
  /// - Throws: As the forecast itself.
  func trialEnds(
    _ scenario: Scenario, _ trials: TrialForecast, whereBilled billed: Forecast?,
    _ options: TrialOptions
  ) throws -> TrialEnds {
    let isDisputed = !disputedPlans(of: scenario).isEmpty
    // The ends of means need them as well where it is a plan that is disputed.
    guard options.boundsQuantiles || isDisputed else { return TrialEnds() }
    let isOpen =
      isDisputed || trials.usages.contains { $0.contains { !$0.openedBy.isEmpty } }
    let upper = scenario.billingUnknown(catalogue)
    var ends = TrialEnds()
    let known = (scenario: scenario, usages: trials.usages)
    var asked: [(scenario: Scenario, end: UsageEnd)] = isOpen ? [(scenario, .least)] : []
    // Prices that may change have no ceiling.
    let hasMost = (isOpen || upper != nil) && !options.hasPriceRisk
    let isKnown = billed.map { !isOpen || $0.trialEnds.most != nil } ?? false
    if hasMost, !isKnown { asked.append((upper ?? scenario, .most)) }
    let (workers, each) = trials.options.sideBySide(asked.count)
    let found = try Parallel.map(asked.count, among: workers) { [asked] place in
      try end(of: asked[place].scenario, at: asked[place].end, each, known)
    }
    for (place, end) in found.enumerated() {
      if asked[place].end == .least { ends.least = end.summary } else { ends.most = end.summary }
      ends.lines.append(end.lines)
    }
    if hasMost, isKnown, let billed {
      // Its own end at the most is the one that is asked for.
      ends.most = isOpen ? billed.trialEnds.most : billed.trials
      if isOpen, let lines = billed.trialEnds.lines.last { ends.lines.append(lines) }
    }
    return ends
  }

  private func end(
    of scenario: Scenario, at end: UsageEnd, _ options: TrialOptions,
    _ known: (scenario: Scenario, usages: [[FeatureUsage]])
  ) throws -> (summary: TrialSummary, lines: [ForecastLine]) {
    let catalogue = catalogue(taking: end == .least ? .cheapest : .dearest, for: scenario)
    let all = try usages(of: scenario, options, reusing: known)
    let usages = try zip(scenario.months, all).map { month, usages in
      let finder = PoolFinder(scenario: scenario, catalogue: catalogue, month: month)
      return try usages.map { try $0.forTrials(at: end, addsUp: $0.addsUp(finder)) }
    }
    let demands = try demands(of: scenario, workers: options.workers)
    let (means, summary, _) = try TrialForecast(
      scenario, catalogue: catalogue, usages: usages, demands: demands,
      risk: options.hasPriceRisk ? PriceRisk(catalogue, until: asOf) : nil, options: options,
      terms: terms, draws: draws
    ).results()
    let lines = try months(
      scenario, demands, usages, means: means, workers: options.workers, catalogue: catalogue
    ).flatMap(\.lines)
    // A sum that does not fit is found here, not where somebody reads it.
    _ = try Money.sum(lines.compactMap(\.cost), in: scenario.currency)
    return (summary, lines)
  }
}
