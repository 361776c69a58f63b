import BillingTypes
import PricingRules
import WorkloadSimulator

extension Forecast {
  /// A mean and its quantiles for programs, with their errors and both ends of what they can be.
  ///
  /// - Parameters:
  ///   - expected: The mean.
  ///   - text: An amount as text; nil where it has none.
  ///   - isIncluded: The lines that the mean is of.
  ///   - count: What the mean is divided by, where it is a cost of each.
  ///   - whole: The spread of what is divided; nil for the spread itself.
  ///   - pick: The spread, of a summary of trials.
  /// - Returns: Keys and values; null without trials, and where nothing is known.
  func statistics(
    _ expected: ExpectedCost, _ text: (Money) -> String? = { $0.decimalText },
    where isIncluded: (ForecastLine) -> Bool, each count: Double? = nil,
    error whole: ((TrialSummary) -> Spread?)? = nil, _ pick: (TrialSummary) -> Spread?
  ) -> [(String, JSONText)] {
    let isKnown = expected.completeness != .unknown
    let known = isKnown ? trials.flatMap(pick) : nil
    let error = meanError(where: isIncluded, ofEach: count) { trials in
      if let whole { whole(trials) } else { pick(trials) }
    }
    let hasError = isKnown && (trials != nil || error > 0 || drawsMeans)
    let range = expected.range
    let ends = isKnown ? spreadRange(isBounded: range.ceiling != nil, pick) : nil
    return [
      ("mean", isKnown ? .optional(text(expected.known)) : .null),
      ("p5", .statistic(known?.p5)), ("p10", .statistic(known?.p10)),
      ("p50", .statistic(known?.p50)), ("p90", .statistic(known?.p90)),
      ("p95", .statistic(known?.p95)),
      ("error", .statistic(hasError ? error : nil)),
      (
        "quantile_errors",
        known.map {
          .object([
            ("p10", .statistic($0.errors.p10)), ("p50", .statistic($0.errors.p50)),
            ("p90", .statistic($0.errors.p90)),
          ])
        } ?? .null
      ),
      ("floor", end(text(range.floor), ends?.floor)),
      ("ceiling", range.ceiling.map { end(text($0), ends?.ceiling) } ?? .null),
      ("reasons", .array(range.reasonCodes.map { .string($0) })),
    ]
  }

  /// One end of a mean and of its quantiles.
  private func end(_ mean: String?, _ spread: Spread?) -> JSONText {
    guard let mean else { return .null }
    let quantiles: [(String, JSONText)] =
      spread.map {
        [
          ("p10", .statistic($0.p10)), ("p50", .statistic($0.p50)), ("p90", .statistic($0.p90)),
        ]
      } ?? []
    return .object([("mean", .string(mean))] + quantiles)
  }
}
