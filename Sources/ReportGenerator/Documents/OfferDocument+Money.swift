import BillingTypes
import PricingRules

extension Offer {
  /// What the offer is paid with, where that is not money alone: credits with their packs, and plans that include credits
  /// or what is metered.
  func moneyBlocks(in catalogue: Catalogue) -> [Report.Block] {
    let currency = catalogue.currency(of: provider)
    var blocks: [Report.Block] = []
    let credits = credits.compactMap { catalogue.credit($0) }
    if !credits.isEmpty {
      blocks += [
        .heading(2, "Credits"),
        .paragraph(
          "The provider counts in credits of its own, which are bought in advance or come with a plan; charges take so many of "
            + "them."),
        .bullets(credits.map { $0.words(in: catalogue, currency) }),
      ]
    }
    let keys = credits.map(\.id.rawValue) + meters
    let plans = (catalogue.card(provider)?.plans ?? []).filter { plan in
      keys.contains { plan.included($0) > .zero }
    }
    if !plans.isEmpty {
      blocks += [
        .heading(2, "Plans"),
        .paragraph(
          "A plan is a fee that includes an allowance; what goes beyond it is overage. 'mediacost plans \(provider)' shows "
            + "what a unit comes to, and where one plan overtakes another."),
        .table(PlansDocument.table(of: plans, currency)),
      ]
    }
    return blocks
  }
}

extension Credit {
  /// What it is bought for and how long it keeps, and what quotes take it for.
  fileprivate func words(in catalogue: Catalogue, _ currency: Currency) -> String {
    let packs = packs.map { "\($0.credits) for \($0.price) \(currency)" }
    let worth = catalogue.worth(of: id).map {
      "a quote takes one as \(DecimalText.print($0.money)) \(currency), \($0.words)"
    }
    return [
      "\(id) (\(name)): "
        + (packs.isEmpty ? "no packs" : "packs of \(packs.joined(separator: ", "))"),
      expiryWords, worth ?? "nothing tells what one is worth",
    ].joined(separator: "; ")
  }

  /// How long bought ones keep.
  var expiryWords: String {
    switch expires {
    case nil: "how long bought ones keep is not said"
    case .unknown?: "how long bought ones keep was not found"
    case .never?: "bought ones keep until they are used"
    case let expiry?: "bought ones keep for \(expiry)"
    }
  }
}
