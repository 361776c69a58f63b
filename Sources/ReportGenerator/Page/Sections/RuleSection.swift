import BillingTypes
import PricingRules
import WorkloadSimulator

extension PageSection {
  /// The rules by which what is planned is priced, each with its sources: where every amount of the page comes from.
  static let rules = PageSection(id: "rules", topic: "Prices and rules", reader: .trust) { page in
    let offers = page.forecast.offers.filter { !$0.charges.isEmpty }
    guard !offers.isEmpty else { return nil }
    return Drawing(
      finding: nil,
      body: """
        <p>Every amount is a forecast of how much is asked for, times these. What is asked for stands in Assumptions.</p>\
        \(offers.map { table(of: $0, page) })
        """)
  }

  private static func table(of offer: Offer, _ page: PageContent) -> Markup {
    let currency = page.report.catalogue.currency(of: offer.provider)
    var table = PageTable(
      caption: "What \(offer.id.rawValue) charges for", style: "folds",
      columns: [
        .init("Meter"), .init("Price", isSaid: true), .init("From", isSaid: true),
        .init("Quantity of a request", isSaid: true), .init("Sources"),
      ])
    for charge in offer.charges {
      for entry in charge.price.history {
        table.rows.append(
          PageTable.Row([
            .text(charge.meter), .text(charge.price.words(of: entry.amounts, currency)),
            .text(entry.from?.words ?? ""),
            "<code>\(charge.quantity.description)</code>",
            PageTable.Cell(
              page.sources.references(
                charge.evidence.isEmpty ? offer.evidence : charge.evidence)),
          ]))
      }
    }
    return "<h3 id='\(Self.ruleID(of: offer.id, page))'><code>\(offer.id.rawValue)</code></h3>"
      + table.markup
  }

  /// The place of an offer's rules on the page.
  static func ruleID(of offer: OfferID, _ page: PageContent) -> String {
    "rule-\((page.forecast.offers.firstIndex { $0.id == offer } ?? 0) + 1)"
  }
}
