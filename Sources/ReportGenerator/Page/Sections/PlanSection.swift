import BillingTypes
import PricingRules
import WorkloadSimulator

extension PageSection {
  /// What plans and packs come to, month by month.
  static let plans = PageSection(id: "plans", topic: "Plans and credit packs", reader: .finance) {
    page in
    guard !page.forecast.statements.isEmpty else { return nil }
    let sellers = page.forecast.statements.map(\.seller).uniqued().map(\.description)
    return Drawing(
      finding: nil,
      body: """
        <p>Under contract or bought as it is used: \(sellers.sentence).</p>\
        \(Markup.details("Table: plans and packs by month", PageBlocks.markup(of: page.report.planSection, caption: "Plans and packs by month")))
        """)
  }
}
