import BillingTypes
import CostAnalysis
import PricingRules
import WorkloadSimulator

extension PageSection {
  /// What one result that is kept costs; every row has a scale of its own, because they are different products.
  static let accepted = PageSection(
    id: "accepted", topic: "What one kept result costs", reader: .finance
  ) { page in
    let rows = page.scenario.features.compactMap { row(of: $0, page) }
    guard !rows.isEmpty else { return nil }
    let table = PageTable(
      caption:
        "\(page.currency) for each result that is kept, retakes included; every row has its own scale, and rows are not ranked",
      style: "folds",
      columns: [
        .init("Result"), .init("Expected", .figure), .init("Own scale in each row", .bar),
        .init("Eight in ten", .figure), .init("Why"),
      ], rows: rows)
    return Drawing(finding: nil, body: table.markup)
  }

  private static func row(of feature: Feature, _ page: PageContent) -> PageTable.Row? {
    let cost = page.report.view.cost(of: .feature(feature.name))
    guard cost.completeness != .unknown,
      let accepted = try? page.forecast.accepted(of: feature.name),
      let each = cost.known.each(of: accepted)
    else { return nil }
    let interval = page.report.interval(cost) { trials in
      trials.features.first { $0.feature == feature.name }?.perAccepted
    }
    let expected = (cost.mark.isEmpty ? "" : "at least ") + DisplayRounding.text(each)
    let scale = Scale(upTo: max(each.approximation, interval?.high ?? interval?.low ?? 0))
    return PageTable.Row([
      "One of \(feature.name)<span class='sub swatch \(feature.category.mark)'>\(feature.category.words)</span>",
      .text(expected),
      PageTable.Cell(
        IntervalBar.drawing(
          mean: each.approximation, interval, on: scale, mark: feature.category.mark)),
      .text(interval?.words ?? ""), .text(reason(feature, accepted, page)),
    ])
  }

  /// What makes a kept result cost more than one request.
  private static func reason(_ feature: Feature, _ accepted: Rational, _ page: PageContent)
    -> String
  {
    let own = page.forecast.summaries.filter { $0.feature == feature.name }
    let calls = try? own.reduce(Rational.zero) { try $0.adding($1.calls) }
    guard let calls, let each = try? calls / accepted else { return "" }
    if each == .one { return "every call is kept" }
    return "\(DisplayRounding.text(each)) calls for each one kept"
  }
}
