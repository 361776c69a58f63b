import BillingTypes
public import CostAnalysis
import PricingRules
public import WorkloadSimulator

extension Forecast {
  /// The forecast as tidy CSV: one row per month × feature × offer × meter, exact amounts.
  public var csv: String {
    var csv = CSVText(
      header: Self.lineHeader + OfferDoubt.columns)
    for line in lines {
      csv.append(fields(of: line, status: "planned") + doubt(of: line).fields)
    }
    return csv.text
  }

  /// What is to be known of a line's figure; nil where it has no offer.
  private func doubt(of line: ForecastLine) -> OfferDoubt? {
    offers.first { $0.id == line.offer }?.doubt
  }

  static let lineHeader =
    [
      "scenario", "month", "feature", "category", "provider", "offer", "meter", "quantity", "unit",
      "unit_price", "cost", "currency", "completeness", "plan", "price_from", "as_of", "status",
      "not_known",
    ] + RatedRange.columns

  func fields(of line: ForecastLine, status: String) -> [CSVText.Field] {
    let expected = expected(of: line)
    let completeness = expected.completeness
    return [
      .text(scenario.name), .text(line.month.description), .text(line.feature ?? ""),
      .text(line.category?.rawValue ?? ""), .text(line.provider), .id(line.offer),
      .text(line.meter), .number(line.quantity), .text(line.unit),
      .optional(line.shownUnitPrice(isMean: trials != nil)),
      .optional(completeness == .unknown ? nil : line.cost), .text(scenario.currency.code),
      .text(completeness.rawValue),
      .text(line.seller?.description ?? ""), .text(line.priceFrom?.description ?? ""),
      .text(asOf.description),
      .text(status), .text(line.missing.words),
    ] + expected.range.fields
  }
}

extension Forecast {
  /// The intervals as tidy CSV: one row per month × feature, per month, per feature, and in all.
  ///
  /// A column that does not belong to a row is empty. Nil without trials.
  public var intervalsCSV: String? {
    guard let trials else { return nil }
    var csv = CSVText(
      header: [
        "scenario", "month", "feature", "offer", "measure", "mean", "p5", "p10", "p50", "p90",
        "p95", "over_budget", "currency", "completeness", "trials", "seed",
      ] + RatedRange.columns)
    func add(
      _ month: Month?, _ feature: Feature?, _ measure: String, _ cost: ExpectedCost,
      _ spread: Spread, over: Double? = nil, as field: (Money) -> CSVText.Field = { .money($0) }
    ) {
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
        ] + cost.range.fields(field))
    }
    for (index, month) in scenario.months.enumerated() {
      for (feature, own) in zip(scenario.features, trials.features) {
        guard
          let summary = summaries.first(where: { $0.month == month && $0.feature == feature.name })
        else { continue }
        add(month, feature, "cost", summary.expected, own.months[index])
      }
      let over = trials.overMonthlyBudget.isEmpty ? nil : trials.overMonthlyBudget[index]
      add(month, nil, "cost", expected { $0.month == month }, trials.months[index], over: over)
      add(month, nil, "paid", expectedPaid(in: month), trials.paid[index])
    }
    for (feature, own) in zip(scenario.features, trials.features) {
      let cost = expected { $0.feature == feature.name }
      add(nil, feature, "cost", cost, own.total)
      guard let each = own.perAccepted else { continue }
      let accepted = try? accepted(of: feature.name)
      add(nil, feature, "cost_per_accepted", cost, each) { amount in
        .optional(accepted.flatMap { amount.each(of: $0) })
      }
    }
    let over = trials.overYearlyBudget.count == 1 ? trials.overYearlyBudget[0] : nil
    add(nil, nil, "cost", whole, trials.total, over: over)
    return csv.text
  }
}

/// The alternatives of every feature as tidy CSV.
public enum AlternativesTable {
  /// One row per month × feature × offer × meter for every offer that qualifies, exact amounts.
  public static func csv(of alternatives: [FeatureAlternatives]) -> String {
    var csv = CSVText(header: Forecast.lineHeader + OfferDoubt.columns)
    for feature in alternatives {
      for option in feature.options {
        for line in option.forecast.lines
        where line.feature == feature.feature.name || line.feature == nil {
          csv.append(
            option.forecast.fields(of: line, status: option.isPlanned ? "planned" : "alternative")
              + option.offer.doubt.fields)
        }
      }
    }
    return csv.text
  }
}

extension ForecastLine {
  /// What a unit costs on average: the shortest number that the cost and the quantity, as they are rounded, allow.
  ///
  /// - Parameter isMean: Whether the cost is a mean over trials, in whole millionths.
  /// - Returns: The price; nil where nothing is used or the cost is unknown.
  fileprivate func shownUnitPrice(isMean: Bool) -> Rational? {
    guard let unitPrice, quantity > .zero,
      let off = try? Rational(1, over: isMean ? 1_000_000 : 1_000_000_000_000) / quantity
    else { return nil }
    for places in 0..<15 {
      guard let short = try? unitPrice.rounded(toPlaces: places, .halfEven),
        let least = try? unitPrice - off, let most = try? unitPrice + off
      else { continue }
      if short >= least, short <= most { return short }
    }
    return try? unitPrice.rounded(toPlaces: 15, .halfEven)
  }
}
