import BillingTypes
import PricingRules
public import WorkloadSimulator

/// Works out what could be decided otherwise: service tiers of planned offers, and offers that cost certainly less.
///
/// Every lever is a forecast of the whole scenario from the same draws, so that plans which features share, and the
/// chance to exceed the budget, are those that follow.
public struct LeverAnalysis: Sendable {
  private let catalogue: Catalogue
  private let forecaster: Forecaster
  private let trials: TrialOptions
  private let contracted: Forecaster?

  /// A saving under this part of a cost is no lever.
  static let leastSaving = 0.02

  /// Creates an analysis.
  ///
  /// - Parameters:
  ///   - forecaster: What forecasts, with its rate cards.
  ///   - trials: How many trials every lever takes, from which seed.
  ///   - contracted: What forecasts at contracted prices, against which budgets are held; nil where list prices are paid.
  public init(_ forecaster: Forecaster, trials: TrialOptions, contracted: Forecaster? = nil) {
    self.contracted = contracted
    catalogue = forecaster.catalogue
    self.forecaster = forecaster
    self.trials = trials.withoutBounds()
  }

  /// The levers of a scenario, and which are advised.
  ///
  /// - Parameters:
  ///   - forecast: The scenario as it is planned.
  ///   - alternatives: What its features cost with other offers.
  ///   - progress: Is told the share of the work that is done, from 0 to 1.
  /// - Returns: The study; a change that cannot be forecast is none.
  public func study(
    of forecast: Forecast, _ alternatives: [FeatureAlternatives],
    progress: (Double) -> Void = { _ in }
  ) -> LeverStudy {
    guard forecast.total.picounits > 0 else { return .none }
    let wanted = alternatives.flatMap { changes(of: $0) }
    var levers: [Lever] = []
    for (place, draft) in wanted.enumerated() {
      progress(Double(place) / Double(wanted.count))
      if let lever = lever(draft, instead: forecast) { levers.append(lever) }
    }
    let advised = alternatives.compactMap { alternative in
      advice(levers.filter { $0.feature.name == alternative.feature.name }, forecast)
    }
    return LeverStudy(levers: levers, advised: advised, asAdvised: together(advised, forecast))
  }

  /// A change before it is forecast.
  private struct Draft {
    let planned: Feature
    let feature: Feature
    let offer: Offer
    let change: Lever.Change
    let differs: [TranslationDifference]
    var passedOver: [FeatureAlternatives.Option] = []
  }

  /// What is worth a forecast: cheaper tiers, then of the same model and of others the offers that certainly cost less.
  private func changes(of alternative: FeatureAlternatives) -> [Draft] {
    let feature = alternative.feature
    guard let planned = alternative.options.first(where: \.isPlanned), planned.isPriced else {
      return []
    }
    var drafts = tiers(of: feature, planned.offer)
    func add(_ choice: FeatureAlternatives.Choice?, _ change: Lever.Change) {
      guard let choice, case let option = choice.option,
        let served = option.forecast.scenario.features.first(where: { $0.name == feature.name })
      else { return }
      drafts.append(
        Draft(
          planned: feature, feature: served, offer: option.offer, change: change,
          differs: option.differs, passedOver: choice.passedOver))
    }
    add(alternative.choice(ofSameModel: true), .seller)
    add(alternative.choice(ofSameModel: false), .model)
    return drafts
  }

  /// The tiers that cost less, of an offer whose answer may take longer.
  private func tiers(of feature: Feature, _ offer: Offer) -> [Draft] {
    guard feature.needs.maximumLatencySeconds == nil, feature.patience == nil else { return [] }
    let asked = feature.mix.contains { own in
      own.values.contains { $0.name == ServiceTier.parameterName }
    }
    guard !asked else { return [] }
    return offer.serviceTiers.filter { $0.multiplier < .one }.map { tier in
      let mix = feature.mix.map { own in
        own.with(values: own.values + [(ServiceTier.parameterName, .text(tier.name))])
      }
      return Draft(
        planned: feature, feature: feature.served(by: offer.id, mix: mix), offer: offer,
        change: .serviceTier(tier), differs: [])
    }
  }

  private func lever(_ draft: Draft, instead planned: Forecast) -> Lever? {
    let scenario = changed(planned.scenario, draft.feature, draft.offer)
    guard let forecast = forecast(scenario),
      let saving = try? planned.total - forecast.total,
      saving.units.approximation
        >= Self.leastSaving * planned.total.units.approximation
    else { return nil }
    let offer = catalogue.offer(draft.planned.offer)
    let lacks = (offer?.capabilities ?? []).filter { !draft.offer.capabilities.contains($0) }
    let missing = draft.offer.notIncluded.filter { !(offer?.notIncluded ?? []).contains($0) }
    return Lever(
      feature: draft.planned, change: draft.change, offer: draft.offer, differs: draft.differs,
      lacks: lacks, passedOver: draft.passedOver, forecast: forecast, saving: saving,
      isLikeForLike: draft.change != .model && draft.differs.isEmpty && missing.isEmpty)
  }

  /// The scenario with another feature, without the plans that only the old one used.
  private func changed(_ scenario: Scenario, _ feature: Feature, _ offer: Offer) -> Scenario {
    let before = scenario.features.first { $0.name == feature.name }
    let rest = scenario.features.filter { $0.name != feature.name }.map(\.offer) + [offer.id]
    func serves(_ plan: PlanID, _ offer: OfferID) -> Bool {
      guard let offer = catalogue.offer(offer), let plan = catalogue.plan(plan) else {
        return false
      }
      let meters = offer.charges.map(\.meter)
      return plan.includes.contains { included in
        offer.credits.contains(CreditID(included.key))
          || plan.id.provider == offer.provider && meters.contains(included.key)
      }
    }
    let kept = scenario.subscriptions.filter { own in
      before.map { !serves(own.plan, $0.offer) } ?? true || rest.contains { serves(own.plan, $0) }
    }
    return scenario.replacing(feature, subscriptions: kept)
  }

  /// What is advised of a feature's levers: the one after which the budget fits best by verdict, of equals the least
  /// change; nothing where the verdict stays.
  private func advice(_ levers: [Lever], _ planned: Forecast) -> Lever? {
    guard let chance = planned.chanceToExceed else { return nil }
    let now = BudgetVerdict(chance: chance.upperBound)
    let able = levers.compactMap { lever -> (lever: Lever, verdict: BudgetVerdict)? in
      guard lever.isLikeForLike, lever.offer.doubt.confidence != .low, let chance = lever.chance
      else { return nil }
      return (lever, BudgetVerdict(chance: chance.upperBound))
    }
    // The first of equals is the least change.
    return able.filter { $0.verdict < now }.min { $0.verdict < $1.verdict }?.lever
  }

  private func together(_ advised: [Lever], _ planned: Forecast) -> Forecast? {
    guard let first = advised.first else { return nil }
    guard advised.count > 1 else { return first.forecast }
    var scenario = planned.scenario
    for lever in advised {
      guard
        let feature = lever.forecast.scenario.features.first(where: {
          $0.name == lever.feature.name
        })
      else { continue }
      scenario = changed(scenario, feature, lever.offer)
    }
    return forecast(scenario)
  }

  /// The forecast of a changed scenario, its budget held against what is paid for it; nil where it cannot be made.
  private func forecast(_ scenario: Scenario) -> Forecast? {
    guard let list = try? forecaster.forecast(scenario, trials) else { return nil }
    guard let contracted else { return list }
    return (try? contracted.forecast(scenario, trials)).map { list.heldAgainstBudget(by: $0) }
  }
}
