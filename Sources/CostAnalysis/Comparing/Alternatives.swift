public import BillingTypes
public import PricingRules
public import WorkloadSimulator

/// What a feature would cost over the scenario with each offer of its category.
public struct FeatureAlternatives: Sendable {
  /// The feature.
  public let feature: Feature
  /// Offers that can serve it; the planned one is among them.
  public let options: [Option]
  /// Offers that cannot, sorted by id.
  public let excluded: [Comparison.Exclusion]

  /// An offer with its cost.
  public struct Option: Sendable {
    /// The offer.
    public let offer: Offer
    /// Whether it is the planned one.
    public let isPlanned: Bool
    /// The feature's known cost over the scenario, with plans and packs of its own.
    public let cost: Money
    /// How much of the cost is known.
    public let completeness: Completeness
    /// Accepted assets over the scenario.
    public let accepted: Rational
    /// What differs from what the feature asks for.
    public let differs: [String]
    /// The forecast behind the cost.
    public let forecast: Forecast

    /// Whether every quantity has a price; what may be missing is then only whether failures are
    /// billed, which is as unclear elsewhere.
    public var isPriced: Bool {
      offer.charges.allSatisfy { $0.doubt == nil }
        && forecast.lines.allSatisfy { $0.cost != nil }
        && forecast.statements.allSatisfy { $0.missing == nil }
    }

    /// Cost per accepted asset; nil when nothing is accepted or nothing known.
    public var costPerAccepted: Rational? {
      guard accepted > .zero, completeness != .unknown else { return nil }
      return cost.each(of: accepted)
    }
  }
}

/// Works out the alternatives of every feature of a scenario.
public struct AlternativesAnalysis {
  let catalogue: Catalogue
  let forecaster: Forecaster
  let asOf: Day
  let trials: TrialOptions

  /// Creates an analysis.
  ///
  /// - Parameters:
  ///   - catalogue: The rate cards.
  ///   - asOf: The day whose prices are used.
  ///   - knownAt: What was known then; `asOf` when nil.
  ///   - trials: How many trials every alternative takes, from which seed; the same for all, so
  ///     that they see the same demand.
  public init(
    catalogue: Catalogue, asOf: Day, knownAt: Day? = nil, trials: TrialOptions = .init(trials: 0)
  ) {
    self.trials = trials
    self.catalogue = catalogue
    self.asOf = asOf
    forecaster = Forecaster(catalogue: catalogue, asOf: asOf, knownAt: knownAt)
  }

  /// The alternatives, in the order of the features.
  ///
  /// - Parameters:
  ///   - scenario: The scenario.
  ///   - progress: Is told the share of the work that is done, from 0 to 1.
  /// - Throws: ``NumberError`` or ``MoneyError`` for figures that do not fit.
  /// - Returns: One entry per feature.
  public func alternatives(
    of scenario: Scenario, progress: (Double) -> Void = { _ in }
  ) throws -> [FeatureAlternatives] {
    let size = Double(scenario.features.count)
    return try scenario.features.enumerated().map { place, feature in
      try alternatives(of: feature, in: scenario) { progress((Double(place) + $0) / size) }
    }
  }

  private func alternatives(
    of feature: Feature, in scenario: Scenario, progress: (Double) -> Void
  ) throws -> FeatureAlternatives {
    var options: [FeatureAlternatives.Option] = []
    var excluded: [Comparison.Exclusion] = []
    let offers = catalogue.offers.filter { $0.category == feature.category }
    for (place, offer) in offers.enumerated() {
      progress(Double(place) / Double(offers.count))
      if let candidates = feature.candidates, !candidates.contains(offer.id),
        offer.id != feature.offer
      {
        continue
      }
      func exclude(_ reason: String) {
        excluded.append(.init(offer: offer.id, reason: reason))
      }
      if let reason = reasonAgainst(offer, feature, scenario) {
        exclude(reason)
        continue
      }
      switch adapt(feature, to: offer) {
      case .failure(let reason): exclude(reason.words)
      case .success(let adapted):
        do {
          options.append(try option(adapted.feature, offer, scenario, differs: adapted.differs))
        } catch let error as ForecastError {
          let head = offer.id + ": "
          exclude(
            error.message.hasPrefix(head)
              ? String(error.message.dropFirst(head.count)) : error.message)
        }
      }
    }
    return FeatureAlternatives(
      feature: feature,
      options: options.sorted { left, right in
        (left.group, left.cost.picounits, left.offer.id)
          < (right.group, right.cost.picounits, right.offer.id)
      },
      excluded: excluded.sorted { $0.offer < $1.offer })
  }

