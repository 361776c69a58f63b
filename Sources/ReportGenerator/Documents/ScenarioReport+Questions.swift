import BillingTypes
import CostAnalysis
import PricingRules
import WorkloadSimulator

// The questions that a reader of the report asks first: a drawing, one table, and what it says, for each.
extension ScenarioReport {
  private func heading(_ topic: String, _ finding: String?) -> Report.Block {
    .heading(2, finding.map { "\(topic): \($0)" } ?? topic)
  }

  /// What each month costs, and whether its budget is enough.
  func monthBlocks(_ page: PageContent) -> [Report.Block] {
    let chart = ReportChart.months.draw(page)
    let chances = forecast.trials?.overMonthlyBudget ?? []
    let hasTrials = forecast.trials != nil
    var table = ReportTable(
      [.init("month")] + view.payers.map { .init($0.words, .right) }
        + [.init("\(scenario.currency) in all", .right)]
        + (hasTrials ? [.init("eight in ten", .right)] : []) + [.init("paid", .right)]
        + (chances.isEmpty ? [] : [.init("over budget", .right)]))
    for (row, month) in scenario.months.enumerated() {
      let cost = view.monthCosts[row]
      var cells = [month.description]
      cells += zip(view.cells[row], view.costs[row]).map { view.text($0, of: $1) }
      cells.append(view.longText(view.total(ofMonth: row), of: cost))
      if hasTrials { cells.append(interval(cost) { $0.months[row] }?.words ?? "") }
      cells.append(paid(row))
      if !chances.isEmpty { cells.append(chanceFigure(chances[row], cost)) }
      table.rows.append([.text(cells[0])] + cells.dropFirst().map { .figure($0) })
    }
    var total = view.payers.map { view.text(view.total(of: $0), of: view.cost(of: $0)) }
    total.append(view.longText(view.grandTotal, of: forecast.whole))
    if hasTrials { total.append(interval(forecast.whole) { $0.total }?.words ?? "") }
    table.rows.append(
      [.text("total")] + total.map { .figure($0) }
        + Array(repeating: .empty, count: chances.isEmpty ? 1 : 2))
    return [heading("Month by month", chart?.finding)] + ReportChart.months.blocks(page) + [
      .table(table),
      .paragraph(
        "A figure in brackets is what the expected cost can be by what is not known. Paid is what leaves the account in the "
          + "month, on average; it differs from what the month costs where a subscription or packs are paid at once."
          + paidWords
      ),
    ]
  }

  /// What of the months is by the terms, and what is by list price; empty without terms.
  private var paidWords: String {
    guard studied.contracted != nil else { return "" }
    return " Months are by list price; paid is by your terms"
      + (studied.bill == nil ? "" : ", with commitments, credits and tax")
      + ((forecast.trials?.overMonthlyBudget ?? []).isEmpty
        ? "." : ", and budgets are held against \(heldWords).")
  }

  /// What each feature costs, and where its prices come from.
  func featureBlocks(_ page: PageContent, _ footnotes: inout FootnoteList) -> [Report.Block] {
    let currency = scenario.currency.code
    let hasTrials = forecast.trials != nil
    var table = ReportTable(
      [
        .init("feature"), .init("category"), .init("planned offer"),
        .init("\(currency) in an average month", .right), .init("\(currency) in all", .right),
      ] + (hasTrials ? [.init("eight in ten", .right)] : []) + [.init("sources")])
    for payer in view.payers {
      let cost = view.cost(of: payer)
      let feature = scenario.features.first { payer == .feature($0.name) }
      var cells: [ReportTable.Cell] = [
        .text(feature?.name ?? UnbornePart.fee.words),
        feature.map { .text($0.category.rawValue) } ?? .empty,
        feature.map { .id($0.offer) } ?? .text(payer.words),
        .figure(view.text(view.monthly(of: payer), of: cost, over: scenario.monthCount)),
        .figure(view.longText(view.total(of: payer), of: cost)),
      ]
      if hasTrials {
        let interval = interval(cost) { trials in
          trials.features.first { $0.feature == feature?.name }?.total
        }
        cells.append(.figure(interval?.words ?? ""))
      }
      switch payer {
      case .feature: cells.append(feature.map { sources(of: $0, &footnotes) } ?? .empty)
      case .seller(let seller): cells.append(footnotes.references(evidence(of: seller)))
      }
      table.rows.append(cells)
    }
    var total: [ReportTable.Cell] = [
      .text("total"), .empty, .empty,
      .figure(view.text(view.monthlyTotal, of: forecast.whole, over: scenario.monthCount)),
      .figure(view.longText(view.grandTotal, of: forecast.whole)),
    ]
    if hasTrials { total.append(.figure(interval(forecast.whole) { $0.total }?.words ?? "")) }
    table.rows.append(total + [.empty])
    return [heading("Cost per feature", PageSection.featureFinding(page))]
      + ReportChart.features.blocks(page) + [.table(table)]
  }

  /// What one result costs that is kept.
  func keptBlocks(_ page: PageContent) -> [Report.Block] {
    let currency = scenario.currency.code
    let hasTrials = forecast.trials != nil
    var table = ReportTable(
      [.init("one of"), .init("\(currency) each", .right)]
        + (hasTrials ? [.init("eight in ten", .right)] : []) + [.init("why")])
    for feature in scenario.features {
      let cost = view.cost(of: .feature(feature.name))
      let kept = keptCost(of: feature)
      table.rows.append(
        [.text(feature.name), perAccepted(feature, cost, hasRange: true)]
          + (hasTrials ? [.figure(kept?.interval?.words ?? "")] : [])
          + [.text(kept?.reason ?? "")])
    }
    return [.heading(2, "What one kept result costs")] + ReportChart.accepted.blocks(page) + [
      .table(table)
    ]
  }
}
