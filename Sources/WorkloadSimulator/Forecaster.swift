public import BillingTypes
public import PricingRules
import Settlement

/// Forecasts a scenario: demand and charging meet here.
///
/// ```
/// demand      scenario → expected requests per feature and month
/// usage       one request of each class → expected quantities and costs, charge by charge
/// month       requests × usage; plans, packs and monthly steps on the month's totals
/// ```
public struct Forecaster: Sendable {
  /// The rate cards.
  package let catalogue: Catalogue
  /// The day whose prices are used.
  package let asOf: Day
  /// What was known then.
  package let knownAt: Day
  /// What was agreed of providers' bills beside prices, which the cards have already.
  package let terms: Terms
  /// What requests use, as it was computed before; copies of a forecaster share it.
  private let memory = UsageMemory()
  /// What trials draw alike; copies of a forecaster share it.
  let draws = DrawMemory()

  /// Creates a forecaster.
  ///
  /// - Parameters:
  ///   - catalogue: The rate cards.
  ///   - asOf: The day whose prices are used. A change that takes effect later applies from its
  ///     month on, if it was known by `knownAt`.
  ///   - knownAt: What was known then; `asOf` when nil.
  ///   - terms: What was agreed of providers' bills: commitments, credits, tax. Prices are the catalogue's.
  public init(
    catalogue: Catalogue, asOf: Day, knownAt: Day? = nil, terms: Terms = Terms([])
  ) {
    self.terms = terms
    self.catalogue = catalogue
    self.asOf = asOf
    self.knownAt = knownAt ?? asOf
  }

  /// The forecast of a scenario with as many trials as the options say.
  ///
  /// - Parameters:
  ///   - scenario: The scenario.
  ///   - options: How many trials; none gives expected values alone.
  ///   - progress: Is told the share of the trials that is done, from 0 to 1.
  /// - Throws: ``ForecastError`` for an offer, a plan or a request that the catalogue refuses.
  /// - Returns: The forecast.
  public func forecast(
    _ scenario: Scenario, _ options: TrialOptions, progress: (Double) -> Void = { _ in }
  ) throws -> Forecast {
    try simulate(scenario, options, progress: progress).forecast
  }

  /// The forecast of a scenario with its trials, which a study may run again.
  ///
  /// - Parameters:
  ///   - scenario: The scenario.
  ///   - options: How many trials; none gives expected values alone.
  ///   - progress: Is told the share of the trials that is done, from 0 to 1.
  /// - Throws: ``ForecastError`` for an offer, a plan or a request that the catalogue refuses.
  /// - Returns: The forecast, and its trials; nil without any.
  package func simulate(
    _ scenario: Scenario, _ options: TrialOptions, progress: (Double) -> Void = { _ in }
  ) throws -> (forecast: Forecast, trials: TrialReplay?) {
    let scenario = scenario.assuming(catalogue.assumptions).takingDefaults(catalogue)
    guard options.trials > 0 else {
      try ScenarioCheck(scenario: scenario, catalogue: catalogue, asOf: asOf).run()
      let demands = try demands(of: scenario, workers: options.workers)
      let usages = try usages(of: scenario, options)
      guard options.takesMeansOfInputs || isInProportion(scenario, usages) else {
        var forecast = try forecast(
          of: prepare(scenario, options.forMeans()), scenario, options, progress
        ).forecast
        forecast.drawnForMeans = forecast.trials
        forecast.trials = nil
        return (forecast, nil)
      }
      let months = try months(scenario, demands, usages, means: nil, workers: options.workers)
      let ends = try ends(scenario, demands, usages, figure: months, workers: options.workers)
      var forecast = try assemble(scenario, months, ends)
      forecast.callErrors = callErrors(scenario, usages)
      forecast.contract = try ContractStudy(of: forecast, by: terms, nil)
      return (forecast, nil)
    }
    let found = try forecast(of: prepare(scenario, options), scenario, options, progress)
    return (found.forecast, found.trials)
  }

  /// The forecast that trials come to.
  private func forecast(
    of trials: TrialForecast, _ scenario: Scenario, _ options: TrialOptions,
    _ progress: (Double) -> Void
  ) throws -> (forecast: Forecast, trials: TrialReplay) {
    let (means, summary, replay) = try trials.results(progress: progress)
    let months = try months(
      scenario, trials.demands, trials.usages, means: means, workers: options.workers)
    let ends = try ends(
      scenario, trials.demands, trials.usages, figure: nil, workers: options.workers)
    var upper: Forecast?
    if let billed = scenario.billingUnknown(catalogue), !isInProportion(scenario, trials.usages) {
      upper =
        try self.forecast(
          of: prepare(billed, trials.options, reusing: (scenario, trials.usages)), billed,
          options.withoutBounds(), { _ in }
        ).forecast
    }
    let trialEnds = try trialEnds(scenario, trials, whereBilled: upper, options)
    var forecast = try assemble(
      scenario, months, ends, hasPriceRisk: options.hasPriceRisk, whereBilled: upper,
      trialEnds: trialEnds)
    forecast.trials = summary
    forecast.callErrors = callErrors(scenario, trials.usages)
    forecast.contract = try ContractStudy(of: forecast, by: terms, summary.contract?.moves)
    return (forecast, replay)
  }

