import BillingTypes
import CostAnalysis
import PricingRules
import WorkloadSimulator

extension PageSection {
  /// What each feature costs, month by month and in all.
  static let features = PageSection(id: "features", topic: "Cost by feature", reader: .finance) {
    page in
    guard page.forecast.whole.completeness != .unknown else { return nil }
    var chart = ReportChart.features.draw(page)
    chart?.table = ("Table: feature by month", monthTable(page))
    return Drawing(
      finding: featureFinding(page), body: (chart?.markup ?? "") + table(page) + volumes(page))
  }

  /// The drawing of it; nil where there is nothing to see.
  static func featureChart(_ page: PageContent) -> Chart? {
    guard page.forecast.whole.completeness != .unknown, page.scenario.monthCount > 1,
      page.report.view.payers.count > 1
    else { return nil }
    let (view, scenario) = (page.report.view, page.scenario)
    let columns = StackedColumns(
      names: scenario.months.map {
        $0.monthOfYear == 1 && scenario.monthCount > 12 ? String($0.year) : $0.short
      },
      parts: view.payers.enumerated().map { place, payer in
        (
          payer.words, shaded(place, page),
          view.costs.map { max(0, $0[place].known.units.approximation) }
        )
      }, unit: "\(page.currency) a month, expected")
    return Chart(
      id: "features", title: "Expected bills by feature and month", finding: featureFinding(page),
      description:
        "Columns of \(view.payers.map(\.words).sentence), one on the other, for every month.",
      draw: columns.drawing)
  }

  /// What most of the bills are for, where that is three tenths and more.
  static func featureFinding(_ page: PageContent) -> String? {
    let view = page.report.view
    guard view.payers.count > 1, view.grandTotal > 0,
      let largest = view.payers.max(by: { view.total(of: $0) < view.total(of: $1) })
    else { return nil }
    let part = view.cost(of: largest).known.units.approximation
    let whole = page.forecast.total.units.approximation
    guard part >= 0.3 * whole else { return nil }
    return "\(DisplayRounding.share(part, of: whole)) of the bills are for \(largest.words)"
  }

  private static func mark(_ payer: ForecastView.Payer, _ page: PageContent) -> String {
    page.scenario.features.first { payer == .feature($0.name) }?.category.mark ?? "of-rest"
  }

  /// The colour of a part of a column: features of one category share it, each lighter than the one below.
  private static func shaded(_ place: Int, _ page: PageContent) -> String {
    let marks = page.report.view.payers.map { mark($0, page) }
    let before = marks[..<place].count { $0 == marks[place] }
    return before == 0 ? marks[place] : "\(marks[place]) shade-\(min(2, before))"
  }

  private static func monthTable(_ page: PageContent) -> Markup {
    let (report, view, scenario) = (page.report, page.report.view, page.scenario)
    var table = PageTable(
      caption: "Expected bills by feature and month, \(page.currency)",
      columns: [.init("Month")] + view.payers.map { .init($0.words, .figure) } + [
        .init("Total", .figure)
      ])
    table.rows = scenario.months.enumerated().map { row, month in
      let cells = zip(view.cells[row], view.costs[row]).map { report.shown($0, of: $1) }
      let total = report.shown(view.total(ofMonth: row), of: view.monthCosts[row])
      return PageTable.Row(([month.words] + cells + [total]).map { .text($0) })
    }
    return table.markup
  }

  private static func table(_ page: PageContent) -> Markup {
    let (report, view) = (page.report, page.report.view)
    let intervals = view.payers.map { payer in
      report.interval(view.cost(of: payer)) { trials in
        trials.features.first { payer == .feature($0.feature) }?.total
      }
    }
    let means = view.payers.map { view.cost(of: $0).known.units.approximation }
    let scale = Scale(upTo: (means + intervals.compactMap { $0?.high ?? $0?.low }).max() ?? 0)
    let length = "\(page.scenario.monthCount) \(page.scenario.monthCount == 1 ? "month" : "months")"
    var table = PageTable(
      caption: "Bills over \(length), \(page.currency)", style: "folds",
      columns: [
        .init("Feature"), .init("Expected", .figure), .init("A month", .figure),
        .init("Drawn on one scale", .bar, axis: IntervalBar.axis(scale, unit: page.currency)),
        .init("Eight in ten", .figure), .init("Share", .figure), .init("Sources"),
      ])
    let whole = page.forecast.total.units.approximation
    table.rows = view.payers.enumerated().map { place, payer in
      let cost = view.cost(of: payer)
      let known = cost.completeness != .unknown
      return PageTable.Row([
        name(payer, page),
        "\(report.shown(view.total(of: payer), of: cost))\(report.openness(view.total(of: payer), of: cost).map { "<span class='sub'>\($0)</span>" as Markup })",
        .text(report.shown(view.monthly(of: payer), of: cost, over: page.scenario.monthCount)),
        PageTable.Cell(
          IntervalBar.drawing(
            mean: known ? means[place] : nil, intervals[place], on: scale, mark: mark(payer, page))),
        .text(intervals[place]?.words ?? ""),
        .text(known ? DisplayRounding.share(means[place], of: whole) : ""),
        PageTable.Cell(sources(payer, page)),
      ])
    }
    table.rows.append(
      PageTable.Row(
        [
          "Total",
          .text(report.shown(view.grandTotal, of: page.forecast.whole)),
          .text(
            report.shown(view.monthlyTotal, of: page.forecast.whole, over: page.scenario.monthCount)
          ),
          "", .text(report.interval(page.forecast.whole) { $0.total }?.words ?? ""), "", "",
        ], style: .total))
    return table.markup
  }

  private static func name(_ payer: ForecastView.Payer, _ page: PageContent) -> PageTable.Cell {
    guard let feature = page.scenario.features.first(where: { payer == .feature($0.name) }) else {
      return "\(payer.words)<span class='sub'>unused subscription fee</span>"
    }
    return """
      \(feature.name)<span class='sub swatch \(feature.category.mark)'>\(feature.category.words)</span>\
      <span class='sub'><code>\(feature.offer.rawValue)</code></span>
      """
  }

  private static func sources(_ payer: ForecastView.Payer, _ page: PageContent) -> Markup {
    switch payer {
    case .feature(let name):
      let feature = page.scenario.features.first { $0.name == name }
      let sellers = page.forecast.lines.filter { $0.feature == name }.compactMap(\.seller).uniqued()
      let rule: Markup? = feature.map {
        "<a class='ref' href='#\(PageSection.ruleID(of: $0.offer, page))'>rules</a> "
      }
      let sources = page.sources.references(
        (feature.flatMap { page.report.catalogue.offer($0.offer) }?.allEvidence ?? [])
          + sellers.flatMap(page.report.evidence(of:)))
      return (rule ?? "") + sources
    case .seller(let seller): return page.sources.references(page.report.evidence(of: seller))
    }
  }

  private static func volumes(_ page: PageContent) -> Markup {
    .details(
      "Table: requests, calls and kept results",
      PageBlocks.markup(of: [.table(page.report.volumeTable)], caption: "A month on average"))
  }
}
