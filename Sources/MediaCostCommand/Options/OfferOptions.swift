public import ArgumentParser
public import PricingRules

// The command line takes ids as any text: whether something has the id, the catalogue says.
extension Identifier: ExpressibleByArgument {}

/// Which offers a command is about.
struct OfferListOption: ParsableArguments {
  @Option(
    help: ArgumentHelp("Only these offers, with commas between; all by default.", valueName: "ids"))
  var offers: String?

  /// The ids as they were given; nil where none were.
  var ids: [OfferID]? { offers.map { commaSeparated($0).map { OfferID($0) } } }

  /// The offers.
  ///
  /// - Throws: ``RequestError`` for an id that no offer has.
  func offers(in cards: Catalogue) throws -> [Offer] {
    guard let ids else { return cards.offers }
    return try ids.map { id in
      guard let offer = cards.offer(id) else {
        throw RequestError.unknownOffer(id, nearest: cards.nearestOffers(to: id))
      }
      return offer
    }
  }
}

/// How an application talks to an offer, as the command line names it.
struct IntegrationOption: ExpressibleByArgument {
  let integration: Integration

  init?(argument: String) {
    guard let integration = Integration(rawValue: argument) else { return nil }
    self.integration = integration
  }

  static var allValueStrings: [String] { Integration.allCases.map(\.rawValue) }
}

extension Catalogue {
  /// The offers of some providers in a category.
  ///
  /// - Throws: a usage error for a provider that there is not, or that sells nothing of the category.
  func offers(
    of names: [String], in category: MediaCategory, providers: [String]
  ) throws -> [OfferID] {
    try names.flatMap { name in
      guard providers.contains(name) else {
        throw failure(
          "--provider: no provider is called '\(name)'\(suggestion(for: name, among: providers))",
          .usage)
      }
      let own = offers.filter { $0.provider == name && $0.category == category }.map(\.id)
      guard !own.isEmpty else {
        throw failure("--provider: '\(name)' sells nothing in \(category.rawValue)", .usage)
      }
      return own
    }
  }
}

/// The plan that a price assumes.
struct PlanOption: ParsableArguments {
  @Option(help: "The plan that turns credits into money, or 'pack' for credits bought in packs.")
  var plan: PlanID?
}

extension Catalogue {
  /// Refuses a plan that no card has.
  func requirePlan(_ plan: PlanID) throws {
    if self.plan(plan) == nil {
      throw RequestError.unknownPlan(plan, nearest: nearest(to: plan, among: planIDs))
    }
  }
}

/// The words of a list with commas between, without spaces and empty ones.
func commaSeparated(_ list: String) -> [String] {
  list.split(separator: ",").map { $0.filter { $0 != " " } }.filter { !$0.isEmpty }
}
