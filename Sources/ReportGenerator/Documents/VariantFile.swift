import BillingTypes
public import CostAnalysis
import PricingRules
import WorkloadSimulator

extension StudiedForecast {
  /// The variants for programs; amounts are text.
  var variantsJSON: JSONText { .array(variants.map(\.json)) }

  /// The variants as tidy CSV: the plan first, a row for all and one for each feature; nil without variants.
  ///
  /// - Parameter locale: How numbers are written.
  /// - Returns: The text.
  public func variantsCSV(in locale: CSVLocale = .en) -> String? {
    guard !variants.isEmpty else { return nil }
    var csv = CSVText(
      in: locale,
      header: [
        "scenario", "variant", "feature", "offer", "currency", "mean", "p10", "p50", "p90",
        "difference", "difference_p10", "difference_p50", "difference_p90", "accepted",
        "cost_per_accepted", "completeness", "changes", "flips", "payable_difference",
      ])
    append(forecast, "", nil, to: &csv)
    for result in variants { append(result.forecast, result.variant.name, result, to: &csv) }
    return csv.text
  }

  private func append(
    _ own: Forecast, _ name: String, _ result: VariantResult?, to csv: inout CSVText
  ) {
    func row(
      _ feature: Feature?, _ cost: ExpectedCost, _ spread: Spread?,
      _ accepted: Rational?, _ difference: [CSVText.Field]
    ) {
      let isKnown = cost.completeness != .unknown
      let quantiles = [spread?.p10, spread?.p50, spread?.p90].map { value -> CSVText.Field in
        .optional(isKnown ? value.map { Rational(statistic: $0) } : nil)
      }
      csv.append(
        [
          .text(own.scenario.name), .text(name), .text(feature?.name ?? ""), .id(feature?.offer),
          .text(own.scenario.currency.code), isKnown ? .money(cost.known) : .empty,
        ] + quantiles + difference + [
          .optional(accepted),
          .optional(
            isKnown ? accepted.flatMap { $0 > .zero ? cost.known.each(of: $0) : nil } : nil),
          .text(cost.completeness.rawValue),
          .text(feature == nil ? result?.variant.changes.joined(separator: "; ") ?? "" : ""),
          .text(feature == nil ? result?.flips.map(\.words).joined(separator: "; ") ?? "" : ""),
          .optional(feature == nil ? result?.payableDifference : nil),
        ])
    }
    let spread = result?.spread
    row(
      nil, own.whole, own.trials?.total, nil,
      [.optional(result?.difference)]
        + [spread?.p10, spread?.p50, spread?.p90].map { value in
          .optional(value.map { Rational(statistic: $0) })
        })
    for feature in own.scenario.features {
      row(
        feature, own.expected { $0.feature == feature.name },
        own.trials?.features.first { $0.feature == feature.name }?.total,
        try? own.accepted(of: feature.name), [.empty, .empty, .empty, .empty])
    }
  }
}

extension VariantResult {
  /// How much more it costs than the plan.
  var differenceJSON: JSONText {
    .object([
      ("mean", .string(difference.decimalText)), ("p10", .statistic(spread?.p10)),
      ("p50", .statistic(spread?.p50)), ("p90", .statistic(spread?.p90)),
      ("error", .statistic(spread?.errors.mean)), ("certainty", .string(certainty.rawValue)),
    ])
  }

  fileprivate var json: JSONText {
    let features = forecast.scenario.features.map { feature in
      JSONText.object([
        ("feature", .string(feature.name)), ("offer", .id(feature.offer)),
        (
          "per_accepted",
          .optional(forecast.each(of: feature.name).map { DecimalText.print($0, places: 9) })
        ),
      ])
    }
    return .object([
      ("name", .string(variant.name)),
      ("changes", .array(variant.changes.map { .string($0) })),
      ("total", forecast.totalJSON),
      (
        "monthly",
        forecast.whole.completeness == .unknown
          ? .null : .string(forecast.total.over(forecast.scenario.monthCount).decimalText)
      ),
      ("features", .array(features)),
      (
        "difference", differenceJSON
      ),
      ("payable_difference", .optional(payableDifference?.decimalText)),
      ("flips", .array(flips.map { .string($0.words) })), ("flips_codes", .codes(flips)),
    ])
  }
}
