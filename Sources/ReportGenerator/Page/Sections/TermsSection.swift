import BillingTypes
import CostAnalysis
import PricingRules
import WorkloadSimulator

extension PageSection {
  /// What was agreed: contracted cost beside list cost, and what is to be paid.
  static let terms = PageSection(id: "terms", topic: "Your terms", reader: .finance) { page in
    let report = page.report
    guard report.studied.contracted != nil else { return nil }
    // The heading of the section is that of the first block.
    var body = PageBlocks.markup(
      of: Array(report.contractedSection.dropFirst()), caption: "List cost and contracted cost")
    if let table = report.billTable {
      body += .details(
        "Table: every bill by provider and month",
        PageBlocks.markup(of: [.table(table)], caption: "What is to be paid, \(page.currency)"))
    }
    return Drawing(finding: finding(report), body: body)
  }

  private static func finding(_ report: ScenarioReport) -> String? {
    let own = report.billed
    guard own.whole.completeness != .unknown, let difference = report.studied.contracted?.difference
    else { return nil }
    let currency = report.scenario.currency.code
    if report.studied.bill != nil {
      return
        "By your terms \(own.whole.mark)\(report.view.text(own.payable.known))\u{A0}\(currency) is to be paid"
    }
    guard difference.picounits != 0 else { return nil }
    let amount = report.change(difference)
    return "Your terms change the bills by \(amount)\u{A0}\(currency)"
  }

  /// The same costs in the other currency that was asked for.
  static let currency = PageSection(id: "currency", topic: "In another currency", reader: .finance)
  {
    page in
    guard let exchange = page.report.studied.exchange else { return nil }
    return Drawing(
      finding: "In \(exchange.to), at a rate of \(exchange.dated.words)",
      body: PageBlocks.markup(
        of: Array(page.report.convertedSection.dropFirst()), caption: "Costs in \(exchange.to)"))
  }
}
