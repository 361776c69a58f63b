import BillingTypes
import CostAnalysis
import PricingRules
import WorkloadSimulator

extension PageSection {
  /// What is paid beside the bills: building what calls providers, and keeping them.
  static let owning = PageSection(
    id: "owning", topic: "Building and keeping", reader: .finance
  ) { page in
    guard let owning = page.forecast.countedOwning, let beside = try? owning.total,
      let whole = try? owning.building.units
    else { return nil }
    let (scenario, report) = (page.scenario, page.report)
    let month = scenario.overhead.perVendorMonth
    let keeping = (try? month * Rational(scenario.monthCount)) ?? .zero
    let rows = owning.providers.map { provider in
      let built = owning.buildings.filter { $0.provider == provider }
      let building = built.reduce(Rational.zero) { sum, part in
        (try? sum.adding(part.once.units)) ?? sum
      }
      return (provider: provider, built: built, building: building)
    }
    let scale = Scale(
      upTo: rows.map { $0.building.approximation + keeping.approximation }.max() ?? 0)
    var table = PageTable(
      caption:
        "Beside the bills over \(scenario.monthCount) months, \(page.currency), as the scenario gives it",
      style: "folds",
      columns: [
        .init("Provider"), .init("Build, once", .figure), .init("Keep", .figure),
        .init("Building, then keeping", .bar, axis: IntervalBar.axis(scale, unit: page.currency)),
        .init("What is built"),
      ])
    table.rows = rows.map { row in
      PageTable.Row([
        .text(report.name(ofProvider: row.provider)), .text(DisplayRounding.limit(row.building)),
        .text(DisplayRounding.limit(keeping)),
        PageTable.Cell(
          IntervalBar.length(
            [(row.building.approximation, "of-total"), (keeping.approximation, "of-rest")],
            on: scale)),
        .text(row.built.map { $0.integration.rawValue.replacing("-", with: " ") }.sentence),
      ])
    }
    let kept = (try? keeping * Rational(rows.count)) ?? .zero
    table.rows.append(
      PageTable.Row(
        [
          "Total", .text(DisplayRounding.limit(whole)),
          .text(DisplayRounding.limit(kept)),
          "", .text("\(report.view.text(beside)) together"),
        ], style: .total))
    return Drawing(finding: finding(page, beside), body: table.markup)
  }

  /// A tenth of all costs and more is worth a sentence.
  private static func finding(_ page: PageContent, _ beside: Money) -> String? {
    let bills = page.forecast.total.units.approximation
    let own = beside.units.approximation
    guard page.forecast.whole.completeness != .unknown, own >= 0.1 * (bills + own) else {
      return nil
    }
    return
      "Building and keeping are \(DisplayRounding.share(own, of: bills + own)) of all costs, and on no bill"
  }
}
