import BillingTypes
import CostAnalysis
import PricingRules
import WorkloadSimulator

extension ScenarioReport {
  /// The scenario as it is planned against each of its variants; nothing where it has none.
  var variantSection: [Report.Block] {
    guard !studied.variants.isEmpty else { return [] }
    let currency = scenario.currency.code
    let hasTrials = forecast.trials != nil
    var table = ReportTable(
      [.init("variant"), .init("\(currency) in all", .right)]
        + (hasTrials ? [.init("eight in ten", .right)] : [])
        + [.init("\(currency) a month", .right), .init("against what is planned", .right)]
        + (hasTrials ? [.init("eight in ten of that", .right)] : [])
        + (studied.comparesPayable ? [.init("to be paid, against that", .right)] : []))
    table.rows.append(row(of: forecast, named: "as planned", against: nil))
    for result in studied.variants {
      table.rows.append(row(of: result.forecast, named: result.variant.name, against: result))
    }
    var blocks: [Report.Block] = [.heading(2, "What if"), .table(table)]
    if studied.comparesPayable {
      blocks.append(
        .paragraph(
          "Costs are list cost; what is to be paid follows from what was agreed, a variant's own terms included."
        ))
    }
    if hasTrials {
      blocks.append(
        .paragraph(
          "Every trial of a variant has the traffic and the luck of that trial of what is planned, so that differences spread "
            + "by what was changed alone."))
    }
    blocks.append(.bullets(studied.variants.map(words)))
    blocks += [
      .heading(3, "What an accepted asset costs in each variant"), .table(perAccepted),
    ]
    return blocks
  }

  private func row(
    of own: Forecast, named name: String, against result: VariantResult?
  ) -> [ReportTable.Cell] {
    let isKnown = own.whole.completeness != .unknown
    func figure(_ text: @autoclosure () -> String) -> ReportTable.Cell {
      isKnown ? .figure(text()) : .missing("unknown")
    }
    let monthly = own.total.over(own.scenario.monthCount)
    let places = view.places
    func counts(_ amount: Money) -> Int128 { DisplayRounding.rounded(amount, places: places) }
    var cells: [ReportTable.Cell] = [
      .text(name),
      figure(own.whole.mark + DisplayRounding.text(counts(own.total), places: places)),
    ]
    if forecast.trials != nil {
      cells.append(own.trials.map { figure(eightInTen($0.total)) } ?? .empty)
    }
    cells.append(figure(own.whole.mark + DisplayRounding.text(counts(monthly), places: places)))
    cells.append(result.map { differenceCell($0, signed($0.difference)) } ?? .empty)
    if forecast.trials != nil {
      cells.append(
        result.flatMap { result in
          result.spread.map { differenceCell(result, eightInTen($0)) }
        } ?? .empty)
    }
    if studied.comparesPayable {
      cells.append(
        result.map { result in
          result.payableDifference.map { .figure(view.change($0)) } ?? .missing("unknown")
        } ?? .empty)
    }
    return cells
  }

  /// A figure of a difference, marked where it is an end of what that can be.
  private func differenceCell(_ result: VariantResult, _ text: String) -> ReportTable.Cell {
    switch result.certainty {
    case .exact: .figure(text)
    case .atLeast: .figure("≥ \(text)")
    case .atMost: .figure("≤ \(text)")
    case .unknown: .missing("what has no price is not the same in both")
    }
  }

  private func eightInTen(_ spread: Spread) -> String {
    let (low, high) = (
      DisplayRounding.text(spread.p10, error: spread.errors.p10),
      DisplayRounding.text(spread.p90, error: spread.errors.p90)
    )
    return low == high ? low : "\(low) to \(high)"
  }

  /// A difference with its sign, and as a share of the plan.
  func signed(_ difference: Money) -> String {
    guard difference.picounits != 0 else { return "the same" }
    let text = "\(difference.picounits > 0 ? "+" : "")\(view.text(difference))"
    guard forecast.total.picounits > 0,
      let sum = try? forecast.total + difference,
      let percent = DisplayRounding.percent(from: forecast.total, to: sum)
    else { return text }
    return percent == 0 ? text : "\(text) (\(percent > 0 ? "+" : "")\(percent) %)"
  }

  private func words(_ result: VariantResult) -> String {
    let changes = result.variant.changes
    let what = changes.isEmpty ? "changes nothing" : changes.joined(separator: "; ")
    let flips = result.flips.map(\.words)
    return "\(result.variant.name): \(what)."
      + (flips.isEmpty ? "" : " Otherwise than planned, \(flips.joined(separator: "; ")).")
  }

  /// What an accepted asset of each feature costs in each variant.
  private var perAccepted: ReportTable {
    let currency = scenario.currency.code
    var table = ReportTable(
      [.init("\(currency) per accepted asset")] + scenario.features.map { .init($0.name, .right) })
    let all =
      [(name: "as planned", forecast: forecast)]
      + studied.variants.map { (name: $0.variant.name, forecast: $0.forecast) }
    for (name, own) in all {
      table.rows.append(
        [.text(name)]
          + scenario.features.map { feature in
            guard own.scenario.features.contains(where: { $0.name == feature.name }) else {
              return .empty
            }
            return own.each(of: feature.name).map { .figure(DisplayRounding.text($0)) }
              ?? .missing("unknown")
          })
    }
    return table
  }
}

extension StudiedForecast {
  /// Whether variants are held against the plan by what is to be paid as well.
  var comparesPayable: Bool {
    contracted != nil || variants.contains { $0.payableDifference != nil }
  }
}

extension Forecast {
  /// What an accepted asset of a feature costs on average; nil where nothing is accepted or nothing known.
  func each(of feature: String) -> Rational? {
    let cost = expected { $0.feature == feature }
    guard cost.completeness != .unknown, let accepted = try? accepted(of: feature),
      accepted > .zero
    else { return nil }
    return cost.known.each(of: accepted)
  }
}
