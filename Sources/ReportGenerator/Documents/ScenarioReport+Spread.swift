import BillingTypes
import CostAnalysis
import PricingRules
import WorkloadSimulator

extension ScenarioReport {
  /// What the decision says of how sure it is: a range, and the chances of passing the budget.
  var certaintyTexts: [String] {
    guard let trials = forecast.trials else { return [] }
    var texts = [
      "In eight of ten trials the whole costs \(studied.contracted == nil ? "" : "by list price ")between \(figure(trials.total, .p10)) and "
        + "\(figure(trials.total, .p90)) \(scenario.currency); the median is "
        + "\(figure(trials.total, .p50))." + endsText
    ]
    let budgets = billed.trials ?? trials
    if let most = budgets.overMonthlyBudget.max(),
      let month = budgets.overMonthlyBudget.firstIndex(of: most)
    {
      texts.append(
        "The chance of passing the monthly budget is highest in \(scenario.months[month]): "
          + "\(chance(most)).")
    }
    for (index, share) in budgets.overYearlyBudget.enumerated() {
      let year = budgets.overYearlyBudget.count > 1 ? " in year \(index + 1)" : ""
      texts.append("The chance of passing the yearly budget\(year) is \(chance(share)).")
    }
    if let driver = studied.drivers.first {
      let known = driver.firstOrder.map {
        ": if it were known, \(share($0, driver.firstOrderError)) of the variance would go"
      }
      texts.append("What matters most is \(driver.name)\(known ?? "").")
    }
    return texts
  }

  /// What eight of ten trials lie between where what is not known turns out low, and high.
  private var endsText: String {
    let range = forecast.whole.range
    guard !range.isSingle, !forecast.whole.isOpenByPricesAlone,
      let ends = forecast.spreadRange(isBounded: range.ceiling != nil, { $0.total })
    else { return "" }
    guard let ceiling = ends.ceiling else {
      return " What is not known may make it more, without a limit."
    }
    return " By what is not known it is \(figure(ends.floor, .p10)) at the least and "
      + "\(figure(ceiling, .p90)) at the most."
  }

  /// What drives the spread, the most that a call can cost, and what the intervals leave out.
  ///
  /// - Parameters:
  ///   - trials: The trials.
  ///   - besideQuantiles: Whether tables of quantiles stand before it.
  /// - Returns: The blocks.
  func spread(trials: TrialSummary, besideQuantiles: Bool) -> [Report.Block] {
    var blocks: [Report.Block] = []
    if !studied.drivers.isEmpty {
      var table = ReportTable([
        .init("input"), .init("alone", .right), .init("with all it works with", .right),
      ])
      for driver in studied.drivers {
        table.rows.append([
          .text(driver.name),
          .figure(driver.firstOrder.map { share($0, driver.firstOrderError) } ?? "not certain"),
          .figure(share(driver.total, driver.totalError)),
        ])
      }
      blocks += [
        .paragraph(
          "What drives the spread of the total, as shares of its variance with their standard errors; chance is counts and "
            + "mixes that vary though every input is known"
            + (scenario.correlations.isEmpty
              ? ":"
              : ". Of inputs that move together each counts what they share, so that the column may "
                + "pass 100 %:")),
        .table(table),
      ]
    }
    if !studied.ceilings.isEmpty { blocks.append(.bullets(ceilingTexts)) }
    blocks.append(
      .paragraph(
        "\(DisplayRounding.count(Rational(trials.trials))) trials, seed \(trials.seed). "
          + (besideQuantiles
            ? "p10 is passed in nine of ten trials, p90 in one of ten. Only means add up: a total's quantiles come from "
              + "simulated totals."
            : "Eight in ten cases lie in an interval, one below it and one above. Only expected costs add up: a total's "
              + "interval comes from simulated totals.")
          + (forecast.whole.completeness == .complete
            ? ""
            : besideQuantiles
              ? " What is not known moves them as the table of what they can be says."
              : " Its ends hold what is not known, if that turns out low and high.")
          + " Figures have as many digits as their standard errors allow: the mean of the whole is \(shownError)."
      ))
    if !forecast.leftOut.isEmpty {
      blocks += [
        .paragraph("What the intervals leave out:"), .bullets(forecast.leftOut.map(\.words)),
      ]
    }
    return blocks
  }

  /// The most that calls can cost, whatever is drawn.
  var ceilingTexts: [String] {
    studied.ceilings.map { ceiling in
      guard let most = ceiling.perCall else {
        return
          "\(ceiling.feature): no ceiling can be proved: \(ceiling.gap?.words ?? "it is not bounded")."
      }
      var text =
        "\(ceiling.feature): no call of its mix can cost more than \(DisplayRounding.text(most)) "
        + "\(scenario.currency) by list price, before plans"
      if let month = ceiling.perMonth {
        text +=
          "; with its limit of requests no month more than \(DisplayRounding.text(month)) "
          + "\(scenario.currency)"
      }
      return text + "."
    }
  }

