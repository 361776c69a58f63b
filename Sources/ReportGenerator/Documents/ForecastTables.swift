import BillingTypes
public import CostAnalysis
import PricingRules
public import WorkloadSimulator

extension Forecast {
  /// The forecast as tidy CSV: one row per month × feature × offer × meter, exact amounts.
  public var csv: String {
    var csv = CSVText(header: Self.lineHeader)
    for line in lines { csv.append(fields(of: line, status: "planned")) }
    return csv.text
  }

  static let lineHeader = [
    "scenario", "month", "feature", "category", "provider", "offer", "meter", "quantity", "unit",
    "unit_price", "cost", "currency", "completeness", "plan", "price_from", "as_of", "status",
    "not_known",
  ]

  func fields(of line: ForecastLine, status: String) -> [CSVText.Field] {
    let completeness: Completeness =
      line.cost == nil ? .unknown : line.missing == nil ? .complete : .partial
    return [
      .text(scenario.name), .text(line.month.description), .text(line.feature ?? ""),
      .text(line.category?.rawValue ?? ""), .text(line.provider), .text(line.offer ?? ""),
      .text(line.meter), .number(line.quantity), .text(line.unit),
      .optional(line.unitPrice.flatMap { try? $0.rounded(toPlaces: 15, .halfEven) }),
      .optional(line.cost), .text(scenario.currency.code), .text(completeness.rawValue),
      .text(line.plan ?? ""), .text(line.priceFrom?.description ?? ""), .text(asOf.description),
      .text(status), .text(line.missing ?? ""),
    ]
  }

  /// The forecast for programs; amounts are text.
  public var json: JSONText {
    .object([
      ("scenario", .string(scenario.name)),
      ("as_of", .string(asOf.description)),
      ("catalogue", .string(catalogue)),
      ("currency", .string(scenario.currency.code)),
      ("seed", .null),
      ("trials", .count(0)),
      ("months", .array(summaries.map(\.json))),
      (
        "total",
        .object([
          ("mean", completeness == .unknown ? .null : .string(total.decimalText)), ("p10", .null),
          ("p50", .null), ("p90", .null),
          ("completeness", .string(completeness.rawValue)),
        ])
      ),
      ("plans", .array(statements.map(\.json))),
      ("warnings", .array(warnings.map { .string($0) })),
    ])
  }
}

extension FeatureMonth {
  fileprivate var json: JSONText {
    .object([
      ("month", .string(month.description)),
      ("feature", .string(feature)),
      ("offer", .string(offer)),
      ("requests", .string(DecimalText.print(requests))),
      ("accepted", .string(DecimalText.print(accepted, places: 6))),
      ("mean", completeness == .unknown ? .null : .string(cost.decimalText)),
      ("p10", .null), ("p50", .null), ("p90", .null),
      ("completeness", .string(completeness.rawValue)),
      ("missing", .array(missing.map { .string($0) })),
    ])
  }
}

extension PlanStatement {
  fileprivate var json: JSONText {
    .object([
      ("month", .string(month.description)),
      ("plan", .string(plan)),
      ("unit", .string(key)),
      ("used", .string(DecimalText.print(used))),
      ("included", .string(DecimalText.print(included))),
      ("fee", .string(fee.decimalText)),
      ("overage", .string(overage.decimalText)),
      ("true_up", .string(trueUp.decimalText)),
      ("accrued", .string(accrued.decimalText)),
      ("paid", .string(paid.decimalText)),
      ("missing", .optional(missing)),
    ])
  }
}

/// The alternatives of every feature as tidy CSV.
public enum AlternativesTable {
  /// One row per month × feature × offer × meter for every offer that qualifies, exact amounts.
  public static func csv(of alternatives: [FeatureAlternatives]) -> String {
    var csv = CSVText(header: Forecast.lineHeader)
    for feature in alternatives {
      for option in feature.options {
        for line in option.forecast.lines
        where line.feature == feature.feature.name || line.feature == nil {
          csv.append(
            option.forecast.fields(of: line, status: option.isPlanned ? "planned" : "alternative"))
        }
      }
    }
    return csv.text
  }
}