  private func reasonAgainst(_ offer: Offer, _ feature: Feature, _ scenario: Scenario) -> String? {
    let first = max(asOf, scenario.start.firstDay)
    guard offer.validity.contains(first) else {
      return "is not sold on \(first); it is sold \(offer.validity.words)"
    }
    guard catalogue.card(offer.provider)?.currency == scenario.currency else {
      return "is priced in \(catalogue.card(offer.provider)?.currency.code ?? "another currency")"
    }
    return feature.needs.reasonAgainst(
      offer, isPlanned: offer.id == feature.plannedOffer(in: scenario))
  }

  private struct Reason: Error { let words: String }

  /// The feature's whole mix in the offer's terms.
  private func adapt(
    _ feature: Feature, to offer: Offer
  ) -> Result<(feature: Feature, differs: [String]), Reason> {
    if offer.id == feature.offer { return .success((feature, [])) }
    var differs: [String] = []
    var mix: [RequestClass] = []
    for requestClass in feature.mix {
      let adapter = RequestAdapter(offer, vocabulary: catalogue.vocabulary)
      switch adapter.adapt(asked(requestClass, of: feature, by: offer)) {
      case .impossible(let reason): return .failure(Reason(words: reason))
      case .possible(let request, let calls, let differences):
        guard calls == 1 else {
          return .failure(Reason(words: "makes one at a time, and the mix asks for several"))
        }
        differs += differences
        var values: [(name: String, value: RequestValue)] = request.entries.map {
          ($0.name, .text($0.text))
        }
        var absent: [String] = []
        for (name, distribution) in requestClass.varying {
          if offer.parameter(name) != nil {
            values.append((name, .varying(distribution)))
          } else if !(catalogue.vocabulary.parameters[name]?.isInput ?? false) {
            absent.append(name)
          }
        }
        if let difference = RequestAdapter.absence(of: absent) { differs.append(difference) }
        mix.append(RequestClass(share: requestClass.share, values: values))
      }
    }
    return .success((feature.served(by: offer.id, mix: mix), differs.uniqued()))
  }

  /// What a class asks for, with what the planned offer would do by default where the other offer
  /// can be told: otherwise one would be priced at 1024x1024 and the other at its own default.
  private func asked(
    _ requestClass: RequestClass, of feature: Feature, by offer: Offer
  ) -> Request {
    var request = requestClass.fixedRequest
    for parameter in catalogue.offer(feature.offer)?.parameters ?? [] {
      guard request[parameter.name] == nil, let value = parameter.defaultValue,
        offer.parameter(parameter.name) != nil,
        !requestClass.varying.contains(where: { $0.name == parameter.name })
      else { continue }
      request[parameter.name] = value.description
    }
    return request
  }

  private func option(
    _ feature: Feature, _ offer: Offer, _ scenario: Scenario, differs: [String]
  ) throws -> FeatureAlternatives.Option {
    // Meters have one name everywhere, so a plan for one serves its own provider only.
    let meters = offer.charges.map(\.meter)
    let plans = scenario.plans.filter { id in
      catalogue.plan(id)?.includes.contains { included in
        offer.credits.contains(included.key)
          || id.hasPrefix(offer.provider + "/") && meters.contains(included.key)
      } ?? false
    }
    // What was bought in advance for other features is none of this one's cost.
    let purchases = scenario.purchases.filter { offer.credits.contains($0.credit) }
    let single = scenario.only(feature, plans: plans, purchases: purchases)
    let forecast = try forecaster.forecast(single, trials)
    let (cost, completeness) = forecast.cost { $0.feature == feature.name || $0.feature == nil }
    return .init(
      offer: offer, isPlanned: offer.id == feature.plannedOffer(in: scenario), cost: cost,
      completeness: completeness, accepted: try forecast.accepted(of: feature.name),
      differs: differs, forecast: forecast)
  }
}

extension Feature {
  /// The offer that the scenario plans for the feature of this name.
  fileprivate func plannedOffer(in scenario: Scenario) -> String? {
    scenario.features.first { $0.name == name }?.offer
  }
}

extension FeatureAlternatives.Option {
  /// Priced offers come first, then those with a price missing, then those without any.
  fileprivate var group: Int { completeness == .unknown ? 2 : isPriced ? 0 : 1 }
}
