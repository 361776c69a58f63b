import BillingTypes
import Foundation
package import PricingRules
import RateCatalogue

/// Offers that laws are tried on: some of every shape of rules that there is, as the cards have hundreds that differ in
/// their figures alone.
package enum OfferShapes {
  /// The ids of one offer of each shape; `MEDIACOST_OFFERS=2` takes two of each.
  package static let ids: [OfferID] = {
    let most = ProcessInfo.processInfo.environment["MEDIACOST_OFFERS"].flatMap { Int($0) } ?? 1
    var counts: [String: Int] = [:]
    return ((try? Repository.catalogue())?.offers ?? []).filter { offer in
      let shape = shape(of: offer)
      counts[shape, default: 0] += 1
      return counts[shape, default: 0] <= most
    }.map(\.id)
  }()

  /// Cards with one offer of each shape, and those that tests of logs name, as far as they are paid in dollars and have no
  /// steps over the month, which are no part of a row: what laws of logs are tried on.
  package static let logged: Catalogue? = {
    guard let catalogue = try? Repository.catalogue() else { return nil }
    let named: Set<OfferID> = [
      "openai/gpt-image-2/generate", "openai/gpt-image-2/edit", "fal/gpt-image-2/generate",
      "google/veo-3.1-fast/generate", "runway/gen4.5/generate", "heygen/liveavatar-lite/session",
      "stability/sd3.5-large/generate",
    ]
    var shapes: Set<String> = []
    let cards = catalogue.cards.filter { $0.currency == .usd }.map { card in
      RateCard(
        provider: card.provider, name: card.name, relation: card.relation, currency: card.currency,
        offers: card.offers.filter { offer in
          !offer.charges.contains(where: \.price.model.countsOverMonth)
            && (named.contains(offer.id) || shapes.insert(shape(of: offer)).inserted)
        }, plans: card.plans, credits: card.credits)
    }
    return Catalogue(
      cards: cards.filter { !$0.offers.isEmpty }, vocabulary: catalogue.vocabulary,
      digest: catalogue.digest)
  }()

  /// What an offer's rules are made of, whatever their figures.
  static func shape(of offer: Offer) -> String {
    let charges = offer.charges.map { charge in
      let model =
        switch charge.price.model {
        case .flat: "flat"
        case .perUnit: "unit"
        case .package: "package"
        case .tiered(let mode, let period, _): "\(mode) \(period)"
        }
      let unit = charge.price.unit == .money ? "" : "credit"
      return
        "\(model)\(unit)\(charge.minimum == nil ? "" : "min")\(charge.maximum == nil ? "" : "max")\(charge.price.history.count > 1 ? "dated" : "")"
    }
    let formulas =
      offer.derivations.map(\.expression)
      + offer.charges.flatMap { charge in
        [charge.quantity] + [charge.condition].compactMap(\.self)
          + charge.price.history.flatMap { $0.amounts.compactMap(\.self) }
      }
    let words: [String] =
      Set(charges).sorted() + Set(formulas.flatMap(\.operations)).sorted()
      + [
        offer.disputes.isEmpty ? "" : "disputed", offer.splits.isEmpty ? "" : "split",
        offer.serviceTiers.isEmpty ? "" : "tiered",
        offer.parameters.contains { $0.each != nil } ? "lists" : "",
        offer.derivations.contains { $0.spread != nil } ? "spread" : "",
        offer.charges.contains { $0.missing != nil } ? "missing" : "",
        offer.validity.life.rawValue,
      ]
    return words.joined(separator: " ")
  }
}

extension Formula {
  /// The names of the functions and the kinds of operations in it.
  fileprivate var operations: [String] {
    switch node {
    case .number, .boolean, .name: []
    case .unary(_, let inner): inner.operations
    case .binary(let sign, let left, let right):
      (sign == .divide ? ["/"] : []) + left.operations + right.operations
    case .call(let function, let arguments): ["\(function)"] + arguments.flatMap(\.operations)
    case .lookup(_, let keys): ["table\(keys.count)"] + keys.flatMap(\.operations)
    }
  }
}
