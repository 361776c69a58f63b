import BillingTypes
import CostAnalysis
import PricingRules
import WorkloadSimulator

extension PageSection {
  /// One vendor or several, with all that stands beside the bills.
  static let vendors = PageSection(
    id: "vendors", topic: "One vendor or several", reader: .finance
  ) { page in
    let report = page.report
    let shown = report.shownVendors
    guard shown.count > 1, let planned = shown.first else { return nil }
    let rows = shown.map { choice in
      (choice: choice, beside: (try? choice.owning.total) ?? .zero(in: page.scenario.currency))
    }
    let scale = Scale(
      upTo: rows.map { $0.choice.bills.known.units.approximation + $0.beside.units.approximation }
        .max() ?? 0)
    var table = PageTable(
      caption: "Expected cost over \(page.scenario.monthCount) months, \(page.currency)",
      style: "folds",
      columns: [
        .init("Offers of"), .init("Vendors", .figure), .init("Bills", .figure),
        .init("Building and keeping", .figure), .init("All in", .figure),
        .init("Bills, then the rest", .bar, axis: IntervalBar.axis(scale, unit: page.currency)),
      ])
    table.rows = rows.map { choice, beside in
      let mark = choice.bills.mark.isEmpty ? "" : "at least "
      let isKnown = choice.bills.completeness != .unknown
      return PageTable.Row(
        [
          "\(choice.kind.words)\(choice.kind == .planned ? nil : "<span class='sub'>\(choice.offers.map { "\($0.feature) \($0.offer)" }.joined(separator: ", "))</span>" as Markup?)",
          .text(String(choice.owning.providers.count)),
          .text(isKnown ? mark + report.view.text(choice.bills.known) : "unknown"),
          .text(report.view.text(beside)),
          .text(
            choice.total.map { isKnown ? mark + report.view.text($0) : "unknown" } ?? "unknown"),
          PageTable.Cell(
            IntervalBar.length(
              [
                (choice.bills.known.units.approximation, "of-total"),
                (beside.units.approximation, "of-rest"),
              ], on: scale)),
        ], style: choice.kind == .planned ? .planned : .plain)
    }
    return Drawing(
      finding: finding(planned, rows.map(\.choice), page),
      body: "\(table.markup)\(Markup.note(report.vendorNote))")
  }

  /// Fewer vendors are worth a sentence where they save a twentieth of all costs.
  private static func finding(
    _ planned: VendorChoice, _ choices: [VendorChoice], _ page: PageContent
  ) -> String? {
    let fewer = choices.filter {
      $0.kind != .planned && $0.kind != .cheapest && $0.bills.range.ceiling != nil
    }
    guard let best = fewer.first, let now = planned.total, let then = best.total,
      planned.bills.completeness != .unknown, let saved = try? now - then,
      saved.picounits >= now.picounits / 20
    else { return nil }
    return
      "\(best.owning.providers.count == 1 ? "One vendor" : "\(best.owning.providers.count) vendors") in place of \(planned.owning.providers.count) would save \(page.report.view.text(saved)) \(page.currency), all in"
  }
}
