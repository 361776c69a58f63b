import BillingTypes
public import CostAnalysis
import PricingRules
import WorkloadSimulator

extension ScenarioReport {
  /// The scenario under each of a provider's plans; nothing where no feature could be under one.
  var planComparisonSection: [Report.Block] {
    guard !studied.planComparisons.isEmpty else { return [] }
    return [.heading(2, "The same months under other plans")] + planComparisonBlocks
  }

  /// A table for each provider, with what it says, under no heading of their own.
  var planComparisonBlocks: [Report.Block] {
    var blocks: [Report.Block] = []
    for comparison in studied.planComparisons {
      blocks.append(
        .paragraph(
          "\(catalogue.card(comparison.provider)?.name ?? comparison.provider), for \(comparison.features.sentence): the whole "
            + "scenario with \(comparison.keys.sentence) under each plan."))
      blocks.append(.table(table(of: comparison)))
      let notes = comparison.rows.compactMap { row in
        row.gap.map { "\(row.choice.words): \($0.words)." }
      }
      if !notes.isEmpty { blocks.append(.bullets(notes)) }
    }
    blocks.append(
      .paragraph(
        "Each row has the traffic and the luck of what is planned; breakage is what is paid for what ends unused, of a fee as much as "
          + "of what it includes, and part of the amount before it. List prices; plans that are sold on the day of the prices."
      ))
    return blocks
  }

  private func table(of comparison: PlanComparison) -> ReportTable {
    let currency = scenario.currency.code
    let hasTrials = forecast.trials != nil
    let paysOtherwise = comparison.paysOtherwise
    var table = ReportTable(
      [.init("plan"), .init("\(currency) in all", .right)]
        + (hasTrials ? [.init("nine in ten below", .right)] : [])
        + (paysOtherwise ? [.init("paid in these months", .right)] : [])
        + [.init("breakage", .right), .init("against what is planned", .right)])
    for row in comparison.rows {
      table.rows.append(cells(of: row, hasTrials: hasTrials, paysOtherwise: paysOtherwise))
    }
    return table
  }

  private func cells(
    of row: PlanComparison.Row, hasTrials: Bool, paysOtherwise: Bool
  ) -> [ReportTable.Cell] {
    let note =
      row.isPlanned ? row.isAssumed ? " (taken by default)" : " (planned)" : ""
    guard let cost = row.cost else {
      return [.text(row.choice.words + note), .missing("no figure")]
        + [ReportTable.Cell](
          repeating: .empty, count: 2 + (hasTrials ? 1 : 0) + (paysOtherwise ? 1 : 0))
    }
    let mark = row.isPlanned ? forecast.whole.mark : ""
    var cells: [ReportTable.Cell] = [
      .text(row.choice.words + note), .figure(mark + view.text(cost.mean)),
    ]
    if hasTrials {
      cells.append(
        cost.p90.map {
          .figure(DisplayRounding.text($0, error: forecast.trials?.total.errors.p90 ?? 0))
        }
          ?? .empty)
    }
    if paysOtherwise { cells.append(.figure(view.text(cost.paid))) }
    cells.append(cost.breakage.map { .figure(view.text($0)) } ?? .missing("not told apart"))
    cells.append(
      row.isPlanned
        ? .empty
        : cost.difference.map { .figure(signed($0)) } ?? .missing("what is planned has no price"))
    return cells
  }
}

extension PlanComparison {
  /// Whether what is paid in these months is not what they cost, as a fee for a year is not.
  fileprivate var paysOtherwise: Bool {
    rows.contains { row in row.cost.map { $0.paid != $0.mean } ?? false }
  }
}

extension StudiedForecast {
  /// The comparisons for programs; amounts are text.
  var planComparisonJSON: JSONText {
    .array(
      planComparisons.map { comparison in
        .object([
          ("provider", .string(comparison.provider)),
          ("keys", .array(comparison.keys.map { .string($0) })),
          ("features", .array(comparison.features.map { .string($0) })),
          ("rows", .array(comparison.rows.map(\.json))),
        ])
      })
  }

  /// The comparisons as tidy CSV, a row for each way to pay; nil without any.
  ///
  /// - Parameter locale: How numbers are written.
  /// - Returns: The text.
  public func planComparisonCSV(in locale: CSVLocale = .en) -> String? {
    guard !planComparisons.isEmpty else { return nil }
    var csv = CSVText(
      in: locale,
      header: [
        "scenario", "provider", "plan", "planned", "assumed", "currency", "mean", "p90", "breakage",
        "difference", "difference_p10", "difference_p50", "difference_p90", "missing", "paid",
      ])
    for comparison in planComparisons {
      for row in comparison.rows {
        let spread = row.cost?.spread
        csv.append(
          [
            .text(forecast.scenario.name), .text(comparison.provider), .text(row.choice.words),
            .text(row.isPlanned ? "true" : "false"), .text(row.isAssumed ? "true" : "false"),
            .text(forecast.scenario.currency.code), .optional(row.cost?.mean),
            .optional(row.cost?.p90.map { Rational(statistic: $0) }),
            .optional(row.cost?.breakage), .optional(row.cost?.difference),
          ]
            + [spread?.p10, spread?.p50, spread?.p90].map { value in
              .optional(value.map { Rational(statistic: $0) })
            } + [.text(row.gap?.words ?? ""), .optional(row.cost?.paid)])
      }
    }
    return csv.text
  }
}

extension PlanComparison.Row {
  fileprivate var json: JSONText {
    .object([
      ("plan", .string(choice.words)),
      ("planned", .boolean(isPlanned)), ("assumed", .boolean(isAssumed)),
      ("mean", .optional(cost?.mean.decimalText)), ("p90", .statistic(cost?.p90)),
      ("breakage", .optional(cost?.breakage?.decimalText)),
      ("paid", .optional(cost?.paid.decimalText)),
      (
        "difference",
        cost?.difference.map { difference in
          .object([
            ("mean", .string(difference.decimalText)),
            ("p10", .statistic(cost?.spread?.p10)), ("p50", .statistic(cost?.spread?.p50)),
            ("p90", .statistic(cost?.spread?.p90)),
            ("error", .statistic(cost?.spread?.errors.mean)),
          ])
        } ?? .null
      ),
      ("missing", .optional(gap?.words)), ("missing_code", .optional(gap?.code.rawValue)),
    ])
  }
}
