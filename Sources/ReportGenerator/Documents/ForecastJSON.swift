import BillingTypes
public import CostAnalysis
import PricingRules
import Settlement
import WorkloadSimulator

extension StudiedForecast {
  /// The forecast for programs; amounts are text.
  public var json: JSONText {
    let figures: [(String, JSONText)] = [
      ("scenario", .string(forecast.scenario.name)),
      ("as_of", .string(forecast.asOf.description)),
      ("catalogue", .string(forecast.catalogue)),
      ("currency", .string(forecast.scenario.currency.code)),
      ("seed", forecast.trials.map { .count(Int(clamping: $0.seed)) } ?? .null),
      ("trials", .count(forecast.trials?.trials ?? 0)),
      ("months", .array(forecast.summaries.map { forecast.json(of: $0) })),
      ("total", forecast.totalJSON),
      ("contracted", contractedJSON),
      ("variants", variantsJSON),
      ("features", .array(forecast.trials?.features.map { forecast.json(of: $0) } ?? [])),
      ("all_features", .array(forecast.scenario.months.indices.map { forecast.json(ofMonth: $0) })),
      ("budget", forecast.budgetJSON()),
    ]
    let notes: [(String, JSONText)] = [
      ("integration", .array(forecast.callErrors.map(\.json))),
      ("drivers", .array(drivers.map(\.json))),
      ("queues", queues.json),
      ("sessions", sessions.json(in: forecast.scenario.currency)),
      ("ceilings", ceilingsJSON),
      ("plans", .array(forecast.statements.map(\.json))),
      ("plan_comparison", planComparisonJSON),
      (
        "assumptions",
        .facts(
          forecast.assumptions.map { ($0.code, $0.words) }
            + silentValues.map { ($0.code, $0.words) })
      ),
      ("leaves_out", .facts(forecast.leftOut.map { ($0.code, $0.words) })),
      (
        "warnings",
        .array((warnings.map(\.words) + defaultFindings.map(\.words)).map { .string($0) })
      ),
      ("warnings_codes", .codes(warnings.map(\.code) + defaultFindings.map(\.code))),
      ("owning", forecast.owningJSON),
    ]
    return .object(figures + notes + convertedJSON)
  }

  private var ceilingsJSON: JSONText {
    .array(
      ceilings.map { ceiling in
        .object([
          ("feature", .string(ceiling.feature)),
          ("per_call", .optional(ceiling.perCall.map { DecimalText.print($0, places: 12) })),
          ("per_month", .optional(ceiling.perMonth.map { DecimalText.print($0, places: 12) })),
          ("reason", .optional(ceiling.gap?.words)),
        ])
      })
  }
}

extension CallError {
  fileprivate var json: JSONText {
    .object([
      ("feature", .string(feature)),
      ("relative_error", .string(DecimalText.print(Rational(nearest: relative, places: 9)))),
    ])
  }
}

extension Forecast {
  var totalJSON: JSONText {
    var members = statistics(whole, where: { _ in true }) { $0.total }
    members.append(("completeness", .string(completeness.rawValue)))
    return .object(members)
  }

  fileprivate func json(of month: FeatureMonth) -> JSONText {
    .object(
      [
        ("month", .string(month.month.description)),
        ("feature", .string(month.feature)),
        ("offer", .id(month.offer)),
      ] + bookingJSON(of: month) + [
        ("requests", .string(DecimalText.print(month.requests, places: 6))),
        ("calls", .string(DecimalText.print(month.calls, places: 6))),
        ("accepted", .string(DecimalText.print(month.accepted, places: 6))),
      ]
        + statistics(
          month.expected, where: { $0.month == month.month && $0.feature == month.feature }
        ) { spread(of: month, in: $0) } + [
          ("completeness", .string(month.completeness.rawValue)),
          ("missing", .array(month.missing.map { .string($0.words) })),
          ("missing_codes", .array(month.missing.map { .codes($0) })),
        ] + (offers.first { $0.id == month.offer }?.doubt.jsonWithWarnings ?? []))
  }

  /// A feature's month over the trials.
  fileprivate func spread(of month: FeatureMonth, in trials: TrialSummary) -> Spread? {
    trials.features.first { $0.feature == month.feature }?
      .months[month.month.index - scenario.start.index]
  }

