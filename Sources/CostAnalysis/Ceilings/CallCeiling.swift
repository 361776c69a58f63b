public import BillingTypes
public import PricingRules
public import WorkloadSimulator

/// The most that one call of a feature can cost, whatever it asks for inside its mix.
public struct CallCeiling: Sendable, Hashable {
  /// The feature.
  public let feature: String
  /// Money per call by list price, before plans; nil when there is no provable limit.
  public let perCall: Rational?
  /// Money per month, where the feature has a limit of requests: with every retry.
  ///
  /// Nil without a limit, and for chains, whose length has none.
  public let perMonth: Rational?
  /// Why there is no limit.
  public let gap: Gap?

  /// What keeps a ceiling from being proven.
  public enum Gap: Sendable, Hashable {
    /// The offer is not in the catalogue.
    case noOffer
    /// A request of the mix is not legal.
    case illegalRequest
    /// A value that varies has no largest one.
    case noLargestValue(String)
    /// Something that is charged has no known bound.
    case open(RangeReason)
    /// Trials let prices change, and nothing bounds to what.
    case priceRisk
  }
}

extension ScenarioAnalysis {
  /// The ceiling of every feature at the dearest prices that are known for the scenario's months.
  ///
  /// Values that vary are taken as anything the offer allows that their distribution can give.
  ///
  /// - Parameters:
  ///   - scenario: A scenario whose offers are in the catalogue.
  ///   - hasPriceRisk: Whether prices may change, so that there are no ceilings.
  /// - Returns: One ceiling per feature, in the scenario's order.
  public func ceilings(of scenario: Scenario, hasPriceRisk: Bool = false) -> [CallCeiling] {
    scenario.features.map { feature in
      if hasPriceRisk {
        return CallCeiling(feature: feature.name, perCall: nil, perMonth: nil, gap: .priceRisk)
      }
      let all = days(of: feature, in: scenario).map { ceiling(of: feature, day: $0) }
      return all.first { $0.gap != nil }
        ?? all.max { ($0.perCall ?? .zero) < ($1.perCall ?? .zero) }
        ?? CallCeiling(feature: feature.name, perCall: nil, perMonth: nil, gap: .noOffer)
    }
  }

  /// The first days of the months in which a feature's prices differ from those of the month before.
  private func days(of feature: Feature, in scenario: Scenario) -> [Day] {
    var days = [max(asOf, scenario.start.firstDay)]
    let changes = catalogue.offer(feature.offer)?.priceDays ?? []
    for month in scenario.months where month.firstDay > days[days.count - 1] {
      guard changes.contains(where: { days[days.count - 1] < $0 && $0 <= month.firstDay }) else {
        continue
      }
      days.append(month.firstDay)
    }
    return days
  }

  private func ceiling(of feature: Feature, day: Day) -> CallCeiling {
    func none(_ gap: CallCeiling.Gap) -> CallCeiling {
      CallCeiling(feature: feature.name, perCall: nil, perMonth: nil, gap: gap)
    }
    guard let offer = catalogue.offer(feature.offer) else { return none(.noOffer) }
    let quoter = Quoter(catalogue: catalogue, asOf: day, knownAt: knownAt)
    guard let compiled = try? quoter.compile(offer, worths: quoter.defaultWorths(of: offer)) else {
      return none(.illegalRequest)
    }
    var most = Rational.zero
    for requestClass in feature.mix {
      guard
        let resolved = resolved(requestClass.fixedRequest, offer, compiled)
      else { return none(.illegalRequest) }
      var states: [String: InputState] = [:]
      for value in resolved.values where value.origin == .given {
        states[value.name] = .given(value.value)
      }
      for (name, distribution) in requestClass.varying {
        guard let range = offer.range(of: distribution, for: name) else {
          return none(.noLargestValue(name))
        }
        states[name] = .notReported(within: range)
      }
      for (input, output) in feature.calls.chain?.feeds ?? [] {
        guard offer.parameter(input) != nil, offer.parameter(output) != nil else { continue }
        states[input] = .notReported(within: nil)
      }
      guard let range = try? compiled.range(of: states) else { return none(.illegalRequest) }
      guard let ceiling = range.ceiling else {
        return none(range.reasons.last { $0.leavesNoCeiling }.map { .open($0) } ?? .illegalRequest)
      }
      most = max(most, ceiling.units)
    }
    let tries = Rational(feature.calls.retries + 1)
    let perMonth = feature.path.atMostPerMonth.flatMap { requests -> Rational? in
      guard feature.calls.chain == nil else { return nil }
      return try? requests * tries * most
    }
    return CallCeiling(feature: feature.name, perCall: most, perMonth: perMonth, gap: nil)
  }

  /// The fixed values of a class; nil where they are not legal and matter.
  private func resolved(
    _ request: Request, _ offer: Offer, _ compiled: CompiledOffer
  ) -> ResolvedRequest? {
    (try? compiled.price(request, catalogue.vocabulary).resolved)
      ?? (try? offer.resolve(request, vocabulary: catalogue.vocabulary))
  }
}

extension Offer {
  /// What a drawn value of a parameter can be once it is legal; nil without a largest one.
  fileprivate func range(of distribution: Distribution, for name: String) -> ValueRange? {
    if let parameter = parameter(name) {
      guard case (.number(let low), .number(let high)) = parameter.extremes else { return nil }
      guard let (least, most) = distribution.support else { return .number(low...high) }
      let bounds = [least, most].map { parameter.nearestLegal(to: $0.approximation).number }
      return .number(min(bounds[0], bounds[1])...max(bounds[0], bounds[1]))
    }
    return distribution.support.map { .number(max(.zero, $0.least)...max(.zero, $0.most)) }
  }
}

extension Distribution {
  /// The smallest and the largest value; nil where there is none.
  fileprivate var support: (least: Rational, most: Rational)? {
    switch self {
    case .fixed(let number): return (number, number)
    case .uniform(let shape): return (shape.lower, shape.upper)
    case .triangular(let shape): return (shape.lower, shape.upper)
    case .samples(let shape):
      return shape.values.first.flatMap { low in
        shape.values.last.map { (low, $0) }
      }
    case .beta, .logitNormal: return (.zero, .one)
    case .bounded(let shape): return (shape.low, shape.high)
    case .lognormal, .about, .normal, .around, .scaled: return nil
    case .mixture(let shape):
      var whole: (least: Rational, most: Rational)?
      for part in shape.parts {
        guard let own = part.distribution.support else { return nil }
        whole = whole.map { (min($0.least, own.least), max($0.most, own.most)) } ?? own
      }
      return whole
    }
  }
}
