import BillingTypes
import CostAnalysis
import PricingRules
import WorkloadSimulator

extension ScenarioReport {
  /// What the decision says of how sure it is: a range, and the chances of passing the budget.
  var certaintyTexts: [String] {
    guard let trials = forecast.trials else { return [] }
    var texts = [
      "In eight of ten trials the whole costs between \(bound(trials.total.p10)) and "
        + "\(bound(trials.total.p90)) \(scenario.currency); the median is "
        + "\(bound(trials.total.p50))."
    ]
    if let most = trials.overMonthlyBudget.max(),
      let month = trials.overMonthlyBudget.firstIndex(of: most)
    {
      texts.append(
        "The chance of passing the monthly budget is highest in \(scenario.months[month]): "
          + "\(chance(most)).")
    }
    for (index, share) in trials.overYearlyBudget.enumerated() {
      let year = trials.overYearlyBudget.count > 1 ? " in year \(index + 1)" : ""
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

  /// How sure the figures are: features, months, and what drives the spread.
  func certainty(trials: TrialSummary) -> [Report.Block] {
    var blocks: [Report.Block] = [.table(featureSpreads(trials)), .table(monthSpreads(trials))]
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
        "\(DisplayRounding.count(Rational(trials.trials))) trials, seed \(trials.seed). p10 is passed in nine of ten trials, p90 in one "
          + "of ten. Only means add up: a total's quantiles come from simulated totals."
          + (forecast.whole.completeness == .complete
            ? "" : " What is not known moves the means, as said above, and is in no quantile.")))
    if !forecast.leftOut.isEmpty {
      blocks += [
        .paragraph("What the intervals leave out:"), .bullets(forecast.leftOut.map(\.words)),
      ]
    }
    return blocks
  }

  /// The most that calls can cost, whatever is drawn.
  private var ceilingTexts: [String] {
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

  private func featureSpreads(_ trials: TrialSummary) -> ReportTable {
    var table = ReportTable([
      .init("\(scenario.currency.code) in all"), .init("mean", .right), .init("p10", .right),
      .init("p50", .right), .init("p90", .right), .init("per asset: p10", .right),
      .init("per asset: p90", .right),
    ])
    for feature in trials.features {
      let payer = ForecastView.Payer.feature(feature.feature)
      let cost = view.cost(of: payer)
      func cell(_ value: Double?) -> ReportTable.Cell {
        cost.completeness == .unknown
          ? .missing("unknown") : value.map { .figure(bound($0, cost)) } ?? .empty
      }
      table.rows.append([
        .text(feature.feature),
        .figure(view.text(view.total(of: payer), of: cost)),
        cell(feature.total.p10), cell(feature.total.p50), cell(feature.total.p90),
        cell(feature.perAccepted?.p10), cell(feature.perAccepted?.p90),
      ])
    }
    table.rows.append([
      .text("total"), .figure(view.text(view.grandTotal, of: forecast.whole)),
      .figure(bound(trials.total.p10)), .figure(bound(trials.total.p50)),
      .figure(bound(trials.total.p90)), .empty, .empty,
    ])
    return table
  }

  private func monthSpreads(_ trials: TrialSummary) -> ReportTable {
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
          .figure(bound(spread.p10, cost)), .figure(bound(spread.p50, cost)),
          .figure(bound(spread.p90, cost)), .figure(paid(index)),
        ] + (hasBudget ? [.figure(chanceFigure(trials.overMonthlyBudget[index], cost))] : []))
    }
    return table
  }

  /// What is paid in a month, marked as what is used is; the figure of the column beside it where it is that.
  private func paid(_ index: Int) -> String {
    let (paid, cost) = (forecast.paid(in: scenario.months[index]), view.monthCosts[index])
    guard paid != cost.known else { return view.text(view.total(ofMonth: index), of: cost) }
    if cost.completeness == .unknown { return "unknown" }
    return cost.mark
      + DisplayRounding.text(DisplayRounding.rounded(paid, places: 2), places: 2)
  }

  /// A statistic for people, marked as its mean is.
  private func bound(_ value: Double, _ cost: ExpectedCost? = nil) -> String {
    (cost ?? forecast.whole).mark + DisplayRounding.text(Rational(statistic: value))
  }

  /// A share of the variance, with as many digits as its error allows.
  private func share(_ share: Double, _ error: Double) -> String {
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
  private func chanceFigure(_ share: Double, _ cost: ExpectedCost) -> String {
    cost.mark + shownChance(share)
  }

  private func shownChance(_ share: Double) -> String {
    let tenths = Int128((share * 1000).rounded())
    return DisplayRounding.text(tenths, places: 1) + " %"
  }
}