  fileprivate func json(of feature: FeatureTrials) -> JSONText {
    let expected = expected { $0.feature == feature.feature }
    let completeness = expected.completeness
    let accepted = try? accepted(of: feature.feature)
    func each(_ cost: Money) -> String? {
      accepted.flatMap { cost.each(of: $0) }.map { DecimalText.print($0, places: 9) }
    }
    func own(_ trials: TrialSummary) -> FeatureTrials? {
      trials.features.first { $0.feature == feature.feature }
    }
    return .object(
      [("feature", .string(feature.feature))]
        + statistics(expected, where: { $0.feature == feature.feature }) { own($0)?.total } + [
          ("completeness", .string(completeness.rawValue)),
          ("accepted", .optional(accepted.map { DecimalText.print($0, places: 6) })),
          (
            "per_accepted",
            .object(
              statistics(
                expected, each, where: { $0.feature == feature.feature },
                each: accepted?.approximation, error: { own($0)?.total }
              ) { own($0)?.perAccepted })
          ),
        ])
  }

  /// Every feature together in a month: what is used, and what is paid.
  fileprivate func json(ofMonth index: Int) -> JSONText {
    let month = scenario.months[index]
    let expected = expected { $0.month == month }
    let paid = expectedPaid(in: month)
    return .object(
      [("month", .string(month.description))]
        + statistics(expected, where: { $0.month == month }) { $0.months[index] } + [
          ("completeness", .string(expected.completeness.rawValue)),
          (
            "paid",
            .object(
              statistics(paid, where: { $0.month == month }) { $0.paid[index] }
                + [("completeness", .string(paid.completeness.rawValue))])
          ),
          (
            "over_budget",
            .statistic(
              trials?.overMonthlyBudget.isEmpty ?? true ? nil : trials?.overMonthlyBudget[index])
          ),
        ])
  }

  func budgetJSON(isContracted: Bool = false) -> JSONText {
    .object([
      ("month", .optional(scenario.budget.month.map { DecimalText.print($0) })),
      ("year", .optional(scenario.budget.year.map { DecimalText.print($0) })),
      ("basis", .string(scenario.budget.basis.rawValue)),
      ("covers", .string(scenario.budget.coversOwning ? "everything" : "bills")),
      ("held_against", .string(heldAgainst(isContracted: isContracted))),
      ("over_year", .array(trials?.overYearlyBudget.map { .statistic($0) } ?? [])),
    ])
  }
}

extension Forecast {
  /// What a budget is held against, for programs.
  private func heldAgainst(isContracted: Bool) -> String {
    let isSettled = contract != nil || payer?.contract != nil
    switch (scenario.budget.basis, isSettled) {
    case (.paid, true): return "payable"
    case (.used, true): return "used_before_tax"
    case (_, false): return payer == nil && !isContracted ? "list" : "contracted"
    }
  }
}

extension JSONText {
  /// A statistic as decimal text with six decimals at most; null where there is none.
  static func statistic(_ value: Double?) -> JSONText {
    value.map { .string(DecimalText.print(Rational(statistic: $0))) } ?? .null
  }
}

extension Driver {
  fileprivate var json: JSONText {
    .object([
      ("input", .string(name)), ("first_order", .statistic(firstOrder)),
      ("total", .statistic(total)), ("first_order_error", .statistic(firstOrderError)),
      ("total_error", .statistic(totalError)),
    ])
  }
}

extension PlanStatement {
  fileprivate var json: JSONText {
    .object([
      ("month", .string(month.description)),
      ("plan", .string(seller.description)),
      ("unit", .string(key)),
      ("used", .string(DecimalText.print(used))),
      ("included", .string(DecimalText.print(included))),
      ("carried", .string(DecimalText.print(carried, places: 6))),
      ("fee", .string(fee.decimalText)),
      ("overage", .string(overage.decimalText)),
      ("true_up", .string(trueUp.decimalText)),
      ("accrued", .string(accrued.decimalText)),
      ("paid", .string(paid.decimalText)),
      ("breakage", .string(breakage.decimalText)),
      ("missing", .optional(missing?.words)),
      ("missing_code", .optional(missing?.code.rawValue)),
    ])
  }
}

extension JSONText {
  /// Facts with their codes and their words.
  fileprivate static func facts(_ facts: [(code: FactCode, words: String)]) -> JSONText {
    .array(
      facts.map { .object([("code", .string($0.code.rawValue)), ("says", .string($0.words))]) })
  }
}
