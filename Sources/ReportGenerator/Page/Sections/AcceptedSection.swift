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

  /// The drawing of it for where tables hold none; nil where there is nothing to see.
  static func acceptedChart(_ page: PageContent) -> Chart? {
    let strips = page.scenario.features.compactMap { feature in
      page.report.keptCost(of: feature).map { own in
        StripChart.Strip(
          name: feature.name, detail: feature.category.words, figure: own.words,
          mean: own.each.approximation, interval: own.interval, mark: feature.category.mark)
      }
    }
    guard !strips.isEmpty else { return nil }
    return Chart(
      id: "accepted", title: "What one kept result costs, \(page.currency)", finding: nil,
      description: strips.map { strip in
        "\(strip.name) \(strip.figure)"
          + (strip.interval.map { ", eight in ten \($0.words)" } ?? "")
      }.joined(separator: "; ") + ". Every row has its own scale; rows are not ranked.",
      key: page.forecast.trials == nil
        ? "Dot: expected. Every row has its own scale."
        : "Dot: expected. Band: eight in ten outcomes. Every row has its own scale.",
      draw: StripChart(strips: strips).drawing)
  }

  private static func row(of feature: Feature, _ page: PageContent) -> PageTable.Row? {
    guard let kept = page.report.keptCost(of: feature) else { return nil }
    let (each, interval) = (kept.each.approximation, kept.interval)
    let scale = Scale(upTo: max(each, interval?.high ?? interval?.low ?? 0))
    return PageTable.Row([
      "One of \(feature.name)<span class='sub swatch \(feature.category.mark)'>\(feature.category.words)</span>",
      .text(kept.words),
      PageTable.Cell(
        IntervalBar.drawing(mean: each, interval, on: scale, mark: feature.category.mark)),
      .text(interval?.words ?? ""), .text(kept.reason),
    ])
  }
}

/// What one kept result of a feature costs.
struct KeptCost {
  let each: Rational
  /// The figure for people, marked where it is the least that it can be.
  let words: String
  let interval: PageInterval?
  /// What makes it cost more than one request.
  let reason: String
}

extension ScenarioReport {
  /// What one kept result of a feature costs; nil where that is not known.
  func keptCost(of feature: Feature) -> KeptCost? {
    let cost = view.cost(of: .feature(feature.name))
    guard cost.completeness != .unknown,
      let accepted = try? forecast.accepted(of: feature.name),
      let each = cost.known.each(of: accepted)
    else { return nil }
    return KeptCost(
      each: each, words: (cost.mark.isEmpty ? "" : "at least ") + DisplayRounding.text(each),
      interval: interval(cost) { trials in
        trials.features.first { $0.feature == feature.name }?.perAccepted
      }, reason: reasonForKept(feature, accepted))
  }

  private func reasonForKept(_ feature: Feature, _ accepted: Rational) -> String {
    let own = forecast.summaries.filter { $0.feature == feature.name }
    let calls = try? own.reduce(Rational.zero) { try $0.adding($1.calls) }
    guard let calls, let each = try? calls / accepted else { return "" }
    if each == .one { return "every call is kept" }
    return "\(DisplayRounding.text(each)) calls for each one kept"
  }
}