  /// A scenario's trials, ready to run.
  func prepare(
    _ scenario: Scenario, _ options: TrialOptions,
    reusing known: (scenario: Scenario, usages: [[FeatureUsage]])? = nil
  ) throws -> TrialForecast {
    let scenario = scenario.assuming(catalogue.assumptions).takingDefaults(catalogue)
    try ScenarioCheck(scenario: scenario, catalogue: catalogue, asOf: asOf).run()
    return try TrialForecast(
      scenario, catalogue: catalogue, usages: usages(of: scenario, options, reusing: known),
      demands: demands(of: scenario, workers: options.workers),
      risk: options.hasPriceRisk ? PriceRisk(catalogue, until: asOf) : nil, options: options,
      terms: terms, draws: draws)
  }

  /// The expected-value forecast of a scenario: means of the inputs, no trials.
  ///
  /// - Throws: ``ForecastError`` for an offer, a plan or a request that the catalogue refuses.
  public func expected(_ scenario: Scenario) throws -> Forecast {
    try forecast(scenario, .meansOfInputs)
  }

  /// Expected requests, by month and feature.
  func demands(
    of scenario: Scenario, workers: Int
  ) throws -> [[String: ExpectedDemand]] {
    let model = DemandModel(scenario)
    let growth = try model.growthFactors()
    return try Parallel.map(scenario.monthCount, among: workers) { month in
      Dictionary(
        try model.expected(inMonth: month, growth).map { ($0.feature, $0) },
        uniquingKeysWith: { first, _ in first })
    }
  }

  /// What requests use, by month and then by feature in the scenario's order.
  ///
  /// - Parameters:
  ///   - scenario: The scenario.
  ///   - options: How sure the means of calls must be.
  ///   - known: Another scenario of the same features with what its requests use: those that use the same are taken
  ///     from there.
  /// - Returns: By month, then by feature.
  /// - Throws: ``ForecastError`` for a request that the offer refuses.
  func usages(
    of scenario: Scenario, _ options: TrialOptions,
    reusing known: (scenario: Scenario, usages: [[FeatureUsage]])? = nil
  ) throws -> [[FeatureUsage]] {
    let keys = scenario.features.map(UsageKey.init).distinct
    let knownKeys = known?.scenario.features.map(UsageKey.init)
    var usages: [[FeatureUsage]] = []
    for (place, month) in scenario.months.enumerated() {
      let day = max(asOf, month.firstDay)
      let earlier = usages.last
      let distinct = try Parallel.map(
        keys.firsts.count, among: usages.isEmpty ? options.workers : 1
      ) { index in
        let feature = scenario.features[keys.firsts[index]]
        if let known, let knownKeys, knownKeys[keys.firsts[index]] == UsageKey(feature) {
          return known.usages[place][keys.firsts[index]]
        }
        do {
          guard let earlier else {
            return try memory.usage(UsageKey(feature), day, options.callTolerance) {
              try FeatureUsage(
                feature: feature, catalogue: catalogue, day: day, knownAt: knownAt,
                tolerance: options.callTolerance, reusing: nil)
            }
          }
          return try FeatureUsage(
            feature: feature, catalogue: catalogue, day: day, knownAt: knownAt,
            tolerance: options.callTolerance, reusing: earlier[keys.firsts[index]])
        } catch let error as PricingError {
          throw ForecastError(feature, .mixNotPriceable(offer: feature.offer, error))
        }
      }
      usages.append(keys.places.map { distinct[$0] })
    }
    return usages
  }

  /// The months; what is left of allowances and packs goes on from one to the next.
  func months(
    _ scenario: Scenario, _ demands: [[String: ExpectedDemand]], _ usages: [[FeatureUsage]],
    means: [MonthMeans]?, workers: Int, catalogue: Catalogue? = nil,
    opposite: StepSpan? = nil
  ) throws -> [MonthForecast] {
    var months = try Parallel.map(scenario.monthCount, among: workers) { index in
      var forecast = MonthForecast(
        month: scenario.months[index], scenario: scenario,
        catalogue: catalogue ?? self.catalogue, means: means?[index])
      for (place, feature) in scenario.features.enumerated() {
        guard let demand = demands[index][feature.name] else { continue }
        try feature.naming {
          try forecast.add(
            feature,
            MonthCounts(
              requests: demand.requests, calls: demand.calls, accepted: demand.accepted),
            usages[index][place])
        }
      }
      return forecast
    }
    var book = SettlementBook(from: scenario.start)
    var packs: [PoolID: Pool] = [:]
    for index in months.indices {
      months[index].keep(packs)
      packs = months[index].pools.filter { $0.value.sellsPacks }
      try months[index].settle(
        in: &book, end: opposite?.end, opposite: opposite?.used[index] ?? [:])
    }
    return months
  }

  /// Plans that nobody chose: the cards' defaults for credits that the scenario uses.
  func assumedPlans(_ scenario: Scenario, _ months: [MonthForecast]) -> [ForecastWarning] {
    months.flatMap(\.statements)
      .compactMap { statement in
        guard case .plan(let plan) = statement.seller,
          !scenario.plans(in: statement.month).contains(plan)
        else {
          return nil
        }
        return .planAssumed(key: statement.key, plan: plan)
      }
      .uniqued()
  }
}
