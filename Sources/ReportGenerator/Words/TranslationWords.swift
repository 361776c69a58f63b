public import PricingRules

extension TranslationRefusal {
  /// The reason in words that follow the offer's name.
  public var words: String {
    switch self {
    case .absent(let name): "has no '\(name)'"
    case .notOffered(let name, let text, let words):
      "\(name) '\(text)' is not offered"
        + (words.isEmpty ? "" : "; it has \(words.joined(separator: ", "))")
    case .notANumber(let name, let text): "\(name) '\(text)' is not a number"
    case .notWhole(let name, let text): "\(name) '\(text)' is not a whole number"
    case .oneForAll(let name): "has one '\(name)' for all, and they differ"
    case .notCounted(let name, let count, let number):
      "\(name) is not among those that are sent; '\(count)' is \(number)"
    case .tooMuch(let name, let most, let asked):
      "\(name) goes up to \(most), \(asked) is asked for"
    }
  }
}

extension TranslationDifference {
  /// The difference in words that follow "it".
  public var words: String {
    switch self {
    case .larger(let name, let given, let asked): "\(name) \(given) instead of \(asked)"
    case .alwaysOn(let name): "\(name) is always on"
    case .calls(let count, let each, let name): "\(count) calls of \(each) \(name)"
    case .callsForEach(let count, let name): "\(count) calls, one for each of the \(name)"
    case .noSetting(let names): "has no setting for \(names.joined(separator: ", "))"
    }
  }
}
