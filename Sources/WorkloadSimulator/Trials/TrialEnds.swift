import BillingTypes

/// What the trials of a forecast come to at both ends of what is not known, from the same draws.
struct TrialEnds: Sendable {
  /// Where as little is billed as may be; nil where that is the forecast itself.
  var least: TrialSummary?
  /// Where as much is; nil where that is the forecast itself.
  var most: TrialSummary?
  /// The lines of both, each where there is one.
  var lines: [[ForecastLine]] = []

  /// Takes what is paid and the chances to pass budgets from another forecast's.
  mutating func hold(by other: TrialEnds) {
    least?.hold(by: other.least)
    most?.hold(by: other.most)
  }
}

extension TrialSummary {
  /// Takes what is paid and the chances to pass budgets from another forecast's trials.
  mutating func hold(by other: TrialSummary?) {
    guard let other else { return }
    (paid, contract) = (other.paid, other.contract)
    overMonthlyBudget = other.overMonthlyBudget
    overYearlyBudget = other.overYearlyBudget
    overYearlyBudgetAllIn = other.overYearlyBudgetAllIn
  }
}

/// What a spread lies between, by what is not known.
package struct SpreadRange: Sendable {
  /// The least that each statistic can be.
  package let floor: Spread
  /// The most; nil where nothing limits it.
  package let ceiling: Spread?
}

extension Forecast {
  /// What a chance lies between, by what is not known.
  ///
  /// - Parameters:
  ///   - isBounded: Whether the cost that it is about has a ceiling.
  ///   - pick: The chance, of a summary of trials.
  /// - Returns: The least that it can be, and the most, 1 where nothing limits the cost; nil without trials.
  package func chanceRange(
    isBounded: Bool, _ pick: (TrialSummary) -> Double?
  ) -> ClosedRange<Double>? {
    guard let own = trials.flatMap(pick) else { return nil }
    let all =
      [own] + [trialEnds.least.flatMap(pick), trialEnds.most.flatMap(pick)].compactMap(\.self)
    return (all.min() ?? own)...(isBounded ? all.max() ?? own : 1)
  }

  /// Whether means were drawn though there are no trials to be told of.
  package var drawsMeans: Bool { drawnForMeans != nil }

  /// The standard error of a mean: of the trials, and of the mean cost of calls where that is no exact sum.
  ///
  /// - Parameters:
  ///   - isIncluded: The lines that the mean is of.
  ///   - count: What the mean is divided by; nil for nothing.
  ///   - pick: Its spread, of a summary of trials.
  /// - Returns: The error in the scenario's currency; 0 for an exact mean.
  package func meanError(
    where isIncluded: (ForecastLine) -> Bool, ofEach count: Double? = nil,
    _ pick: (TrialSummary) -> Spread?
  ) -> Double {
    let drawn = (trials ?? drawnForMeans).flatMap(pick)?.errors.mean ?? 0
    let squares = callErrors.reduce(drawn * drawn) { sum, call in
      let cost = self.sum(
        lines.filter { $0.feature == call.feature && isIncluded($0) }
          .compactMap(\.cost))
      let error = cost.units.approximation * call.relative
      return sum + error * error
    }
    return squares.squareRoot() / max(count ?? 1, .leastNormalMagnitude)
  }

  /// What a spread of the trials lies between.
  ///
  /// - Parameters:
  ///   - isBounded: Whether its mean has a ceiling.
  ///   - pick: The spread, of a summary of trials.
  /// - Returns: Both ends; nil without trials.
  package func spreadRange(
    isBounded: Bool, _ pick: (TrialSummary) -> Spread?
  ) -> SpreadRange? {
    guard let own = trials.flatMap(pick) else { return nil }
    // More may cost less by steps over the month.
    let others = [trialEnds.least.flatMap(pick), trialEnds.most.flatMap(pick)].compactMap(\.self)
    return SpreadRange(
      floor: others.reduce(own) { $0.combined($1, by: min) },
      ceiling: isBounded ? others.reduce(own) { $0.combined($1, by: max) } : nil)
  }
}
