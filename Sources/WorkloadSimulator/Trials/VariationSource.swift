import BillingTypes
import PricingRules

/// The factors of months around what is expected of them, trial by trial; see `MonthlyVariation`.
///
/// Every month takes each part of its distribution once, in an order of its own, and over all trials its factors have
/// the mean one exactly, so that they move no mean.
struct VariationSource {
  /// How the logarithm of a factor follows its score.
  let deviation: Double
  let persistence: Double
  private let fresh: Double
  private let orders: [TrialOrder]
  private let scores: Column
  /// By month: what makes the mean of all trials one.
  private var scales: [Double]

  /// Prepares the months of a scenario.
  ///
  /// - Parameters:
  ///   - variation: How far they vary.
  ///   - months: How many there are.
  ///   - scores: Standard normal quantiles of as many equal parts as there are trials.
  ///   - trials: How many.
  ///   - seed: The seed of the orders.
  ///   - isRedrawn: Whether the factors are drawn again, to see what depends on them.
  init(
    _ variation: MonthlyVariation, months: Int, scores: Column, trials: Int, seed: UInt64,
    isRedrawn: Bool
  ) {
    let square = variation.deviation.approximation * variation.deviation.approximation
    deviation = Mathematics.logarithm(1 + square).squareRoot()
    persistence = variation.persistence.approximation
    fresh = (1 - persistence * persistence).squareRoot()
    self.scores = scores
    let name = isRedrawn ? "monthly_variation.again" : "monthly_variation"
    let stream = RandomStream(seed: seed, name: name)
    orders = (0..<months).map { TrialOrder(count: trials, stream.part($0)) }
    scales = [Double](repeating: 1, count: months)
    let state = Column(trials)
    for month in 0..<months {
      var sum = 0.0
      visit(month, 0..<trials, state.values) { sum += $1 }
      scales[month] = Double(trials) / sum
    }
  }

  /// Brings the scores of a block of trials to a month, and calls `body` with each trial's place in the block and its
  /// factor.
  @inline(__always)
  func visit(
    _ month: Int, _ trials: Range<Int>, _ state: UnsafeMutableBufferPointer<Double>,
    _ body: (_ index: Int, _ factor: Double) -> Void
  ) {
    let values = scores.values
    let (before, own) = month > 0 ? (persistence, fresh) : (0, 1)
    let scale = scales[month]
    orders[month].visit(trials) { index, position in
      let score = before * state[index] + own * values[position]
      state[index] = score
      body(index, Mathematics.exponential(deviation * score) * scale)
    }
  }
}
