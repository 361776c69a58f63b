import BillingTypes
public import PricingRules

/// A value that requests have where they state none, whoever serves them.
///
/// It changes nothing but what is asked for: an offer that has no such setting, or not the value, serves what it can, and
/// a ``DefaultUse`` says so.
public struct RequestDefault: Sendable, Hashable {
  /// The parameter.
  public let name: String
  /// The value.
  public let value: RequestValue

  /// Creates a default.
  public init(name: String, value: RequestValue) {
    self.name = name
    self.value = value
  }
}

/// What becomes of a default at the offer of a feature.
public struct DefaultUse: Sendable, Hashable {
  /// The parameter.
  public let name: String
  /// The value as the scenario has it.
  public let value: RequestValue
  /// What becomes of it.
  public let outcome: Outcome

  /// What becomes of a default.
  public enum Outcome: Sendable, Hashable {
    /// Requests that state none have it.
    case used
    /// Requests that state none have the next larger value that the offer makes.
    case raised(to: String)
    /// The offer has no such setting, or one that is always on; what it does instead is its own.
    case noSetting
    /// The offer has the setting and not the value; its own default holds.
    case refused(TranslationRefusal)
  }
}

extension Feature {
  /// The feature whose requests have its defaults, as far as an offer understands them.
  ///
  /// - Parameters:
  ///   - offer: The offer that serves it.
  ///   - vocabulary: Tells what only describes the input.
  /// - Returns: The feature, whose ``usedDefaults`` say what became of them.
  package func takingDefaults(of offer: Offer, _ vocabulary: Vocabulary) -> Feature {
    guard !defaults.isEmpty else { return self }
    let translation = OfferTranslation(to: offer, vocabulary: vocabulary, carriesMeters: true)
    let uses = defaults.map { own in
      (own, translation.fitting(own))
    }
    var feature = self
    feature.mix = mix.map { requestClass in
      let stated = Set(requestClass.values.map(\.name))
      let added = uses.compactMap { own, fit in
        stated.contains(own.name) ? nil : fit.value.map { (name: own.name, value: $0) }
      }
      return added.isEmpty
        ? requestClass : requestClass.with(values: requestClass.values + added)
    }
    feature.usedDefaults = uses.map {
      DefaultUse(name: $0.0.name, value: $0.0.value, outcome: $0.1.outcome)
    }
    return feature
  }
}

extension OfferTranslation {
  /// What an offer makes of a default: the value that requests have, and what became of it.
  fileprivate func fitting(
    _ own: RequestDefault
  ) -> (value: RequestValue?, outcome: DefaultUse.Outcome) {
    guard case .text(let text) = own.value else {
      if case .setting = rule(for: own.name) { return (own.value, .used) }
      return (nil, .noSetting)
    }
    do throws(TranslationRefusal) {
      switch try value(of: own.name, text) {
      case .carried: return (own.value, .used)
      case .snappedUp(let number, _):
        return (.text(number.description), .raised(to: number.description))
      case .leftOut, .noSetting, .alwaysOn, .split, .oneEach: return (nil, .noSetting)
      }
    } catch {
      return (nil, .refused(error))
    }
  }
}

extension Scenario {
  /// The scenario whose features have their defaults, as far as their offers understand them.
  func takingDefaults(_ catalogue: Catalogue) -> Scenario {
    guard features.contains(where: { !$0.defaults.isEmpty }) else { return self }
    return replacing(
      features: features.map { feature in
        catalogue.offer(feature.offer).map {
          feature.takingDefaults(of: $0, catalogue.vocabulary)
        } ?? feature
      })
  }
}
