import BillingTypes
public import PricingRules
import WorkloadSimulator

/// A value that requests of a feature have though the feature does not state it, and that moves their price.
public struct SilentValue: Sendable, Hashable {
  /// The feature.
  public let feature: String
  /// The offer that serves it.
  public let offer: OfferID
  /// The parameter.
  public let name: String
  /// The value.
  public let value: String
  /// Whose it is.
  public let owner: Owner
  /// What other offers of the category take where nothing is said, each once; empty where all take the same.
  public let others: [String]

  /// Whose a default is.
  public enum Owner: String, Sendable {
    /// The scenario's, in `defaults`.
    case scenario
    /// The provider's.
    case offer
  }
}

/// Finds what moves a forecast though nobody stated it.
struct DefaultStudy {
  let catalogue: Catalogue
  let quoter: Quoter

  init(_ catalogue: Catalogue, asOf: Day, knownAt: Day) {
    self.catalogue = catalogue
    quoter = Quoter(catalogue: catalogue, asOf: asOf, knownAt: knownAt)
  }

  /// The values, in the order of the features and of the offers' parameters.
  func silentValues(of scenario: Scenario) -> [SilentValue] {
    scenario.features.flatMap { feature -> [SilentValue] in
      guard let offer = catalogue.offer(feature.offer) else { return [] }
      let others = parameters(ofOthersLike: offer)
      return offer.parameters.compactMap { silentValue(of: $0, feature, offer, others) }
    }
  }

  private func silentValue(
    of parameter: Parameter, _ feature: Feature, _ offer: Offer, _ others: [Parameter]
  ) -> SilentValue? {
    let name = parameter.name
    if let use = feature.usedDefaults.first(where: { $0.name == name }), let value = use.used {
      return SilentValue(
        feature: feature.name, offer: offer.id, name: name, value: value, owner: .scenario,
        others: [])
    }
    let isSilent = feature.mix.contains { own in !own.values.contains { $0.name == name } }
    guard isSilent, let value = parameter.defaultValue,
      feature.mix.contains(where: { movesPrice(name, of: $0, offer) })
    else { return nil }
    let others = others.filter { $0.name == name }.compactMap { $0.defaultValue?.description }
      .filter { $0 != value.description }.uniqued().sorted()
    return SilentValue(
      feature: feature.name, offer: offer.id, name: name, value: value.description, owner: .offer,
      others: others)
  }

  /// What the other offers of a category can be asked, of those that are sold on the day.
  private func parameters(ofOthersLike offer: Offer) -> [Parameter] {
    catalogue.cards.flatMap { card in
      card.offers.lazy.filter {
        $0.category == offer.category && $0.id != offer.id && $0.validity.contains(quoter.asOf)
      }.flatMap(\.allParameters)
    }
  }

  /// Whether the price of a request depends on a value that it does not state.
  private func movesPrice(_ name: String, of requestClass: RequestClass, _ offer: Offer) -> Bool {
    guard !requestClass.values.contains(where: { $0.name == name }),
      let compiled = try? quoter.compiled(offer)
    else { return false }
    var states: [String: InputState] = [:]
    for entry in requestClass.fixedRequest.entries {
      if let value = offer.parameter(entry.name)?.value(of: entry.text) {
        states[entry.name] = .given(value)
      }
    }
    let byDefault = try? compiled.range(of: states)
    states[name] = .notReported(within: nil)
    let open = try? compiled.range(of: states)
    return byDefault?.floor != open?.floor || byDefault?.ceiling != open?.ceiling
  }
}

extension DefaultUse {
  /// The value that requests have; nil where the offer has none of it.
  fileprivate var used: String? {
    switch outcome {
    case .used:
      switch value {
      case .text(let text): text
      case .varying(let distribution): distribution.shape.words
      }
    case .raised(let text): text
    case .noSetting, .refused: nil
    }
  }
}
