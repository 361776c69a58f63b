import BillingTypes
import CostAnalysis
import PricingRules
import WorkloadSimulator

extension PageSection {
  /// Whom the bills come from.
  static let providers = PageSection(id: "providers", topic: "Cost by provider", reader: .finance) {
    page in
    let (report, view) = (page.report, page.report.view)
    guard page.forecast.whole.completeness != .unknown else { return nil }
    let providers = view.payers.map { view.provider(of: $0) }.uniqued()
    guard providers.count > 1 else { return nil }
    let costs = providers.map { provider in
      page.forecast.expected { line in
        view.payers.contains { view.provider(of: $0) == provider && $0.pays(line) }
      }
    }
    let means = costs.map(\.known.units.approximation)
    let whole = page.forecast.total.units.approximation
    let scale = Scale(upTo: means.max() ?? 0)
    var table = PageTable(
      caption: "Expected bills over \(page.scenario.monthCount) months, \(page.currency)",
      style: "folds",
      columns: [
        .init("Provider"), .init("Expected", .figure), .init("A month", .figure),
        .init("Drawn on one scale", .bar, axis: IntervalBar.axis(scale, unit: page.currency)),
        .init("Share", .figure),
      ])
    table.rows = providers.enumerated().map { place, provider in
      let payers = view.payers.filter { view.provider(of: $0) == provider }
      let (cost, total) = (costs[place], view.total(ofProvider: provider))
      return PageTable.Row([
        "\(report.name(ofProvider: provider))<span class='sub'>\(payers.map(\.words).joined(separator: ", "))</span>",
        "\(report.shown(total, of: cost))\(report.openness(total, of: cost).map { "<span class='sub'>\($0)</span>" as Markup })",
        .text(
          report.shown(
            payers.reduce(0) { $0 + view.monthly(of: $1) }, of: cost, over: page.scenario.monthCount
          )),
        PageTable.Cell(IntervalBar.length([(means[place], "of-total")], on: scale)),
        .text(DisplayRounding.share(means[place], of: whole)),
      ])
    }
    table.rows.append(
      PageTable.Row(
        [
          "Total", .text(report.shown(view.grandTotal, of: page.forecast.whole)),
          .text(
            report.shown(view.monthlyTotal, of: page.forecast.whole, over: page.scenario.monthCount)
          ),
          "", "",
        ], style: .total))
    let largest = means.indices.max { means[$0] < means[$1] } ?? 0
    return Drawing(
      finding: means[largest] >= 0.5 * whole && whole > 0
        ? "\(report.name(ofProvider: providers[largest])) sends \(DisplayRounding.share(means[largest], of: whole)) of the bills"
        : nil,
      body: table.markup)
  }
}
