import BillingTypes
import CostAnalysis
import PricingRules
import WorkloadSimulator

extension ScenarioDifference {
  /// Every row with its name, the total last.
  var allRows: [(name: String, offer: OfferID?, row: Row)] {
    rows.map { ($0.feature ?? "fees that no usage shares", $0.offer, $0) } + [("total", nil, total)]
  }

  /// What the scenario's money is in; nothing where no side can forecast it.
  var currency: String {
    (total.after ?? total.before)?.known.currency.code ?? ""
  }

  /// What other prices do to the scenario, for people.
  var blocks: [Report.Block] {
    var table = ReportTable([
      .init("\(currency) in all"), .init("offer"), .init("before", .right), .init("after", .right),
      .init("difference", .right),
    ])
    for (name, offer, row) in allRows {
      table.rows.append([
        .text(name), offer.map { .id($0) } ?? .empty, cell(row.before), cell(row.after),
        row.difference.map { .figure(Self.signed($0)) } ?? .missing("not known"),
      ])
    }
    let failures = [("before", failureBefore), ("after", failureAfter)].compactMap {
      side, failure in
      failure.map { "The prices \(side) cannot forecast it: \($0.words)." }
    }
    return [.heading(2, "What it does to \(scenario)")]
      + (failures.isEmpty ? [] : [.bullets(failures)])
      + [
        .paragraph("Expected cost of all months, as a forecast with --trials 0 has it."),
        .table(table),
      ]
  }

  private func cell(_ cost: ExpectedCost?) -> ReportTable.Cell {
    guard let cost, cost.completeness != .unknown else { return .missing("not known") }
    return .figure(cost.words(DisplayRounding.text(cost.known)) { DisplayRounding.text($0) })
  }

  private static func signed(_ difference: Money) -> String {
    (difference.picounits > 0 ? "+" : "") + DisplayRounding.text(difference)
  }

  /// The same for programs.
  var json: JSONText {
    func json(_ cost: ExpectedCost?) -> JSONText {
      guard let cost else { return .null }
      return .object(
        [
          ("amount", .optional(cost.amount?.decimalText)),
          ("completeness", .string(cost.completeness.rawValue)),
        ] + cost.range.json)
    }
    func json(_ row: Row) -> [(key: String, value: JSONText)] {
      [
        ("before", json(row.before)), ("after", json(row.after)),
        ("difference", .optional(row.difference?.decimalText)),
      ]
    }
    return .object([
      ("scenario", .string(scenario)), ("currency", .string(currency)),
      (
        "features",
        .array(
          rows.map { row in
            .object([("feature", .optional(row.feature)), ("offer", .id(row.offer))] + json(row))
          })
      ),
      ("total", .object(json(total))),
      ("failure_before", .optional(failureBefore?.words)),
      ("failure_after", .optional(failureAfter?.words)),
    ])
  }
}
