import BillingTypes
import CostAnalysis
import PricingRules
import WorkloadSimulator

extension ScenarioReport {
  /// Cost per feature: month, whole, accepted asset.
  func featureSection(
    _ footnotes: inout FootnoteList, columns: [Int]
  ) -> [Report.Block] {
    let currency = scenario.currency.code
    var table = ReportTable([
      .init("feature"), .init("category"), .init("offer"),
      .init("\(currency) a month", .right), .init("\(currency) in all", .right),
      .init("\(currency) per accepted asset", .right), .init("known"), .init("sources"),
    ])
    for feature in scenario.features {
      let payer = ForecastView.Payer.feature(feature.name)
      let (cents, cost) = (view.total(of: payer), view.cost(of: payer))
      table.rows.append([
        .text(feature.name), .text(feature.category.rawValue), .id(feature.offer),
        .figure(view.text(view.monthly(of: payer), of: cost, over: scenario.monthCount)),
        .figure(view.text(cents, of: cost)),
        perAccepted(feature, cost), .text(view.knowledge(cost, around: cents)),
        sources(of: feature, &footnotes),
      ])
    }
    for payer in view.payers {
      guard case .seller(let seller) = payer else { continue }
      table.rows.append([
        .text(UnbornePart.fee.words), .empty, .text(seller.description),
        .figure(
          view.text(view.monthly(of: payer), of: view.cost(of: payer), over: scenario.monthCount)),
        .figure(view.text(view.total(of: payer), of: view.cost(of: payer))),
        .empty, .text(view.cost(of: payer).completeness.rawValue),
        footnotes.references(evidence(of: seller)),
      ])
    }
    table.rows.append([
      .text("total"), .empty, .empty,
      .figure(
        view.sumText(
          view.monthlyTotal, of: forecast.whole, below: view.payerCosts, over: scenario.monthCount)),
      .figure(view.sumText(view.grandTotal, of: forecast.whole, below: view.payerCosts)), .empty,
      .text(view.knowledge(forecast.whole, around: view.grandTotal)), .empty,
    ])
    return [
      .table(table.keeping(columns)), .table(volumeTable),
      .paragraph("\(volumeWords) \(currency) a month is the average, rounded."),
    ]
  }

  /// What the columns of ``volumeTable`` count.
  var volumeWords: String {
    "An accepted asset is one that is kept: requests that fail or are stopped do not count, and "
      + "retakes are among the requests. Calls are requests with what is sent again for those that fail, and the "
      + "later calls of chains."
  }

  /// Requests, calls and kept assets side by side, a month on average.
  var volumeTable: ReportTable {
    var table = ReportTable([
      .init("a month on average"), .init("requests", .right), .init("calls", .right),
      .init("kept", .right),
    ])
    for feature in scenario.features {
      let own = forecast.summaries.filter { $0.feature == feature.name }
      func cell(_ count: KeyPath<FeatureMonth, Rational>) -> ReportTable.Cell {
        average(own.map { $0[keyPath: count] }).map { .figure(DisplayRounding.count($0)) }
          ?? .missing("too many to be counted")
      }
      table.rows.append([.text(feature.name), cell(\.requests), cell(\.calls), cell(\.accepted)])
    }
    return table
  }

  /// The sources of a feature's offer, and of the plans its credits are taken under.
  func sources(
    of feature: Feature, _ footnotes: inout FootnoteList
  ) -> ReportTable.Cell {
    let sellers = forecast.lines.filter { $0.feature == feature.name }.compactMap(\.seller)
      .uniqued()
    let evidence =
      (catalogue.offer(feature.offer)?.allEvidence ?? [])
      + sellers.flatMap(evidence(of:))
    return footnotes.references(evidence)
  }

  func evidence(of seller: CreditSeller) -> [Evidence] {
    switch seller {
    case .plan(let plan): catalogue.plan(plan)?.evidence ?? []
    case .packs(let credit): catalogue.credit(credit)?.evidence ?? []
    }
  }

  /// Cost per provider, and what each costs beside its bill.
  var providerSection: [Report.Block] {
    let currency = scenario.currency.code
    let providers = view.payers.map { view.provider(of: $0) }.uniqued()
    var table = ReportTable([
      .init("provider"), .init("features"), .init("\(currency) a month", .right),
      .init("\(currency) in all", .right),
    ])
    for provider in providers {
      let payers = view.payers.filter { view.provider(of: $0) == provider }
      let cost = forecast.expected { line in payers.contains { $0.pays(line) } }
      let monthly = payers.reduce(0) { $0 + view.monthly(of: $1) }
      table.rows.append([
        .text(catalogue.card(provider)?.name ?? provider),
        .text(payers.map(\.words).joined(separator: ", ")),
        .figure(view.text(monthly, of: cost, over: scenario.monthCount)),
        .figure(view.longText(view.total(ofProvider: provider), of: cost)),
      ])
    }
    table.rows.append([
      .text("total"), .empty,
      .figure(view.text(view.monthlyTotal, of: forecast.whole, over: scenario.monthCount)),
      .figure(view.longText(view.grandTotal, of: forecast.whole)),
    ])
    var blocks: [Report.Block] = [.table(table)]
    if let beside = overheadText(providers) { blocks.append(.paragraph(beside)) }
    return blocks
  }

