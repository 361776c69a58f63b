import ArgumentParser
import BillingTypes
import CostAnalysis
import PricingRules

/// What a new scenario is to have, as the command line writes it: a category, how many a month, and parameters; and
/// again for the next feature.
struct StarterArguments: ParsableArguments {
  @Argument(
    help: ArgumentHelp(
      """
      A category, how many a month, and parameters, such as image-generation 40000/month quality=medium; another \
      category begins another feature. Left out, a shop's four features.
      """,
      valueName: "ask"))
  var words: [String] = []

  @Option(help: ArgumentHelp("The category, where no word names it.", valueName: "category"))
  var category: String?

  @Option(
    help: ArgumentHelp(
      "The offer to plan, instead of the one that the rule picks.", valueName: "offer"))
  var offer: OfferID?

  /// What is asked for, before anything is known of the category of an offer that is named.
  private struct Draft {
    var category: MediaCategory?
    var volume: Rational?
    var parameters: [String] = []
  }

  /// The asks.
  ///
  /// - Parameter cards: Tell the category of an offer that is named, and the words of parameters.
  /// - Returns: What the scenario is to have, feature by feature.
  /// - Throws: a usage error for a word that is none of these, and `RequestError` for an offer that nobody has.
  func asks(_ cards: Catalogue) throws -> [StarterAsk] {
    var drafts = try drafts()
    if drafts.isEmpty, category == nil, offer == nil { return StarterAsk.shop }
    if drafts.isEmpty { drafts = [Draft()] }
    guard drafts.count == 1 || offer == nil else {
      throw ValidationError(
        "--offer: one offer is for one feature, found \(drafts.count) categories")
    }
    var names: [String: Int] = [:]
    return try drafts.map { draft in
      let category = try category(of: draft, cards)
      let count = (names[category.rawValue] ?? 0) + 1
      names[category.rawValue] = count
      var arguments = RequestArguments()
      arguments.parameters = draft.parameters
      let request = try arguments.request().inWordsOfCards(cards.vocabulary)
      return StarterAsk(
        feature: count == 1 ? category.rawValue : "\(category.rawValue)-\(count)",
        category: category,
        volume: draft.volume.map { .perMonth($0) } ?? StarterAsk.typicalVolume(in: category),
        request: draft.parameters.isEmpty && offer == nil
          ? StarterAsk.typicalRequest(in: category) : request,
        needs: offer == nil ? StarterAsk.typicalNeeds(in: category) : [], offer: offer)
    }
  }

  private func drafts() throws -> [Draft] {
    var drafts: [Draft] = []
    for word in words {
      if let category = MediaCategory(rawValue: word) {
        drafts.append(Draft(category: category))
        continue
      }
      if drafts.isEmpty { drafts.append(Draft()) }
      let last = drafts.count - 1
      if word.contains("=") {
        drafts[last].parameters.append(word)
      } else {
        guard drafts[last].volume == nil else {
          throw ValidationError("'\(word)' is a second count for one category; keep one of them")
        }
        drafts[last].volume = try volume(word)
      }
    }
    return drafts
  }

  /// How many a month: `40000/month`, `40k`.
  private func volume(_ word: String) throws -> Rational {
    let digits = word.hasSuffix("/month") ? String(word.dropLast("/month".count)) : word
    guard word.first?.isNumber ?? false, !digits.contains("/") else {
      let near = nearest(to: word, among: MediaCategory.allCases.map(\.rawValue))
      throw ValidationError(
        "'\(word)' is no category, no count such as 40000/month, and no name=value"
          + didYouMean(near))
    }
    do throws(WrittenNumberError) {
      let number = try WrittenNumber.parse(digits, as: .count)
      guard number > .zero, number <= Rational(1_000_000_000_000), !digits.hasSuffix("%") else {
        throw .number(.notADecimal(digits))
      }
      return number
    } catch {
      throw ValidationError("'\(word)' is no count a month: \(error)")
    }
  }

  private func category(of draft: Draft, _ cards: Catalogue) throws -> MediaCategory {
    let asked = try draft.category ?? category.map(named)
    if draft.category != nil, let category {
      throw ValidationError("--category: '\(category)' stands beside a category; keep one of them")
    }
    guard let offer else {
      guard let asked else {
        throw ValidationError("say of which category; \(MediaCategory.explanation)")
      }
      return asked
    }
    guard let found = cards.offer(offer) else {
      throw RequestError.unknownOffer(offer, nearest: cards.nearestOffers(to: offer))
    }
    if let asked, asked != found.category {
      throw RequestError.wrongCategory(offer: offer, found: found.category, asked: asked)
    }
    return found.category
  }

  private func named(_ name: String) throws -> MediaCategory {
    guard let category = MediaCategory(rawValue: name) else {
      let near = nearest(to: name, among: MediaCategory.allCases.map(\.rawValue))
      throw ValidationError(
        "--category: no category is called '\(name)'"
          + (near.isEmpty ? "; \(MediaCategory.explanation)" : didYouMean(near)))
    }
    return category
  }
}
