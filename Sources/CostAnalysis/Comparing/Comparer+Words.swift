import BillingTypes
import PricingRules

extension Comparer {
  /// Nothing, or less than nothing, is no size and no duration that an offer could come near to.
  func checkAmounts(of request: Request, _ category: MediaCategory) throws(RequestError) {
    for entry in request.spelledOut(quoter.catalogue.vocabulary).entries {
      guard let number = try? DecimalText.parse(entry.text), number <= .zero else { continue }
      let least = settings(entry.name, in: category).compactMap(\.least).min()
      guard let least, number < least else { continue }
      throw .tooLittle(entry.text, parameter: entry.name, category: category, least: least)
    }
  }

  /// A word that no offer of the category can read is a mistake of the one who asks, not a reason to leave all of them
  /// out: of those that have the setting, each has other words, or takes a number.
  func checkWords(of request: Request, _ category: MediaCategory) throws(RequestError) {
    for entry in request.spelledOut(quoter.catalogue.vocabulary).entries {
      let settings = settings(entry.name, in: category)
      guard !settings.isEmpty, !settings.contains(where: { $0.reads(entry.text) }) else { continue }
      throw .unreadableValue(
        entry.text, parameter: entry.name, category: category,
        words: settings.flatMap(\.words).uniqued())
    }
  }

  /// The settings of that name that offers of a category have.
  private func settings(_ name: String, in category: MediaCategory) -> [Parameter] {
    let offers = quoter.catalogue.offers
    // By place: an offer is large, and nothing else of it is needed.
    return offers.indices.compactMap { place in
      offers[place].category == category ? offers[place].parameter(name) : nil
    }
  }
}

extension Parameter {
  /// The smallest number that is legal; nil where the setting takes none.
  fileprivate var least: Rational? {
    if case .number(let least) = extremes.lowest { least } else { nil }
  }

  /// Whether a text is a word of the setting, or a number where it takes numbers, legal or not.
  fileprivate func reads(_ text: String) -> Bool {
    switch domain {
    case .choice(let words): words.contains(text)
    // Without the other truth value an offer cannot do it, which is its own reason.
    case .boolean: ["true", "false"].contains(text)
    case .numbers, .integer, .decimal: (try? DecimalText.parse(text)) != nil
    }
  }

  /// The words that the setting takes; none where it takes numbers.
  fileprivate var words: [String] {
    switch domain {
    case .choice(let words): words
    case .boolean: ["true", "false"]
    case .numbers, .integer, .decimal: []
    }
  }
}
