public import BillingTypes
public import PricingRules
public import WorkloadSimulator

/// A choice of offers for all features of a scenario, with what it comes to with all that stands beside the bills.
public struct VendorChoice: Sendable {
  /// Which choice it is.
  public let kind: Kind
  /// The offer of each feature, in the order of the features.
  public let offers: [(feature: String, offer: OfferID)]
  /// What the bills are expected to come to.
  public let bills: ExpectedCost
  /// What is paid beside them.
  public let owning: OwningCost

  /// Which choice of offers.
  public enum Kind: Sendable, Hashable {
    /// The offers that are planned.
    case planned
    /// One provider for every feature.
    case one(provider: String)
    /// One provider for every feature that it can serve, the others as planned, so that there are fewer providers.
    case wherePossible(provider: String)
    /// The offer with the cheapest typical request for each feature.
    case cheapest
  }

  /// How many choices of fewer providers are told, the cheapest first.
  public static let mostTold = 6

  /// Bills, building and keeping together; nil where that does not fit.
  public var total: Money? { (try? owning.total).flatMap { try? bills.known + $0 } }
}

/// One vendor or several: what it costs to take as many features from one provider as it can serve.
struct VendorStudy {
  let alternatives: AlternativesAnalysis

  /// The choices: as planned, then others by their totals.
  ///
  /// - Parameter scenario: The scenario.
  /// - Throws: `NumberError` or `MoneyError` for figures that do not fit.
  /// - Returns: The plan first; none for a single feature, where there is nothing to choose.
  func choices(of scenario: Scenario) throws -> [VendorChoice] {
    guard scenario.features.count > 1 else { return [] }
    let costs = scenario.features.map { alternatives.typicalCosts(for: $0, in: scenario) }
    /// For each feature what costs least of some offers, of those that sell the planned model where there are any; the
    /// plan where there are none at all.
    func features(_ isIncluded: (Offer) -> Bool, keepsModel: Bool) -> [Feature] {
      zip(scenario.features, costs).map { feature, able in
        let model = alternatives.catalogue.offer(feature.offer)?.model
        let own = able.filter { isIncluded($0.candidate.offer) }
        let same = keepsModel ? own.filter { $0.candidate.offer.model == model } : []
        return (same.isEmpty ? own : same)
          .min {
            ($0.cost.picounits, $0.candidate.offer.id) < ($1.cost.picounits, $1.candidate.offer.id)
          }?
          .candidate.feature ?? feature
      }
    }
    let planned = try alternatives.forecaster.forecast(scenario, trials)
    guard let owning = planned.owning else { return [] }
    var others: [VendorChoice] = []
    var served: [VendorChoice.Kind: [Feature]] = [:]
    for provider in Set(costs.joined().map(\.candidate.offer.provider)).sorted() {
      let joined = features({ $0.provider == provider }, keepsModel: true)
      let providers = Set(joined.map(\.offer.provider))
      guard providers.count < owning.providers.count else { continue }
      let kind: VendorChoice.Kind =
        providers.count == 1 ? .one(provider: provider) : .wherePossible(provider: provider)
      served[kind] = joined
      if let choice = try choice(kind, joined, scenario) { others.append(choice) }
    }
    // Which ones are told is decided by the means of inputs, which are quick; what is told, as the forecast tells it.
    let told = Self.inOrder(others).prefix(VendorChoice.mostTold).map(\.kind)
    others = try others.compactMap { own in
      guard told.contains(own.kind), let features = served[own.kind] else { return own }
      return try choice(own.kind, features, scenario, trials)
    }
    if let choice = try choice(
      .cheapest, features({ _ in true }, keepsModel: false), scenario, trials)
    {
      others.append(choice)
    }
    return [
      VendorChoice(
        kind: .planned, offers: scenario.features.map { ($0.name, $0.offer) },
        bills: planned.whole, owning: owning)
    ]
      + Self.inOrder(others)
  }

  /// The trials behind each figure.
  private var trials: TrialOptions {
    alternatives.trials.withoutBounds(workers: alternatives.workers)
  }

  private static func inOrder(_ choices: [VendorChoice]) -> [VendorChoice] {
    choices.sorted {
      ($0.total?.picounits ?? .max, "\($0.kind)") < ($1.total?.picounits ?? .max, "\($1.kind)")
    }
  }

  /// What a choice comes to; nil where it cannot be forecast, or something of it has no price that the plan has.
  ///
  /// - Parameters:
  ///   - kind: Which choice it is.
  ///   - features: The features with their offers.
  ///   - scenario: The scenario.
  ///   - trials: How many trials; nil for the means of the inputs.
  /// - Throws: `NumberError` or `MoneyError` for figures that do not fit.
  /// - Returns: The choice.
  private func choice(
    _ kind: VendorChoice.Kind, _ features: [Feature], _ scenario: Scenario,
    _ trials: TrialOptions? = nil
  ) throws -> VendorChoice? {
    let served = scenario.replacing(features: features).only(plansOf: alternatives.catalogue)
    do {
      let forecaster = alternatives.forecaster
      let forecast =
        try trials.map { try forecaster.forecast(served, $0) } ?? forecaster.expected(served)
      guard let owning = forecast.owning, forecast.whole.completeness != .unknown else {
        return nil
      }
      return VendorChoice(
        kind: kind, offers: features.map { ($0.name, $0.offer) }, bills: forecast.whole,
        owning: owning)
    } catch is ForecastError {
      return nil
    }
  }
}

extension Scenario {
  /// The scenario with the plans and packs that its offers have a use for.
  fileprivate func only(plansOf catalogue: Catalogue) -> Scenario {
    let offers = features.compactMap { catalogue.offer($0.offer) }
    let kept = subscriptions.filter { subscription in
      let id = subscription.plan
      return catalogue.plan(id)?.includes.contains { included in
        offers.contains { offer in
          offer.credits.contains(CreditID(included.key))
            || id.provider == offer.provider
              && offer.charges.contains { $0.meter == included.key }
        }
      } ?? false
    }
    let purchases = purchases.filter { purchase in
      offers.contains { $0.credits.contains(purchase.credit) }
    }
    return keeping(subscriptions: kept, purchases: purchases)
  }
}
