import BillingTypes
import CostAnalysis
import PricingRules
import WorkloadSimulator

extension PageSection {
  /// What each month costs and how sure that is, used and paid, against the budget of a month.
  static let months = PageSection(id: "months", topic: "Months and cash", reader: .finance) {
    page in
    guard var chart = ReportChart.months.draw(page) else { return nil }
    chart.table = ("Table: every month", table(page))
    return Drawing(finding: chart.finding, body: chart.markup)
  }

  /// The drawing of it; nil where there is nothing to see.
  static func monthChart(_ page: PageContent) -> Chart? {
    let scenario = page.scenario
    guard scenario.monthCount > 1, page.forecast.whole.completeness != .unknown else { return nil }
    let chart = StepChart(
      steps: steps(page), unit: "\(page.currency) a month",
      limit: scenario.budget.month.map {
        ($0.approximation, "monthly budget \(DisplayRounding.limit($0))")
      },
      labels: labels(page))
    let paysOtherwise = scenario.months.indices.contains { shownPaid(page, $0) != nil }
    return Chart(
      id: "months", title: "Bills by month, \(span(scenario))", finding: finding(page),
      description: description(page, paysOtherwise), key: key(page, paysOtherwise),
      draw: chart.drawing)
  }

  private static func span(_ scenario: Scenario) -> String {
    let months = scenario.months
    return "\(months[0].words) to \(months[months.count - 1].words)"
  }

  /// The interval of a month; nil without trials.
  private static func interval(_ page: PageContent, _ month: Int) -> PageInterval? {
    page.report.interval(page.report.view.monthCosts[month]) { $0.months[month] }
  }

  /// What is paid in a month, where that is not what is used.
  private static func paid(_ page: PageContent, _ month: Int) -> Money? {
    let paid = page.forecast.paid(in: page.scenario.months[month])
    return paid == page.report.view.monthCosts[month].known ? nil : paid
  }

  /// The same where it is worth a sign: where it differs by a fiftieth and more.
  private static func shownPaid(_ page: PageContent, _ month: Int) -> Double? {
    let used = page.report.view.monthCosts[month].known.units.approximation
    guard let paid = paid(page, month)?.units.approximation, abs(paid - used) >= used / 50 else {
      return nil
    }
    return paid
  }

  private static func steps(_ page: PageContent) -> [StepChart.Step] {
    let (scenario, view) = (page.scenario, page.report.view)
    let isLong = scenario.monthCount > 12
    return scenario.months.enumerated().map { index, month in
      let spread = page.forecast.trials?.months[index]
      let interval = interval(page, index)
      return StepChart.Step(
        name: isLong && month.monthOfYear == 1 ? String(month.year) : month.short,
        middle: spread?.p50 ?? view.monthCosts[index].known.units.approximation,
        band: interval.map { ($0.low, $0.high ?? spread?.p90 ?? $0.low) },
        paid: shownPaid(page, index))
    }
  }

  /// What the last month's lines are, at their ends.
  private static func labels(
    _ page: PageContent
  ) -> [(words: String, number: Double, mark: String)] {
    let last = page.scenario.monthCount - 1
    let view = page.report.view
    guard let spread = page.forecast.trials?.months[last], let interval = interval(page, last)
    else {
      let cost = view.monthCosts[last]
      return [
        (
          "expected \(page.report.shown(view.total(ofMonth: last), of: cost))",
          cost.known.units.approximation, ""
        )
      ]
    }
    var labels: [(words: String, number: Double, mark: String)] = [
      (
        "median \(DisplayRounding.text(spread.p50, error: spread.errors.p50))", spread.p50, "strong"
      ),
      ("9 in 10 above \(interval.lowWords)", interval.low, ""),
    ]
    if let high = interval.high, let words = interval.highWords {
      labels.append(("1 in 10 above \(words)", high, ""))
    }
    return labels
  }

