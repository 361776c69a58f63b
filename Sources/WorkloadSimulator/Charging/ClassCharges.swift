import BillingTypes
import PricingRules

/// What one request of one class of a feature is expected to use, for who shares a feature's lines out among its classes.
package struct ClassCharges: Sendable {
  /// The class, with its share of the feature's requests.
  package let requestClass: RequestClass
  /// Expected quantity and cost per request, one per charge; cost in the price's unit.
  package let charges: [RequestUsage.ChargeUsage]
}

extension Forecaster {
  /// What requests of each class use, by month and then in the order of the mix.
  ///
  /// - Parameters:
  ///   - feature: A feature of the scenario, as the forecast took it.
  ///   - scenario: The scenario, as the forecast took it.
  /// - Throws: ``ForecastError`` for a request that the offer refuses.
  /// - Returns: By month, then by class.
  package func classCharges(
    of feature: Feature, in scenario: Scenario
  ) throws -> [[ClassCharges]] {
    let tolerance = TrialOptions(trials: 0).callTolerance
    var earlier: [FeatureUsage?] = feature.mix.map { _ in nil }
    return try scenario.months.map { month in
      try feature.mix.enumerated().map { place, requestClass in
        var own = feature
        own.mix = [RequestClass(share: .one, values: requestClass.values)]
        do {
          let usage = try FeatureUsage(
            feature: own, catalogue: catalogue, day: max(asOf, month.firstDay), knownAt: knownAt,
            tolerance: tolerance, reusing: earlier[place])
          earlier[place] = usage
          return ClassCharges(requestClass: requestClass, charges: usage.charges)
        } catch let error as PricingError {
          throw ForecastError(feature, .mixNotPriceable(offer: feature.offer, error))
        }
      }
    }
  }
}