  func featureSpreads(_ trials: TrialSummary) -> ReportTable {
    var table = ReportTable([
      .init("\(scenario.currency.code) in all"), .init("mean", .right), .init("p10", .right),
      .init("p50", .right), .init("p90", .right), .init("per asset: p10", .right),
      .init("per asset: p90", .right),
    ])
    for feature in trials.features {
      let payer = ForecastView.Payer.feature(feature.feature)
      let cost = view.cost(of: payer)
      func cell(_ spread: Spread?, _ quantile: Quantile) -> ReportTable.Cell {
        cost.completeness == .unknown
          ? .missing("unknown") : spread.map { .figure(figure($0, quantile, cost)) } ?? .empty
      }
      table.rows.append([
        .text(feature.feature),
        .figure(view.text(view.total(of: payer), of: cost)),
        cell(feature.total, .p10), cell(feature.total, .p50), cell(feature.total, .p90),
        cell(feature.perAccepted, .p10), cell(feature.perAccepted, .p90),
      ])
    }
    table.rows.append([
      .text("total"), .figure(view.text(view.grandTotal, of: forecast.whole)),
      .figure(figure(trials.total, .p10)), .figure(figure(trials.total, .p50)),
      .figure(figure(trials.total, .p90)), .empty, .empty,
    ])
    return table
  }

  func monthSpreads(_ trials: TrialSummary) -> ReportTable {
    let hasBudget = !trials.overMonthlyBudget.isEmpty
    var table = ReportTable(
      [
        .init("month"), .init("mean", .right), .init("p10", .right), .init("p50", .right),
        .init("p90", .right), .init("paid, mean", .right),
      ] + (hasBudget ? [.init("over budget", .right)] : []))
    for (index, month) in scenario.months.enumerated() {
      let spread = trials.months[index]
      let cost = view.monthCosts[index]
      table.rows.append(
        [
          .text(month.description),
          .figure(view.text(view.total(ofMonth: index), of: cost)),
          .figure(figure(spread, .p10, cost)), .figure(figure(spread, .p50, cost)),
          .figure(figure(spread, .p90, cost)), .figure(paid(index)),
        ] + (hasBudget ? [.figure(chanceFigure(trials.overMonthlyBudget[index], cost))] : []))
    }
    return table
  }

  /// What is paid in a month, marked as what is used is; the figure of the column beside it where it is that.
  func paid(_ index: Int) -> String {
    let (paid, cost) = (forecast.paid(in: scenario.months[index]), view.monthCosts[index])
    guard paid != cost.known else { return view.text(view.total(ofMonth: index), of: cost) }
    if cost.completeness == .unknown { return "unknown" }
    return cost.mark + view.text(paid)
  }

  /// The standard error of the mean of the whole.
  private var shownError: String {
    let error = forecast.meanError(where: { _ in true }) { $0.total }
    guard error > 0 else { return "exact" }
    return "sure to ± \(DisplayRounding.text(max(error, 0.01), error: error)) \(scenario.currency)"
  }

  /// A quantile for people, marked as its mean is, with as many digits as its error allows.
  func figure(
    _ spread: Spread, _ quantile: Quantile, _ cost: ExpectedCost? = nil
  ) -> String {
    (cost ?? forecast.whole).mark
      + DisplayRounding.text(
        spread[keyPath: quantile.value], error: spread.errors[keyPath: quantile.error])
  }

  /// A share of the variance, with as many digits as its error allows.
  func share(_ share: Double, _ error: Double) -> String {
    let places = error < 0.005 ? 1 : 0
    func text(_ number: Double) -> String {
      DecimalText.print(Rational(nearest: number * 100, places: places), places: places)
    }
    // An error is not rounded to nothing.
    return "\(text(share)) % ± \(text(max(error, places == 1 ? 0.001 : 0.01)))"
  }

  /// A chance from trials; what no trial showed is not impossible.
  private func chance(_ share: Double) -> String {
    let doubt = forecast.completeness == .complete ? "" : ", as far as is known"
    if share < 0.001 { return "under 0.1 %" + doubt }
    let isBounded = forecast.whole.mark.isEmpty
    if share > 0.999 { return "over 99.9 %" + (isBounded ? doubt : "") }
    return isBounded ? shownChance(share) + doubt : "at least " + shownChance(share)
  }

  /// The same for a table, whose other figures have the same mark of a lower bound.
  func chanceFigure(_ share: Double, _ cost: ExpectedCost) -> String {
    cost.mark + shownChance(share)
  }

  private func shownChance(_ share: Double) -> String {
    let tenths = Int128((share * 1000).rounded())
    return DisplayRounding.text(tenths, places: 1) + " %"
  }
}

/// A quantile of a spread with its error.
struct Quantile {
  let value: any KeyPath<Spread, Double> & Sendable
  let error: any KeyPath<SpreadErrors, Double> & Sendable

  static let p10 = Quantile(value: \.p10, error: \.p10)
  static let p50 = Quantile(value: \.p50, error: \.p50)
  static let p90 = Quantile(value: \.p90, error: \.p90)
}
