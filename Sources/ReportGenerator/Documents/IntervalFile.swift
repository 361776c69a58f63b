import BillingTypes
import CostAnalysis
import PricingRules
public import WorkloadSimulator

extension Forecast {
  /// The intervals as tidy CSV: one row per month × feature, per month, per feature, and in all.
  ///
  /// A column that does not belong to a row is empty. Nil without trials.
  ///
  /// - Parameter locale: How numbers are written.
  /// - Returns: The text.
  public func intervalsCSV(in locale: CSVLocale = .en) -> String? {
    guard let trials else { return nil }
    var csv = CSVText(
      in: locale,
      header: [
        "scenario", "month", "feature", "offer", "measure", "mean", "p5", "p10", "p50", "p90",
        "p95", "over_budget", "currency", "completeness", "trials", "seed",
      ] + RatedRange.columns + [
        "error", "p10_error", "p50_error", "p90_error", "floor_p10", "floor_p50", "floor_p90",
        "ceiling_p10", "ceiling_p50", "ceiling_p90",
      ] + bookingColumns)
    func add(
      _ month: Month?, _ feature: Feature?, _ measure: String, _ cost: ExpectedCost,
      over: Double? = nil, as field: (Money) -> CSVText.Field = { .money($0) },
      where isIncluded: (ForecastLine) -> Bool, each count: Double? = nil,
      error whole: ((TrialSummary) -> Spread?)? = nil, _ pick: (TrialSummary) -> Spread?
    ) {
      guard let spread = pick(trials) else { return }
      let isKnown = cost.completeness != .unknown
      let statistics = [spread.p5, spread.p10, spread.p50, spread.p90, spread.p95].map {
        isKnown ? .number(Rational(statistic: $0)) : CSVText.Field.empty
      }
      csv.append(
        [
          .text(scenario.name), .text(month?.description ?? ""), .text(feature?.name ?? ""),
          .id(feature?.offer), .text(measure), isKnown ? field(cost.known) : .empty,
        ] + statistics + [
          .optional(over.map { Rational(statistic: $0) }), .text(scenario.currency.code),
          .text(cost.completeness.rawValue), .figure(String(trials.trials)),
          .figure(String(trials.seed)),
        ] + cost.range.fields(field)
          + (isKnown
            ? doubts(
              cost, spread,
              meanError(where: isIncluded, ofEach: count) { trials in
                if let whole { whole(trials) } else { pick(trials) }
              },
              pick)
            : Array(repeating: .empty, count: 10))
          + bookingFields(month, feature?.name))
    }
    for (index, month) in scenario.months.enumerated() {
      for (place, feature) in scenario.features.enumerated() {
        guard
          let summary = summaries.first(where: { $0.month == month && $0.feature == feature.name })
        else { continue }
        add(
          month, feature, "cost", summary.expected,
          where: { $0.month == month && $0.feature == feature.name }
        ) { $0.features[place].months[index] }
      }
      let over = trials.overMonthlyBudget.isEmpty ? nil : trials.overMonthlyBudget[index]
      add(
        month, nil, "cost", expected { $0.month == month }, over: over,
        where: { $0.month == month }
      ) { $0.months[index] }
      add(month, nil, "paid", expectedPaid(in: month), where: { $0.month == month }) {
        $0.paid[index]
      }
    }
    for (place, feature) in scenario.features.enumerated() {
      let cost = expected { $0.feature == feature.name }
      add(nil, feature, "cost", cost, where: { $0.feature == feature.name }) {
        $0.features[place].total
      }
      let accepted = try? accepted(of: feature.name)
      add(
        nil, feature, "cost_per_accepted", cost,
        as: { amount in .optional(accepted.flatMap { amount.each(of: $0) }) },
        where: { $0.feature == feature.name }, each: accepted?.approximation,
        error: { $0.features[place].total }
      ) { $0.features[place].perAccepted }
    }
    let over = trials.overYearlyBudget.count == 1 ? trials.overYearlyBudget[0] : nil
    add(nil, nil, "cost", whole, over: over, where: { _ in true }) { $0.total }
    return csv.text
  }

  /// How sure a mean and its quantiles are, and both ends of what the quantiles can be.
  private func doubts(
    _ cost: ExpectedCost, _ spread: Spread, _ error: Double, _ pick: (TrialSummary) -> Spread?
  ) -> [CSVText.Field] {
    let ends = spreadRange(isBounded: cost.range.ceiling != nil, pick)
    let numbers: [Double?] = [
      error, spread.errors.p10, spread.errors.p50, spread.errors.p90, ends?.floor.p10,
      ends?.floor.p50, ends?.floor.p90, ends?.ceiling?.p10, ends?.ceiling?.p50, ends?.ceiling?.p90,
    ]
    return numbers.map { .optional($0.map { Rational(statistic: $0) }) }
  }
}
