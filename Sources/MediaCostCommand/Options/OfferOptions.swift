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
