public import PricingRules

extension Catalogue {
  /// Why a list of offers that have all of some words is empty: which word none has, and what may have been meant.
  ///
  /// - Parameter words: What was looked for in ids, models, categories and summaries; none where only the options are
  ///   to blame.
  /// - Returns: One line.
  public func wordsForNothing(found words: [String]) -> String {
    guard !words.isEmpty else { return "no offer is all of that" }
    let texts = offers.map(\.searchText)
    let unknown = words.filter { word in !texts.contains { $0.contains(word.lowercased()) } }
    guard !unknown.isEmpty else { return "no offer has all of \(quotedList(words))" }
    let known = Set(offers.flatMap { $0.id.rawValue.split(separator: "/").map(String.init) })
    return unknown.map { word in
      "no offer has the word '\(word)'" + didYouMean(nearest(to: word, among: known.sorted()))
    }.joined(separator: "; ")
  }
}

extension Offer {
  /// What words are looked for in: id, model, category and summary, in small letters.
  public var searchText: String {
    "\(id) \(model) \(category.rawValue) \(summary)".lowercased()
  }
}
