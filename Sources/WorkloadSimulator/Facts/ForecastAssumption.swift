public import BillingTypes
public import PricingRules

/// Something that a forecast rests on though the scenario does not say it.
public enum ForecastAssumption: Hashable, CodedFact {
  /// Months lie so far around what is expected of them.
  case monthsVary(MonthlyVariation)

  /// Numbers that are said to be rough ones are so far off, by the names of the inputs.
  case rough([String], deviation: Rational)

  /// A credit or meter is taken under the card's default plan.
  case defaultPlan(key: String, plan: PlanID)

  /// An estimate is corrected by what was measured.
  case calibrated(EstimatorCalibration)

  /// What is assumed, for programs.
  public var code: FactCode {
    switch self {
    case .calibrated: .calibrated
    case .defaultPlan: .planAssumed
    case .monthsVary: .monthsAssumedToVary
    case .rough: .roughNumbers
    }
  }
}

/// What the intervals of a forecast leave out, so that the truth may lie outside of them more often than they say.
public enum LeftOut: Hashable, CodedFact {
  /// Volumes that are plain numbers, by the names of the inputs.
  case certain([String])
  /// Months that differ from what was planned for them.
  case monthlyVariation
  /// Prices that change.
  case prices
  /// Inputs that tend to be high or low together.
  case correlations
  /// What nobody knows of outcomes and prices.
  case unknown

  /// What is left out, for programs.
  public var code: FactCode {
    switch self {
    case .certain: .takenAsCertain
    case .monthlyVariation: .monthsDoNotVary
    case .prices: .pricesStay
    case .correlations: .inputsIndependent
    case .unknown: .unknownNotDrawn
    }
  }
}

extension Scenario {
  /// Numbers that are said to be rough ones: inputs, then values of requests.
  var roughNumbers: [(name: String, about: About)] {
    let values = features.flatMap { feature in
      feature.mix.flatMap(\.varying).map { ("\(feature.name).\($0.name)", $0.distribution) }
    }
    // Means of requests' values are among the inputs already.
    let found = (inputs.map { ($0.name, $0.distribution) } + values).flatMap { name, distribution in
      distribution.roughNumbers.map { (name: name, about: $0) }
    }
    var seen: Set<String> = []
    return found.filter { seen.insert($0.name).inserted }
  }
}

extension Forecast {
  /// What the forecast rests on though the scenario does not say it.
  public var assumptions: [ForecastAssumption] {
    var found: [ForecastAssumption] = []
    if case .assumed(let variation) = scenario.monthlyVariation {
      found.append(.monthsVary(variation))
    }
    let rough = scenario.roughNumbers
    if let deviation = rough.compactMap(\.about.deviation).first {
      found.append(.rough(rough.map(\.name), deviation: deviation))
    }
    for warning in warnings {
      if case .planAssumed(let key, let plan) = warning {
        found.append(.defaultPlan(key: key, plan: plan))
      }
    }
    return found + offers.flatMap(\.calibrations).map { .calibrated($0) }
  }

  /// What the intervals leave out; nothing without trials.
  public var leftOut: [LeftOut] {
    guard trials != nil else { return [] }
    var found: [LeftOut] = []
    let certain = scenario.features.filter { $0.volume.distribution.fixedValue != nil }
      .map { "\($0.name).\($0.volume.key)" }
    if !certain.isEmpty { found.append(.certain(certain)) }
    if scenario.monthlyVariation.variation == nil { found.append(.monthlyVariation) }
    if !hasPriceRisk { found.append(.prices) }
    let uncertain = scenario.inputs.count(where: \.isUncertain)
    if uncertain > 1, scenario.correlations.isEmpty { found.append(.correlations) }
    if completeness != .complete { found.append(.unknown) }
    return found
  }
}
