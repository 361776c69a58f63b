import BillingTypes
import CostAnalysis
import PricingRules
import WorkloadSimulator

// Costs in another currency, at a rate that somebody gave: beside those of the scenario, never mixed with them.
extension ScenarioReport {
  /// List cost by feature, and what the terms make of it, in the other currency; nothing where none is asked for.
  var convertedSection: [Report.Block] {
    guard let exchange = studied.exchange else { return [] }
    let (own, other) = (exchange.from.code, exchange.to.code)
    var table = ReportTable([.init("in all"), .init(own, .right), .init(other, .right)])
    let known = view.payers.filter { view.cost(of: $0).completeness != .unknown }
    let total = try? exchange.converted(forecast.total)
    let whole = total.map { DisplayRounding.rounded($0, places: view.places) }
    // Rounded once, so that what is printed adds up to the printed total.
    let shares = DisplayRounding.shares(
      of: known.compactMap { try? exchange.converted(view.cost(of: $0).known) },
      places: view.places, total: known.count == view.payers.count ? whole : nil)
    var place = 0
    for payer in view.payers {
      let cost = view.cost(of: payer)
      guard cost.completeness != .unknown, shares.indices.contains(place) else {
        table.rows.append([
          .text(payer.words), .missing("not known"), .missing("not known"),
        ])
        continue
      }
      table.rows.append([
        .text(payer.words), .figure(cost.mark + view.text(cost.known)),
        .figure(cost.mark + DisplayRounding.text(shares[place], places: view.places)),
      ])
      place += 1
    }
    func append(_ name: String, _ cost: Money, _ mark: String, isKnown: Bool) {
      guard isKnown, let converted = try? exchange.converted(cost) else {
        table.rows.append([.text(name), .missing("not known"), .missing("not known")])
        return
      }
      let count = DisplayRounding.rounded(converted, places: view.places)
      table.rows.append([
        .text(name), .figure(mark + view.text(cost)),
        .figure(mark + DisplayRounding.text(count, places: view.places)),
      ])
    }
    append(
      "list cost", forecast.total, forecast.whole.mark,
      isKnown: forecast.whole.completeness != .unknown)
    if let contracted = studied.contracted?.forecast {
      let isKnown = contracted.whole.completeness != .unknown
      append("contracted cost", contracted.total, contracted.whole.mark, isKnown: isKnown)
      if let bill = studied.bill {
        append("to be paid", bill.bill.total.payable, contracted.whole.mark, isKnown: isKnown)
      }
    }
    return [
      .heading(2, "In \(other)"), .table(table),
      .paragraph(
        "One \(own) is \(DecimalText.print(exchange.rate)) \(other): \(exchange.source), dated \(exchange.dated). Amounts are worked "
          + "out in \(own) and converted at the end."),
    ]
  }
}

extension StudiedForecast {
  /// Costs in the other currency; nothing where none is asked for.
  var convertedJSON: [(key: String, value: JSONText)] {
    guard let exchange else { return [] }
    func text(_ money: Money?) -> JSONText {
      .optional(money.flatMap { try? exchange.converted($0) }?.decimalText)
    }
    func known(_ cost: ExpectedCost) -> Money? {
      cost.completeness == .unknown ? nil : cost.known
    }
    func statistic(_ value: Double?) -> JSONText {
      .statistic(value.map { $0 * exchange.rate.approximation })
    }
    let whole = forecast.whole
    let spread = forecast.trials?.total
    let payable = contracted.flatMap { known($0.forecast.whole) }.flatMap { _ in
      bill?.bill.total.payable
    }
    return [
      (
        "converted",
        .object([
          ("currency", .string(exchange.to.code)),
          ("rate", .string(DecimalText.print(exchange.rate, places: 18))),
          ("dated", .string(exchange.dated.description)), ("source", .string(exchange.source)),
          (
            "total",
            .object([
              ("mean", text(known(whole))), ("floor", text(whole.range.floor)),
              ("ceiling", text(whole.range.ceiling)), ("p10", statistic(spread?.p10)),
              ("p50", statistic(spread?.p50)), ("p90", statistic(spread?.p90)),
            ])
          ),
          ("contracted", text(contracted.flatMap { known($0.forecast.whole) })),
          ("payable", text(payable)),
          (
            "months",
            .array(
              forecast.summaries.map { month in
                .object([
                  ("month", .string(month.month.description)),
                  ("feature", .string(month.feature)), ("mean", text(known(month.expected))),
                ])
              })
          ),
        ])
      )
    ]
  }
}
