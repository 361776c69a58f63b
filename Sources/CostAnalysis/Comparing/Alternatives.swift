public import BillingTypes
public import PricingRules
public import WorkloadSimulator

/// Works out the alternatives of every feature of a scenario.
public struct AlternativesAnalysis: Sendable {
  let catalogue: Catalogue
  let forecaster: Forecaster
  let asOf: Day
  /// The trials of one offer.
  let trials: TrialOptions
  /// How many offers are forecast side by side.
  let workers: Int

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
    self.init(Forecaster(catalogue: catalogue, asOf: asOf, knownAt: knownAt), trials: trials)
  }

  /// Creates an analysis with what a forecaster knows already.
  ///
  /// - Parameters:
  ///   - forecaster: What forecasts, with its rate cards.
  ///   - trials: How many trials every alternative takes, from which seed.
  public init(_ forecaster: Forecaster, trials: TrialOptions = .init(trials: 0)) {
    self.trials = trials.withoutBounds(workers: 1)
    workers = trials.workers
    catalogue = forecaster.catalogue
    asOf = forecaster.asOf
    self.forecaster = forecaster
  }

  /// The alternatives, in the order of the features.
  ///
  /// - Parameters:
  ///   - scenario: The scenario.
  ///   - category: Only for features of this category; nil for all.
  ///   - progress: Is told the share of the work that is done, from 0 to 1.
  /// - Throws: `NumberError` or `MoneyError` for figures that do not fit.
  /// - Returns: One entry per feature.
  public func alternatives(
    of scenario: Scenario, in category: MediaCategory? = nil,
    progress: (Double) -> Void = { _ in }
  ) throws -> [FeatureAlternatives] {
    let features = scenario.features.filter { category == nil || $0.category == category }
    let size = Double(features.count)
    return try features.enumerated().map { place, feature in
      try alternatives(of: feature, in: scenario) { progress((Double(place) + $0) / size) }
    }
  }

  private func alternatives(
    of feature: Feature, in scenario: Scenario, progress: (Double) -> Void
  ) throws -> FeatureAlternatives {
    let found = candidates(for: feature, in: scenario)
    let able = found.able
    var excluded = found.excluded
    let chosen: [Candidate]
    if feature.candidates == nil, !feature.comparesAll, able.count > Shortlist.few {
      let list = Shortlist(
        of: able, planned: feature.offer,
        Quoter(catalogue: catalogue, asOf: max(asOf, scenario.start.firstDay)))
      chosen = list.chosen
      excluded += list.others
    } else {
      chosen = able
    }
    var options: [FeatureAlternatives.Option] = []
    // All see the same demand, whoever draws it: each has one thread, and they wait for each other in groups so that
    // progress is told.
    for start in stride(from: 0, to: chosen.count, by: Self.group) {
      progress(Double(start) / Double(chosen.count))
      let part = Array(chosen.dropFirst(start).prefix(Self.group))
      let forecasts = Parallel.map(part.count, among: workers) { index in
        Result { try option(part[index], scenario) }
      }
      for (candidate, result) in zip(part, forecasts) {
        do {
          options.append(try result.get())
        } catch let error as ForecastError where error.problem != .tooLarge {
          excluded.append(.init(offer: candidate.offer.id, reason: .scenario(error.problem)))
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

  /// The offers that can serve a feature, and why others cannot.
  func candidates(
    for feature: Feature, in scenario: Scenario
  ) -> (able: [Candidate], excluded: [Comparison.Exclusion]) {
    var able: [Candidate] = []
    var excluded: [Comparison.Exclusion] = []
    for offer in catalogue.offers where offer.category == feature.category {
      if let candidates = feature.candidates, !candidates.contains(offer.id),
        offer.id != feature.offer
      {
        continue
      }
      do throws(ExclusionReason) {
        if let reason = reasonAgainst(offer, feature, scenario) { throw reason }
        let (served, differs) = try adapt(feature, to: offer)
        able.append(Candidate(offer: offer, feature: served, differs: differs))
      } catch {
        excluded.append(.init(offer: offer.id, reason: error))
      }
    }
    return (able, excluded)
  }

  /// How many offers are forecast before progress is told.
  private static let group = 8

  /// An offer that can serve a feature.
  struct Candidate: Sendable {
    let offer: Offer
    /// The feature in the offer's terms.
    let feature: Feature
    let differs: [TranslationDifference]
  }

  private func reasonAgainst(
    _ offer: Offer, _ feature: Feature, _ scenario: Scenario
  ) -> ExclusionReason? {
    let first = max(asOf, scenario.start.firstDay)
    guard offer.validity.contains(first) else {
      return .notSold(day: first, validity: offer.validity)
    }
    guard catalogue.card(offer.provider)?.currency == scenario.currency else {
      return .otherCurrency(catalogue.card(offer.provider)?.currency)
    }
    return feature.needs.reasonAgainst(
      offer, isPlanned: offer.id == feature.plannedOffer(in: scenario)
    ).map { .need($0) }
  }

  /// The feature's whole mix in the offer's terms.
  private func adapt(
    _ feature: Feature, to offer: Offer
  ) throws(ExclusionReason) -> (feature: Feature, differs: [TranslationDifference]) {
    if offer.id == feature.offer {
      return (feature.takingDefaults(of: offer, catalogue.vocabulary), [])
    }
    // A mix states what is asked for, metered values too; see ``OfferTranslation``.
    let translation = OfferTranslation(
      from: catalogue.offer(feature.offer), to: offer, vocabulary: catalogue.vocabulary,
      carriesMeters: true)
    var differs: [TranslationDifference] = []
    var mix: [RequestClass] = []
    let asking = feature.takingDefaults(of: offer, catalogue.vocabulary)
    for requestClass in asking.mix {
      let translated: OfferTranslation.TranslatedClass
      do throws(TranslationRefusal) {
        translated = try translation.translate(requestClass)
      } catch {
        throw .translation(error)
      }
      guard translated.calls == 1 else { throw .severalNotServed }
      mix.append(translated.requestClass)
      differs += translated.differences
    }
    return (
      feature.served(by: offer.id, mix: mix),
      (differs + asking.usedDefaults.compactMap(\.difference)).uniqued()
    )
  }

  private func option(
    _ candidate: Candidate, _ scenario: Scenario
  ) throws -> FeatureAlternatives.Option {
    let (feature, offer) = (candidate.feature, candidate.offer)
    // Meters have one name everywhere, so a plan for one serves its own provider only.
    let meters = offer.charges.map(\.meter)
    let kept = scenario.subscriptions.filter { subscription in
      let id = subscription.plan
      return catalogue.plan(id)?.includes.contains { included in
        offer.credits.contains(CreditID(included.key))
          || id.provider == offer.provider && meters.contains(included.key)
      } ?? false
    }
    // What was bought in advance for other features is none of this one's cost.
    let purchases = scenario.purchases.filter { offer.credits.contains($0.credit) }
    let single = scenario.only(feature, subscriptions: kept, purchases: purchases)
    let forecast = try forecaster.forecast(single, trials)
    return .init(
      offer: offer, isPlanned: offer.id == feature.plannedOffer(in: scenario),
      expected: forecast.expected { $0.feature == feature.name || $0.feature == nil },
      accepted: try forecast.accepted(of: feature.name),
      differs: candidate.differs, forecast: forecast)
  }
}

extension Feature {
  /// The offer that the scenario plans for the feature of this name.
  fileprivate func plannedOffer(in scenario: Scenario) -> OfferID? {
    scenario.features.first { $0.name == name }?.offer
  }
}
