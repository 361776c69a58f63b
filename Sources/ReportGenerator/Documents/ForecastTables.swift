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