  /// Every month with every feature.
  var monthTable: ReportTable {
    var table = ReportTable(
      [.init("month")] + view.payers.map { .init($0.words, .right) } + [
        .init("total", .right), .bars(),
      ])
    let most = view.monthCosts.map(\.known.units.approximation).max() ?? 0
    for (row, month) in scenario.months.enumerated() {
      let cells = zip(view.cells[row], view.costs[row]).map { view.text($0, of: $1) }
      let total = view.sumText(
        view.total(ofMonth: row), of: view.monthCosts[row], below: view.costs[row])
      let share = most > 0 ? view.monthCosts[row].known.units.approximation / most : 0
      table.rows.append(
        [.text(month.description)] + (cells + [total]).map { .figure($0) }
          + [.bar(share, word: isOverBudget(row) ? "over budget" : nil)])
    }
    let totals = view.payers.map { view.text(view.total(of: $0), of: view.cost(of: $0)) }
    let whole = view.sumText(view.grandTotal, of: forecast.whole, below: view.payerCosts)
    table.rows.append([.text("total")] + (totals + [whole]).map { .figure($0) } + [.empty])
    return table
  }

  /// Whether what is known of a month is above the monthly budget.
  private func isOverBudget(_ month: Int) -> Bool {
    scenario.budget.month.map { billed.budgeted(in: month..<month + 1).known.units > $0 } ?? false
  }

  /// What the means above can be, where that is more than one figure; nothing where all are known.
  var openSection: [Report.Block] {
    guard !forecast.whole.range.isSingle else { return [] }
    var table = ReportTable(
      [
        .init("mean"), .init("\(scenario.currency) in all", .right),
        .init("\(scenario.currency) per accepted asset", .right),
      ]
        + (forecast.trials == nil
          ? [] : [.init("p10 at the least", .right), .init("p90 at the most", .right)]))
    func add(
      _ name: String, _ count: Int128, _ cost: ExpectedCost, each: ReportTable.Cell = .empty,
      _ spread: (TrialSummary) -> Spread?
    ) {
      guard !cost.range.isSingle else { return }
      table.rows.append(
        [.text(name), .figure(view.longText(count, of: cost)), each] + quantileEnds(cost, spread))
    }
    for payer in view.payers {
      let feature = scenario.features.first { payer == .feature($0.name) }
      let cost = view.cost(of: payer)
      add(
        payer.words, view.total(of: payer), cost,
        each: feature.map { perAccepted($0, cost, hasRange: true) } ?? .empty
      ) { trials in trials.features.first { $0.feature == feature?.name }?.total }
    }
    for (row, month) in scenario.months.enumerated() {
      add(month.description, view.total(ofMonth: row), view.monthCosts[row]) { $0.months[row] }
    }
    add("total", view.grandTotal, forecast.whole) { $0.total }
    return [.heading(2, "What the means can be"), .table(table)]
  }

  /// The least that the tenth part can be and the most that the nine tenths can; nothing without trials.
  private func quantileEnds(
    _ cost: ExpectedCost, _ spread: (TrialSummary) -> Spread?
  ) -> [ReportTable.Cell] {
    guard forecast.trials != nil else { return [] }
    guard cost.completeness != .unknown,
      let ends = forecast.spreadRange(isBounded: cost.range.ceiling != nil, spread)
    else { return [.missing("unknown"), .missing("unknown")] }
    func cell(_ spread: Spread, _ quantile: Quantile) -> ReportTable.Cell {
      .figure(
        DisplayRounding.text(
          spread[keyPath: quantile.value], error: spread.errors[keyPath: quantile.error]))
    }
    return [cell(ends.floor, .p10), ends.ceiling.map { cell($0, .p90) } ?? .text("no limit")]
  }

  /// The mean of counts; nil where their sum does not fit.
  private func average(_ numbers: [Rational]) -> Rational? {
    guard !numbers.isEmpty else { return .zero }
    return try? numbers.reduce(Rational.zero) { try $0.adding($1) } / Rational(numbers.count)
  }

  func perAccepted(
    _ feature: Feature, _ cost: ExpectedCost, hasRange: Bool = false
  ) -> ReportTable.Cell {
    guard cost.completeness != .unknown else { return .missing("the cost is not known") }
    guard let accepted = try? forecast.accepted(of: feature.name),
      let each = cost.known.each(of: accepted)
    else { return .empty }
    func end(_ amount: Money) -> String {
      amount.each(of: accepted).map { DisplayRounding.text($0) } ?? ""
    }
    let figure = DisplayRounding.text(each)
    return .figure(
      hasRange ? cost.words(figure, end: end) : cost.shortWords(figure, end: end))
  }

  private func overheadText(_ providers: [String]) -> String? {
    let perMonth = scenario.overhead.perVendorMonth
    let integrations = scenario.features.compactMap { catalogue.offer($0.offer) }
      .map { "\($0.provider) \($0.integration.rawValue)" }.uniqued()
    let built = integrations.compactMap { integration in
      Integration(rawValue: String(integration.split(separator: " ").last ?? ""))
        .flatMap { scenario.overhead.integration[$0] }
    }
    guard perMonth > .zero || built.contains(where: { $0 > .zero }) else { return nil }
    guard let once = try? built.reduce(Rational.zero, +),
      let running = try? perMonth * Rational(providers.count * scenario.monthCount)
    else { return "What the scenario counts beside these bills is too large to be added up." }
    return
      "Beside these bills the scenario counts \(DisplayRounding.text(running)) \(scenario.currency) for "
      + "keeping \(providers.count) providers and \(DisplayRounding.text(once)) \(scenario.currency) "
      + "once for building \(integrations.count) integrations; they are not in the totals."
  }
}
