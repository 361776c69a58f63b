import BillingTypes
import PricingRules
import WorkloadSimulator

/// Holds variants of a scenario against the scenario, with the same random numbers.
///
/// Draws are keyed by what they are for, so that a trial of a variant sees the same traffic and the same luck as that
/// trial of the scenario, and the difference of both spreads by what was changed alone.
struct VariantStudy {
  let forecaster: Forecaster
  let options: TrialOptions
  /// The scenario's own forecast, and what it costs in every trial; nil without trials.
  let base: (forecast: Forecast, totals: [Double]?)
  /// What was agreed with providers, and the scenario at contracted prices, against which budgets are held; nil where
  /// the list's are paid.
  var contracted: (terms: Terms, base: Forecast)?

  /// What a variant comes to.
  ///
  /// - Parameter variant: The variant.
  /// - Throws: What `Forecaster.forecast(_:_:progress:)` throws.
  /// - Returns: Its forecast, the difference, and what turns out otherwise.
  func result(of variant: ScenarioVariant) throws -> VariantResult {
    let (forecast, trials) = try forecaster.simulate(variant.scenario, options)
    let paid = try contracted(variant, forecast)
    return VariantResult(
      variant: variant, forecast: forecast,
      difference: try forecast.total - base.forecast.total,
      certainty: certainty(of: forecast),
      spread: base.totals.flatMap { totals in
        trials.map { Self.spread(of: $0.totals, less: totals) }
      },
      payableDifference: try paid.flatMap { before, after in
        try isPriced(before.payable) && isPriced(after.payable)
          ? after.payable.known - before.payable.known : nil
      },
      flips: flips(to: forecast, paid))
  }

  private func isPriced(_ cost: ExpectedCost) -> Bool { cost.completeness != .unknown }

  /// The plan and a variant as they are paid for; nil where nothing was agreed in either.
  private func contracted(
    _ variant: ScenarioVariant, _ forecast: Forecast
  ) throws -> (before: Forecast, after: Forecast)? {
    let terms = variant.terms ?? contracted?.terms ?? Terms([])
    guard contracted != nil || !terms.agreements.isEmpty else { return nil }
    let before = contracted?.base ?? base.forecast
    guard !terms.agreements.isEmpty else { return (before, forecast) }
    let payer = try ScenarioAnalysis(forecaster).contractedForecaster(variant.scenario, terms)
    return (before, try payer.simulate(variant.scenario, options).forecast)
  }

  private static func spread(of totals: [Double], less others: [Double]) -> Spread {
    var differences = zip(totals, others).map { $0 - $1 }
    return differences.withUnsafeMutableBufferPointer { SpreadFinder.spread(of: $0) }
  }

  /// What is open in both costs the same in both, as far as is known, and takes nothing from the difference.
  private func certainty(of forecast: Forecast) -> DifferenceCertainty {
    let (before, after) = (base.forecast.openCosts, forecast.openCosts)
    let isNew = after.contains { before[$0.key] != $0.value }
    let isGone = before.contains { after[$0.key] != $0.value }
    return switch (isNew, isGone) {
    case (false, false): .exact
    case (true, false): .atLeast
    case (false, true): .atMost
    case (true, true): .unknown
    }
  }

  private func flips(
    to forecast: Forecast, _ paid: (before: Forecast, after: Forecast)?
  ) -> [VariantFlip] {
    offerFlips(to: forecast) + planFlips(to: forecast)
      + Self.budgetFlips(from: paid?.before ?? base.forecast, to: paid?.after ?? forecast)
  }

  private func offerFlips(to forecast: Forecast) -> [VariantFlip] {
    let alternatives = AlternativesAnalysis(forecaster)
    return forecast.scenario.features.flatMap { feature -> [VariantFlip] in
      let scenario = base.forecast.scenario
      guard let planned = scenario.features.first(where: { $0.name == feature.name }) else {
        return []
      }
      guard planned.offer == feature.offer else {
        return [.offer(feature: feature.name, from: planned.offer, to: feature.offer)]
      }
      let isAskedAlike =
        planned.asksAlike(feature) && scenario.start == forecast.scenario.start
        && scenario.currency == forecast.scenario.currency
      if isAskedAlike { return [] }
      let before = alternatives.cheapest(for: planned, in: scenario)
      let after = alternatives.cheapest(for: feature, in: forecast.scenario)
      return before == after
        ? [] : [.cheapest(feature: feature.name, from: before, to: after)]
    }
  }

  private func planFlips(to forecast: Forecast) -> [VariantFlip] {
    func sellers(_ forecast: Forecast) -> [CreditSeller] {
      forecast.statements.map(\.seller).uniqued().sorted { $0.description < $1.description }
    }
    let (before, after) = (sellers(base.forecast), sellers(forecast))
    return before == after ? [] : [.plans(from: before, to: after)]
  }

  private static func budgetFlips(from base: Forecast, to forecast: Forecast) -> [VariantFlip] {
    var flips: [VariantFlip] = []
    let (before, after) = (base.monthsOverBudget, forecast.monthsOverBudget)
    if (before == 0) != (after == 0) { flips.append(.monthlyBudget(from: before, to: after)) }
    let (was, isNow) = (base.isOverYearlyBudget, forecast.isOverYearlyBudget)
    if was != isNow { flips.append(.yearlyBudget(isPassed: isNow)) }
    return flips
  }
}

extension Forecast {
  /// What is known of what has no ceiling, by feature; what no feature bears has an empty name.
  fileprivate var openCosts: [String: Money] {
    var open: [String: Money] = [:]
    for name in scenario.features.map(\.name) + [nil as String?] {
      let cost = expected { $0.feature == name }
      if cost.range.ceiling == nil { open[name ?? ""] = cost.known }
    }
    return open
  }

  /// In how many months the budget of a month is passed on average.
  var monthsOverBudget: Int {
    guard let limit = scenario.budget.month else { return 0 }
    return scenario.months.indices.count { budgeted(in: $0..<$0 + 1).known.units > limit }
  }

  /// Whether the budget of a year is passed on average in any twelve months from the first.
  var isOverYearlyBudget: Bool {
    guard let limit = scenario.budget.year else { return false }
    return budgetYears.contains { budgeted(in: $0).known.units > limit }
  }
}
