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
      .init("feature"), .init("category"), .init("offer"), .init("requests a month", .right),
      .init("\(currency) a month", .right), .init("\(currency) in all", .right),
      .init("\(currency) per accepted asset", .right), .init("known"), .init("sources"),
    ])
    for feature in scenario.features {
      let payer = ForecastView.Payer.feature(feature.name)
      let own = forecast.summaries.filter { $0.feature == feature.name }
      let cents = view.total(of: payer)
      table.rows.append([
        .text(feature.name), .text(feature.category.rawValue), .id(feature.offer),
        average(own.map(\.requests)).map { .figure(DisplayRounding.count($0)) }
          ?? .missing("too many to be counted"),
        .figure(view.text(view.monthly(of: payer), of: payer)),
        .figure(view.text(cents, of: payer)),
        perAccepted(feature, payer), .text(view.knowledge(of: payer)),
        .text(sources(of: feature, &footnotes)),
      ])
    }
    for payer in view.payers {
      guard case .plan(let id) = payer else { continue }
      table.rows.append([
        .text("(unused plan fee)"), .empty, .text(id), .empty,
        .figure(view.text(view.monthly(of: payer))),
        .figure(view.text(view.total(of: payer))),
        .empty, .text(Completeness.complete.rawValue),
        .text(catalogue.plan(PlanID(id)).map { footnotes.references($0.evidence) } ?? ""),
      ])
    }
    table.rows.append([
      .text("total"), .empty, .empty, .empty,
      .figure(view.wholeText(view.monthlyTotal)),
      .figure(view.wholeText(view.grandTotal)), .empty,
      .text(view.knowledgeOfWhole), .empty,
    ])
    return [
      .table(table.keeping(columns)),
      .paragraph(
        "An accepted asset is one that is kept: requests that fail or are stopped do not count, and "
          + "retakes are among the requests. \(currency) a month is the average, rounded."),
    ]
  }

  /// The sources of a feature's offer, and of the plans its credits are taken under.
  private func sources(of feature: Feature, _ footnotes: inout FootnoteList) -> String {
    let plans = forecast.lines.filter { $0.feature == feature.name }.compactMap(\.plan).uniqued()
    let evidence =
      (catalogue.offer(feature.offer)?.allEvidence ?? [])
      + plans.flatMap {
        catalogue.plan(PlanID($0))?.evidence ?? catalogue.credit(CreditID($0))?.evidence ?? []
      }
    return footnotes.references(evidence)
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
      let cents = view.total(ofProvider: provider)
      let payers = view.payers.filter { view.provider(of: $0) == provider }
      let partial: Completeness =
        payers.contains { view.completeness(of: $0) != .complete } ? .partial : .complete
      let isBounded = payers.allSatisfy { view.isBounded($0) }
      table.rows.append([
        .text(catalogue.card(provider)?.name ?? provider),
        .text(payers.map(\.words).joined(separator: ", ")),
        .figure(
          view.text(
            payers.reduce(0) { $0 + view.monthly(of: $1) }, partial, isBounded: isBounded)),
        .figure(view.text(cents, partial, isBounded: isBounded)),
      ])
    }
    table.rows.append([
      .text("total"), .empty,
      .figure(view.wholeText(view.monthlyTotal)),
      .figure(view.wholeText(view.grandTotal)),
    ])
    var blocks: [Report.Block] = [.table(table)]
    if let beside = overheadText(providers) { blocks.append(.paragraph(beside)) }
    return blocks
  }

  /// Every month with every feature.
  var monthTable: ReportTable {
    var table = ReportTable(
      [.init("month")] + view.payers.map { .init($0.words, .right) } + [.init("total", .right)])
    for (row, month) in scenario.months.enumerated() {
      table.rows.append(
        [.text(month.description)]
          + view.payers.indices.map { column in
            .figure(
              view.text(
                view.cells[row][column], view.completeness[row][column],
                isBounded: view.isBounded[row][column]))
          } + [.figure(view.text(ofMonth: row))])
    }
    table.rows.append(
      [.text("total")]
        + view.payers.map { .figure(view.text(view.total(of: $0), of: $0)) }
        + [.figure(view.wholeText(view.grandTotal))])
    return table
  }

  /// The mean of counts; nil where their sum does not fit.
  private func average(_ numbers: [Rational]) -> Rational? {
    guard !numbers.isEmpty else { return .zero }
    return try? numbers.reduce(Rational.zero) { try $0.adding($1) } / Rational(numbers.count)
  }

  private func perAccepted(
    _ feature: Feature, _ payer: ForecastView.Payer
  ) -> ReportTable.Cell {
    let completeness = view.completeness(of: payer)
    guard completeness != .unknown else { return .missing("the cost is not known") }
    guard let each = forecast.costPerAccepted(of: feature.name) else { return .empty }
    let isBound = completeness == .partial && !view.isBounded(payer)
    return .figure((isBound ? "≥ " : "") + DisplayRounding.text(each))
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
