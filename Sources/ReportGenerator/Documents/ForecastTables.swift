import BillingTypes
public import CostAnalysis
import PricingRules
public import WorkloadSimulator

extension Forecast {
  /// The forecast as tidy CSV: one row per month × feature × offer × meter, exact amounts.
  public var csv: String { csv(contracted: nil) }

  /// The same, with what each line costs at contracted prices in a column of its own.
  ///
  /// - Parameters:
  ///   - other: The same scenario at contracted prices; nil where there are none.
  ///   - exchange: The rate of another currency, in which list cost stands too; nil for none.
  /// - Returns: The text.
  func csv(contracted other: Forecast?, _ exchange: ExchangeRate? = nil) -> String {
    struct Place: Hashable {
      let month: Month
      let feature: String?
      let charge: Int?
      let meter: String
      let seller: CreditSeller?

      init(_ line: ForecastLine) {
        (month, feature, charge, meter, seller) = (
          line.month, line.feature, line.charge, line.meter, line.seller
        )
      }
    }
    let costs = Dictionary(
      (other?.lines ?? []).map { (Place($0), $0.cost) }, uniquingKeysWith: { first, _ in first })
    var csv = CSVText(
      header: Self.lineHeader + OfferDoubt.columns + bookingColumns
        + (other == nil ? [] : ["contracted_cost"])
        + (exchange == nil ? [] : ["converted_cost", "converted_currency"]))
    for line in lines {
      csv.append(
        fields(of: line, status: "planned") + doubt(of: line).fields
          + bookingFields(line.month, line.feature)
          + (other == nil ? [] : [.optional(costs[Place(line)] ?? nil)])
          + (exchange.map { convertedFields(of: line, $0) } ?? []))
    }
    return csv.text
  }

  private func convertedFields(
    of line: ForecastLine, _ exchange: ExchangeRate
  ) -> [CSVText.Field] {
    let isKnown = expected(of: line).completeness != .unknown
    return [
      .optional(isKnown ? line.cost.flatMap { try? exchange.converted($0) } : nil),
      .text(exchange.to.code),
    ]
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

/// The alternatives of every feature as tidy CSV.
public enum AlternativesTable {
  /// One row per month × feature × offer × meter for every offer that qualifies, exact amounts.
  ///
  /// - Parameters:
  ///   - alternatives: The alternatives of every feature.
  ///   - planned: The forecast of the scenario, which says where its features are booked.
  /// - Returns: The text.
  public static func csv(
    of alternatives: [FeatureAlternatives], in planned: Forecast
  ) -> String {
    var csv = CSVText(
      header: Forecast.lineHeader + OfferDoubt.columns + planned.bookingColumns)
    for feature in alternatives {
      for option in feature.options {
        for line in option.forecast.lines
        where line.feature == feature.feature.name || line.feature == nil {
          csv.append(
            option.forecast.fields(of: line, status: option.isPlanned ? "planned" : "alternative")
              + option.offer.doubt.fields + planned.bookingFields(line.month, feature.feature.name))
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
