import BillingTypes
import PricingRules

// Months put together to a forecast.
extension Forecaster {
  /// How sure the mean cost of calls is, feature by feature, where it is no exact sum.
  func callErrors(_ scenario: Scenario, _ usages: [[FeatureUsage]]) -> [CallError] {
    scenario.features.indices.compactMap { place in
      let relative = usages.flatMap { month in
        let usage = month[place]
        let units = usage.offer.charges.map(\.price.unit)
        let means = usage.charges.map { abs(($0.cost ?? $0.quantity).approximation) }
        return means.indices.map { charge in
          let whole = means.indices.filter { units[$0] == units[charge] }
            .reduce(0) { $0 + means[$1] }
          return whole > 0 ? usage.errors[charge] / whole : 0
        }
      }
      guard let largest = relative.max(), largest > 0 else { return nil }
      return CallError(feature: scenario.features[place].name, relative: largest)
    }
  }

  func assemble(
    _ scenario: Scenario, _ months: [MonthForecast], _ ends: ForecastEnds?,
    hasPriceRisk: Bool = false, whereBilled upper: Forecast? = nil,
    trialEnds: TrialEnds = TrialEnds()
  ) throws -> Forecast {
    let lines = months.flatMap(\.lines)
    // Where only the whole does not fit, the feature that costs most is the one to make smaller.
    let costliest = (lines + (ends?.most ?? [])).filter { $0.feature != nil }
      .max { $0.cost?.picounits ?? 0 < $1.cost?.picounits ?? 0 }?.feature
    guard let feature = scenario.features.first(where: { $0.name == costliest }) else {
      return try assemble(scenario, months, ends, lines, hasPriceRisk, upper, trialEnds)
    }
    return try feature.naming {
      try assemble(scenario, months, ends, lines, hasPriceRisk, upper, trialEnds)
    }
  }

  private func assemble(
    _ scenario: Scenario, _ months: [MonthForecast], _ ends: ForecastEnds?, _ lines: [ForecastLine],
    _ hasPriceRisk: Bool, _ upper: Forecast?, _ trialEnds: TrialEnds
  ) throws -> Forecast {
    let total = try Money.sum(lines.compactMap(\.cost), in: scenario.currency)
    var forecast = Forecast(
      scenario: scenario, asOf: asOf, catalogueDigest: catalogue.deferredDigest, lines: lines,
      summaries: months.flatMap(\.summaries), statements: months.flatMap(\.statements),
      warnings: assumedPlans(scenario, months) + unknownPrices(scenario) + oldSources(scenario),
      offers: scenario.features.map(\.offer).uniqued().compactMap { catalogue.offer($0) },
      whole: ExpectedCost(total), ends: ends, hasPriceRisk: hasPriceRisk)
    forecast.whereBilled = upper.map { [$0] } ?? []
    forecast.trialEnds = trialEnds
    forecast.owning = try? OwningCost(of: scenario, catalogue)
    try forecast.checkSums()
    for place in forecast.summaries.indices {
      let (month, feature) = (forecast.summaries[place].month, forecast.summaries[place].feature)
      forecast.summaries[place].expected = forecast.expected {
        $0.month == month && $0.feature == feature
      }
    }
    forecast.whole = forecast.expected { _ in true }
    return forecast
  }

  /// Offers whose sources are old on the day whose prices are used.
  private func oldSources(_ scenario: Scenario) -> [ForecastWarning] {
    scenario.features.map(\.offer).uniqued().compactMap { catalogue.offer($0) }.compactMap {
      offer in
      offer.oldSource(on: asOf).map { .oldSource(offer: offer.id, $0) }
    }
  }

  /// Prices that begin during the scenario and do not count, because nobody is said to have known of them.
  private func unknownPrices(_ scenario: Scenario) -> [ForecastWarning] {
    let end = scenario.start.advanced(by: scenario.monthCount).firstDay
    let offers = scenario.features.map(\.offer).uniqued().compactMap { catalogue.offer($0) }
    return offers.flatMap { offer in
      offer.charges.flatMap { charge in
        charge.price.history.compactMap { entry -> ForecastWarning? in
          guard let from = entry.from, from > knownAt, from > asOf, from < end,
            entry.knownFrom == nil, entry.calledOff == nil
          else { return nil }
          return .priceNotKnownYet(offer: offer.id, meter: charge.meter, from: from)
        }
      }
    }
  }
}
