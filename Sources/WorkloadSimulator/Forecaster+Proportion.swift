import BillingTypes
import PricingRules
import Settlement

extension Forecaster {
  /// Whether the means of the inputs tell the mean of the cost: everything follows them in proportion, or all of them
  /// are known.
  func isInProportion(_ scenario: Scenario, _ usages: [[FeatureUsage]]) -> Bool {
    let uncertain = scenario.inputs.filter(\.isUncertain)
    let isCounted = scenario.features.contains { $0.calls.overdispersion != .zero }
    let varies = !uncertain.isEmpty || isCounted || scenario.monthlyVariation.variation != nil
    guard varies else { return true }
    let isPooled = zip(scenario.months, usages).contains { month, usages in
      let finder = PoolFinder(scenario: scenario, catalogue: catalogue, month: month)
      return usages.contains { usage in
        usage.offer.charges.indices.contains { index in
          finder.pool(
            of: usage.offer.charges[index], at: index, amounts: usage.prices[index],
            offer: usage.offer) != nil
        }
      }
    }
    return !isPooled && scenario.correlations.isEmpty
      && scenario.features.allSatisfy { $0.isInProportion(over: scenario.monthCount) }
  }
}

extension Feature {
  /// Whether what it asks for follows each of its inputs in proportion.
  fileprivate func isInProportion(over months: Int) -> Bool {
    func isKnown(_ distribution: Distribution) -> Bool { distribution.fixedValue != nil }
    guard uncertainShares.isEmpty, path.atMostPerMonth == nil, isKnown(growth) || months <= 2,
      isKnown(takesPerAccepted)
    else { return false }
    var countsKept = false
    if case .accepted = volume { countsKept = true }
    // Shares that are drawn may come to more than all requests, or make others of them.
    let bends = countsKept || calls.retries > 0 || calls.chain != nil
    let used = endings.filter { $0.rate != .fixed(.zero) }
    return !(bends || used.count > 1) || used.allSatisfy { isKnown($0.rate) }
  }
}

extension Scenario {
  /// The scenario if every outcome were billed of which nobody knows whether it is; nil where there is none.
  func billingUnknown(_ catalogue: Catalogue) -> Scenario? {
    var hasAny = false
    let billed = features.map { feature -> Feature in
      guard let offer = catalogue.offer(feature.offer) else { return feature }
      let drawn = feature.endings.filter { $0.rate != .fixed(.zero) }.map(\.outcome)
      let unknown = (drawn + feature.statedOutcomes).uniqued()
        .filter { feature.billing(of: $0, by: offer) == .unknown }
      guard !unknown.isEmpty else { return feature }
      hasAny = true
      return feature.billing(unknown)
    }
    return hasAny ? replacing(features: billed) : nil
  }
}
