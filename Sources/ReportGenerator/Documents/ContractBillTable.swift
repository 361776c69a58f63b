import BillingTypes
public import CostAnalysis
import PricingRules
import WorkloadSimulator

// From contracted cost to what is to be paid: commitment, credits and tax, each a line of its own.
extension ScenarioReport {
  /// What is to be paid by the terms; nothing where they are about prices alone.
  var billSection: [Report.Block] {
    guard let study = studied.bill, let contracted = studied.contracted else { return [] }
    let total = study.bill.total
    let currency = scenario.currency.code
    guard contracted.forecast.whole.completeness != .unknown else {
      return [
        .paragraph("What is to be paid by your terms is not known, as contracted cost is not.")
      ]
    }
    var table = ReportTable([.init("\(currency) in all"), .init("amount", .right)])
    let rows: [(String, Money, sign: String)] = [
      ("contracted cost", total.contracted, ""), ("true-up to commitments", total.trueUp, "+"),
      ("paid by credits", total.credits, "-"), ("tax", total.tax, "+"),
    ]
    for (name, amount, sign) in rows {
      table.rows.append([
        .text(name),
        .figure((amount.picounits == 0 ? "" : sign) + view.text(amount)),
      ])
    }
    let mark = contracted.forecast.whole.mark
    table.rows.append([.text("to be paid"), .figure(mark + view.text(total.payable))])
    var notes = [
      "Months are settled as they are expected; one that turns out lower by chance owes more to a commitment."
    ]
    if total.breakage.picounits != 0 {
      notes.append("Credits of \(view.text(total.breakage)) \(currency) end unused.")
    }
    if study.floor != study.bill.total.payable || study.ceiling != study.bill.total.payable {
      notes.append(
        "What is to be paid can be "
          + (study.ceiling.map { "\(view.text(study.floor)) to \(view.text($0))" }
            ?? "\(view.text(study.floor)) or more") + " \(currency).")
    }
    return [.heading(3, "What is to be paid"), .table(table), .bullets(notes)]
  }
}

extension StudiedForecast {
  /// What is to be paid by the terms; null where they are about prices alone.
  var billJSON: JSONText {
    guard let bill else { return .null }
    let isKnown = contracted?.forecast.whole.completeness != .unknown
    return .object(
      bill.bill.total.members(isKnown: isKnown) + [
        ("floor", .string(bill.floor.decimalText)),
        ("ceiling", isKnown ? .optional(bill.ceiling?.decimalText) : .null),
        (
          "months",
          .array(
            bill.bill.entries.map { entry in
              .object(
                [
                  ("month", .string(entry.month.description)),
                  ("provider", .string(entry.provider)),
                ] + entry.parts.members(isKnown: isKnown))
            })
        ),
      ])
  }

  /// What is to be paid as tidy CSV, by provider and month; nil where the terms are about prices alone.
  public func billCSV(in locale: CSVLocale = .en) -> String? {
    guard let bill else { return nil }
    var csv = CSVText(
      in: locale,
      header: [
        "scenario", "provider", "month", "contracted_cost", "true_up", "credits", "tax", "payable",
        "breakage", "currency",
      ])
    for entry in bill.bill.entries {
      let parts = entry.parts
      csv.append([
        .text(forecast.scenario.name), .text(entry.provider), .text(entry.month.description),
        .money(parts.contracted), .money(parts.trueUp), .money(parts.credits), .money(parts.tax),
        .money(parts.payable), .money(parts.breakage),
        .text(forecast.scenario.currency.code),
      ])
    }
    return csv.text
  }
}

extension ContractBill.Parts {
  fileprivate func members(isKnown: Bool) -> [(key: String, value: JSONText)] {
    [
      ("contracted", contracted), ("true_up", trueUp), ("credits", credits), ("tax", tax),
      ("payable", payable), ("breakage", breakage),
    ].map { key, amount in (key, isKnown ? .string(amount.decimalText) : .null) }
  }
}
