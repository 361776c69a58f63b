import BillingTypes
import PricingRules

/// The factors of months around what is expected of them, trial by trial; see `MonthlyVariation`.
///
/// Every month takes each part of its distribution once, in an order of its own, and over all trials its factors have
/// the mean one exactly, so that they move no mean.
struct VariationSource {
  /// By month: what the factor is of the one before, in every trial; the factor itself in the first.
  let changes: [Column]

  /// Draws the months of a scenario.
  ///
  /// - Parameters:
  ///   - key: How far they vary, how many months and trials there are, the seed of the orders, and whether the factors
  ///     are drawn again, to see what depends on them.
  ///   - scores: Standard normal quantiles of as many equal parts as there are trials.
  init(_ key: DrawMemory.VariationKey, scores: Column) {
    let square = key.variation.deviation.approximation * key.variation.deviation.approximation
    // How the logarithm of a factor follows its score.
    let deviation = Mathematics.logarithm(1 + square).squareRoot()
    let persistence = key.variation.persistence.approximation
    let fresh = (1 - persistence * persistence).squareRoot()
    let name = key.isRedrawn ? "monthly_variation.again" : "monthly_variation"
    let stream = RandomStream(seed: key.seed, name: name)
    let state = Column(key.trials)
    var last = Column(key.trials, repeating: 1)
    changes = (0..<key.months).map { month in
      let (before, own) = month > 0 ? (persistence, fresh) : (0, 1)
      let factors = Column(blank: key.trials)
      var sum = 0.0
      TrialOrder(count: key.trials, stream.part(month)).visit(0..<key.trials) { index, position in
        let score = before * state.values[index] + own * scores.values[position]
        state.values[index] = score
        let factor = Mathematics.exponential(deviation * score)
        factors.values[index] = factor
        sum += factor
      }
      // What makes the mean of all trials one.
      let scale = Double(key.trials) / sum
      let change = Column(blank: key.trials)
      for index in 0..<key.trials {
        factors.values[index] *= scale
        change.values[index] = factors.values[index] / last.values[index]
      }
      last = factors
      return change
    }
  }
}
