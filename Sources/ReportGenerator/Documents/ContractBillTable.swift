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
    let first: [(String, Money)] = [
      ("contracted cost", total.contracted)
    ]
    for (name, amount) in first {
      table.rows.append([.text(name), .figure(view.text(amount))])
    }
    let others: [(String, Money, sign: String)] = [
      ("true-up to commitments", total.trueUp, "+"),
      ("paid by credits", total.credits, "-"), ("tax", total.tax, "+"),
    ]
    if total.timing.picounits != 0 {
      table.rows.append([
        .text("invoiced beyond it: subscriptions and packs"), .figure(view.change(total.timing)),
      ])
    }
    for (name, amount, sign) in others {
      table.rows.append([
        .text(name),
        .figure((amount.picounits == 0 ? "" : sign) + view.text(amount)),
      ])
    }
    let mark = contracted.forecast.whole.mark
    table.rows.append([.text("to be paid"), .figure(mark + view.text(total.payable))])
    var notes = settlementTexts(study)
    if total.breakage.picounits != 0 {
      notes.append("Credits of \(view.text(total.breakage)) \(currency) end unused.")
    }
    if study.floor != study.bill.total.payable || study.ceiling != study.bill.total.payable {
      notes.append(
        "What is to be paid can be "
          + (study.ceiling.map { "\(view.text(study.floor)) to \(view.text($0))" }
            ?? "\(view.text(study.floor)) or more") + " \(currency).")
    }
    return [.heading(3, "What is to be paid"), .table(table)]
      + (notes.isEmpty ? [] : [.bullets(notes)])
  }

  /// How months were settled that turn out otherwise than they are expected, where something bends the bill.
  private func settlementTexts(_ study: ContractStudy) -> [String] {
    let agreements = studied.terms.agreements.filter { $0.gap(in: scenario.months) == nil }
    let promises = agreements.contains { $0.commitment != nil }
    guard promises || agreements.contains(where: { $0.grant != nil }) else { return [] }
    if study.isSettledByTrial {
      return [
        "Every trial is settled by itself, month by month, and the amounts are means: "
          + (promises
            ? "one that turns out lower by chance owes more to a commitment."
            : "one that turns out lower by chance leaves more of the credits.")
      ]
    }
    return [
      "Without trials, months are settled as they are expected; "
        + (promises
          ? "one that turns out lower by chance owes more to a commitment."
          : "one that turns out lower by chance leaves more of the credits.")
    ]
  }

  /// What is to be paid by provider and month; nil where the terms are about prices alone.
  var billTable: ReportTable? {
    guard let bill = studied.bill?.bill, billed.whole.completeness != .unknown else { return nil }
    let hasTiming = bill.total.timing.picounits != 0
    let titles =
      ["contracted"] + (hasTiming ? ["invoiced beyond"] : [])
      + ["true-up", "credits", "tax", "to be paid"]
    var table = ReportTable(
      [.init("month"), .init("provider")] + titles.map { .init($0, .right) })
    for entry in bill.entries.sorted(by: {
      ($0.month.index, $0.provider) < ($1.month.index, $1.provider)
    }) {
      let parts = entry.parts
      let amounts =
        [parts.contracted] + (hasTiming ? [parts.timing] : [])
        + [parts.trueUp, parts.credits, parts.tax, parts.payable]
      table.rows.append(
        [.text(entry.month.description), .text(name(ofProvider: entry.provider))]
          + amounts.map { .figure(view.text($0)) })
    }
    return table
  }
}

extension StudiedForecast {
  /// What is to be paid by the terms; null where they are about prices alone.
  var billJSON: JSONText {
    guard let bill else { return .null }
    let isKnown = contracted?.forecast.whole.completeness != .unknown
    return .object(
      bill.bill.total.members(isKnown: isKnown) + [
        ("settled_by_trial", .boolean(bill.isSettledByTrial)),
        ("spread", contracted?.forecast.trials?.contract?.paid.json ?? .null),
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
        "breakage", "currency", "invoiced_beyond",
      ])
    for entry in bill.bill.entries {
      let parts = entry.parts
      csv.append([
        .text(forecast.scenario.name), .text(entry.provider), .text(entry.month.description),
        .money(parts.contracted), .money(parts.trueUp), .money(parts.credits), .money(parts.tax),
        .money(parts.payable), .money(parts.breakage),
        .text(forecast.scenario.currency.code), .money(parts.timing),
      ])
    }
    return csv.text
  }
}

extension ContractBill.Parts {
  fileprivate func members(isKnown: Bool) -> [(key: String, value: JSONText)] {
    [
      ("contracted", contracted), ("invoiced_beyond", timing), ("true_up", trueUp),
      ("credits", credits), ("tax", tax),
      ("payable", payable), ("breakage", breakage),
    ].map { key, amount in (key, isKnown ? .string(amount.decimalText) : .null) }
  }
}

extension Spread {
  /// Mean and quantiles, as statistics.
  fileprivate var json: JSONText {
    .object([
      ("mean", .statistic(mean)), ("p10", .statistic(p10)), ("p50", .statistic(p50)),
      ("p90", .statistic(p90)),
    ])
  }
}
