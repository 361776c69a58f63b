import BillingTypes
import PricingRules
import Settlement

/// What a scenario uses of steps over the month at the other end, month by month.
struct StepSpan {
  /// The end that is settled.
  let end: UsageEnd
  /// By month: what is used at the other end.
  let used: [[PoolID: Rational]]
}

extension Forecaster {
  /// The months at both ends of what usage can be; nil where the ends are the same.
  func ends(
    _ scenario: Scenario, _ demands: [[String: ExpectedDemand]], _ usages: [[FeatureUsage]],
    figure: [MonthForecast]?, workers: Int
  ) throws -> ForecastEnds? {
    let disputed = disputedPlans(of: scenario)
    guard !disputed.isEmpty || usages.contains(where: { $0.contains(where: \.isOpen) }) else {
      return nil
    }
    func settled(
      _ usages: [[FeatureUsage]], taking reading: PlanReading? = nil, _ opposite: StepSpan? = nil
    ) throws -> [MonthForecast] {
      try months(
        scenario, demands, usages, means: nil, workers: workers,
        catalogue: reading.map { self.catalogue(taking: $0, for: scenario) }, opposite: opposite)
    }
    func lines(
      _ least: [[FeatureUsage]], _ most: [[FeatureUsage]]
    ) throws -> (least: [ForecastLine], most: [ForecastLine]) {
      var low = try settled(least, taking: .cheapest)
      var high = try settled(most, taking: .dearest)
      // More may cost less by steps over the month: there each end looks at what lies before the other.
      if low.contains(where: { !$0.usedInSteps.isEmpty }) {
        let (from, to) = (low.map(\.usedInSteps), high.map(\.usedInSteps))
        low = try settled(least, taking: .cheapest, StepSpan(end: .least, used: to))
        high = try settled(most, taking: .dearest, StepSpan(end: .most, used: from))
      }
      return (low.flatMap(\.lines), high.flatMap(\.lines))
    }
    func extremes(_ end: UsageEnd, byCharge: Bool) throws -> [[FeatureUsage]] {
      try zip(scenario.months, usages).map { month, usages in
        let finder = PoolFinder(scenario: scenario, catalogue: catalogue, month: month)
        return try usages.map { try $0.at(end, addsUp: byCharge ? nil : $0.addsUp(finder)) }
      }
    }
    var openedBy: [String: [FactCode]] = [:]
    for (place, feature) in scenario.features.enumerated() {
      let isDisputed = catalogue.offer(feature.offer)?.credits.contains(where: disputed.contains)
      openedBy[feature.name] =
        usages.flatMap { $0[place].openedBy } + (isDisputed ?? false ? [.sourcesDisagree] : [])
    }
    let (least, most) = (
      try extremes(.least, byCharge: false), try extremes(.most, byCharge: false)
    )
    let (leastParts, mostParts) = (
      try extremes(.least, byCharge: true), try extremes(.most, byCharge: true)
    )
    let isEqual = zip(least + most, leastParts + mostParts).allSatisfy { whole, parts in
      zip(whole, parts).allSatisfy { $0.charges == $1.charges }
    }
    let whole = try lines(least, most)
    return ForecastEnds(
      least: whole.least, figure: try (figure ?? settled(usages)).flatMap(\.lines),
      most: whole.most, byCharge: isEqual ? nil : try lines(leastParts, mostParts),
      openedBy: openedBy)
  }

  /// The catalogue with every plan that the scenario can use as one of its readings has it.
  func catalogue(taking reading: PlanReading, for scenario: Scenario) -> Catalogue {
    let offers = scenario.features.compactMap { catalogue.offer($0.offer) }
    let plans =
      scenario.subscriptions.compactMap { catalogue.plan($0.plan) }
      + offers.flatMap(\.credits).compactMap { credit in
        guard case .plan(let id)? = catalogue.credit(credit)?.defaultSource else { return nil }
        return catalogue.plan(id)
      }
    return plans.contains(where: \.isDisputed) ? catalogue.taking(reading) : catalogue
  }

  /// Credits of the scenario's offers whose plan sources tell in several ways.
  func disputedPlans(of scenario: Scenario) -> Set<CreditID> {
    let credits = scenario.features.compactMap { catalogue.offer($0.offer) }.flatMap(\.credits)
    return Set(
      credits.filter { credit in
        scenario.months.contains { month in
          let chosen = scenario.plans(in: month).compactMap { catalogue.plan($0) }
            .first { $0.included(credit) > .zero }
          if let chosen { return chosen.isDisputed }
          guard case .plan(let id)? = catalogue.credit(credit)?.defaultSource else { return false }
          return catalogue.plan(id)?.isDisputed ?? false
        }
      })
  }
}

extension PoolStatement {
  /// Makes the cost that of one end of what may be used: steps may cost less for more.
  ///
  /// - Parameters:
  ///   - end: The end.
  ///   - other: What is used at the other end.
  /// - Throws: `NumberError/overflow`.
  mutating func move(to end: UsageEnd, with other: Rational) throws(NumberError) {
    guard case .steps(let costs) = pool else { return }
    let bounds = try costs.bounds(of: min(used, other)...max(used, other))
    cost = end == .least ? bounds.lowerBound : bounds.upperBound
    paid = cost
  }
}
