import PricingRules
import WorkloadSimulator

extension OfferTranslation {
  /// A class of requests in the other offer's terms.
  struct TranslatedClass {
    let requestClass: RequestClass
    /// How many calls a request takes, at least 1.
    let calls: Int
    let differences: [TranslationDifference]
  }

  /// A class of requests in the other offer's terms: what is fixed value by value, what varies where
  /// the offer has a setting for it.
  ///
  /// - Throws: ``TranslationRefusal`` for the first value that the offer cannot serve.
  func translate(_ requestClass: RequestClass) throws(TranslationRefusal) -> TranslatedClass {
    let varying = requestClass.varying
    let translated = try translate(
      requestClass.fixedRequest, varying: Set(varying.map(\.name)))
    var values: [(name: String, value: RequestValue)] = translated.request.entries.map {
      ($0.name, .text($0.text))
    }
    var absent: [String] = []
    for (name, distribution) in varying {
      switch rule(for: name) {
      case .setting: values.append((name, .varying(distribution)))
      case .oneForAll(let parameter): throw .oneForAll(name: parameter.name)
      case .noSetting(isInput: true): break
      case .metered, .dropped, .oneEach, .noSetting:
        if !(vocabulary.parameters[name]?.isInput ?? false) { absent.append(name) }
      }
    }
    return TranslatedClass(
      requestClass: requestClass.with(values: values),
      calls: translated.calls,
      differences: translated.differences
        + (absent.isEmpty ? [] : [.noSetting(names: absent)]))
  }
}
