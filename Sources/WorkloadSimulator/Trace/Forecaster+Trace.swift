package import BillingTypes
import PricingRules

extension Forecaster {
  /// One simulated month of a scenario, request by request.
  ///
  /// - Parameters:
  ///   - scenario: The scenario.
  ///   - month: One of its months.
  ///   - trial: The trial of the forecast whose inputs it has, from 0.
  ///   - options: The forecast's trials and seed.
  /// - Throws: ``ForecastError`` for what the catalogue refuses, and for a month outside.
  /// - Returns: The rows, one after the other.
  package func trace(
    _ scenario: Scenario, month: Month, trial: Int, _ options: TrialOptions
  ) throws -> UsageTrace {
    let place = month.index - scenario.start.index
    guard (0..<scenario.monthCount).contains(place) else {
      throw ForecastError(
        .whole,
        .monthOutside(
          month, first: scenario.start,
          last: scenario.start.advanced(by: scenario.monthCount - 1)))
    }
    let trials = try prepare(scenario, options)
    let requests = trials.requests(inMonth: place, trial: trial)
    let features = try zip(scenario.features, requests).map { feature, request in
      try TraceFeature(
        feature.settling(request.means), catalogue, plans: scenario.plans(in: month), month: month,
        knownAt: knownAt)
    }
    return UsageTrace(
      features: features, counts: requests.map(\.count),
      laws: zip(scenario.features, requests).map { feature, request in
        OutcomeLaw(
          request.chances, takes: request.takes, retries: feature.calls.retries,
          bills: BilledEndings())
      },
      // How long chains are meant to be; their own outcomes end them.
      chains: scenario.features.map { feature in
        feature.calls.chain.map { chain in
          CallSample(
            slotCount: 1, points: chain.laterCalls(good: 1).map { ($0.share, [Double($0.count)]) })
        }
      }, month: month, plans: scenario.plans(in: month).compactMap { catalogue.plan($0) },
      streams: scenario.features.map {
        RandomStream(seed: options.seed, name: "\($0.name) trace").part(place).part(trial)
      })
  }
}