  /// Months that may break the budget, else the dearest one where it stands out.
  private static func finding(_ page: PageContent) -> String? {
    let scenario = page.scenario
    if let limit = scenario.budget.month, let chances = page.forecast.trials?.overMonthlyBudget {
      let risky = scenario.months.indices.filter { BudgetVerdict(chance: chances[$0]) > .fits }
      let budget = "the monthly budget of \(DisplayRounding.limit(limit))\u{A0}\(page.currency)"
      // Bars are list cost; what is held against the budget by terms is another amount.
      let (by, bars) =
        page.report.studied.contracted == nil
        ? ("", "") : ("By your terms, ", "; shown is list cost")
      let every = by.isEmpty ? "Every" : "\(by)every"
      if risky.isEmpty { return "\(every) month fits \(budget)\(bars)" }
      if risky.count == scenario.monthCount { return "\(every) month tests \(budget)\(bars)" }
      guard risky.count <= 4 else {
        return "\(by)\(risky.count) of \(scenario.monthCount) months test \(budget)\(bars)"
      }
      let isOneYear = Set(risky.map { scenario.months[$0].year }).count == 1
      let names = risky.map { place in
        isOneYear && place != risky.last
          ? scenario.months[place].name : scenario.months[place].words
      }
      return "\(by)\(names.sentence) \(risky.count == 1 ? "tests" : "test") \(budget)"
        + "; the other months fit\(bars)"
    }
    let view = page.report.view
    let costs = view.monthCosts.map(\.known.units.approximation)
    guard let most = costs.max(), let place = costs.firstIndex(of: most),
      most > 1.25 * costs.reduce(0, +) / Double(costs.count)
    else { return nil }
    return "\(scenario.months[place].words) is the dearest month: "
      + "\(page.report.shown(view.total(ofMonth: place), of: view.monthCosts[place]))\u{A0}\(page.currency)"
  }

  private static func description(_ page: PageContent, _ paysOtherwise: Bool) -> String {
    let (report, last) = (page.report, page.scenario.monthCount - 1)
    func shown(_ month: Int) -> String {
      report.shown(report.view.total(ofMonth: month), of: report.view.monthCosts[month])
    }
    let costs = report.view.monthCosts.map(\.known.units.approximation)
    let most = costs.indices.max { costs[$0] < costs[$1] } ?? last
    return
      "\(report.studied.contracted == nil ? "Expected bills are" : "By the list, expected costs are") \(shown(0)) \(page.currency) in the first month, \(shown(last)) in the last and at most "
      + "\(shown(most)), in \(page.scenario.months[most].words)."
      + (paysOtherwise ? " Squares show what is paid where that differs from what is used." : "")
  }

  private static func key(_ page: PageContent, _ paysOtherwise: Bool) -> String {
    let band =
      page.forecast.trials == nil
      ? "Line: expected, used in the month."
      : "Band: eight in ten outcomes. Line: median, used in the month."
    let paid =
      paysOtherwise
      ? " Square: paid in the month, on average."
      : " What is paid in a month is what is used in it, within a fiftieth."
    guard page.report.studied.contracted != nil else { return band + paid }
    return band + " By list cost; what is paid is by your terms."
      + (paysOtherwise ? paid : "")
  }

  private static func table(_ page: PageContent) -> Markup {
    let (report, view, trials) = (page.report, page.report.view, page.forecast.trials)
    let chances = trials?.overMonthlyBudget ?? []
    var columns: [PageTable.Column] = [.init("Month"), .init("Expected", .figure)]
    if trials != nil {
      columns += [
        .init("9 in 10 above", .figure), .init("Median", .figure), .init("1 in 10 above", .figure),
      ]
    }
    columns.append(.init("Paid, expected", .figure))
    if !chances.isEmpty { columns.append(.init("Over budget", .figure)) }
    var table = PageTable(caption: "Bills by month, \(page.currency)", columns: columns)
    table.rows = page.scenario.months.enumerated().map { index, month in
      let cost = view.monthCosts[index]
      var cells: [PageTable.Cell] = [
        .text(month.words), .text(report.shown(view.total(ofMonth: index), of: cost)),
      ]
      if let spread = trials?.months[index] {
        let interval = interval(page, index)
        cells += [
          .text(interval?.lowWords ?? ""),
          .text(DisplayRounding.text(spread.p50, error: spread.errors.p50)),
          .text(interval.map { $0.highWords ?? "no limit" } ?? ""),
        ]
      }
      cells.append(
        .text(
          paid(page, index).map(view.text) ?? report.shown(view.total(ofMonth: index), of: cost)))
      if !chances.isEmpty {
        cells.append(.text(DisplayRounding.chance(chances[index]...chances[index])))
      }
      return PageTable.Row(cells)
    }
    return table.markup
      + .note("Means add up; the other columns do not: they come from simulated months.")
  }
}
