import PricingRules
import Synchronization

/// What is drawn alike for every forecast of as many trials, kept for the next one that asks for it.
///
/// A forecast, its ends, its variants and its plans are trials of nearly the same inputs: the scores, each input's order
/// of the trials and the factors of months are worked out once.
final class DrawMemory: Sendable {
  /// What decides the factors of months.
  struct VariationKey: Hashable {
    let variation: MonthlyVariation
    let months: Int
    let trials: Int
    let seed: UInt64
    let isRedrawn: Bool
  }

  private struct OrderKey: Hashable {
    let trials: Int
    let seed: UInt64
    let input: String
  }

  private struct Known {
    var scores: [Int: Column] = [:]
    var orders: [OrderKey: TrialOrder] = [:]
    var variations: [VariationKey: VariationSource] = [:]
  }

  private let known = Mutex(Known())

  /// More of a kind are not kept: then all of them are forgotten.
  private static let most = (scores: 8, orders: 1024, variations: 8)

  /// Standard normal quantiles of the middles of as many equal parts as there are trials.
  func scores(trials: Int) -> Column {
    if let found = known.withLock({ $0.scores[trials] }) { return found }
    let scores = Column(trials)
    for index in 0..<(trials + 1) / 2 {
      let share = (Double(index) + 0.5) / Double(trials)
      let score = share == 0.5 ? 0 : Mathematics.normalQuantile(share)
      scores.values[index] = score
      scores.values[trials - 1 - index] = -score
    }
    known.withLock { known in
      if known.scores.count >= Self.most.scores { known.scores.removeAll() }
      known.scores[trials] = scores
    }
    return scores
  }

  /// The order in which an input takes the parts of its distribution.
  func order(of input: String, trials: Int, seed: UInt64) -> TrialOrder {
    let key = OrderKey(trials: trials, seed: seed, input: input)
    if let found = known.withLock({ $0.orders[key] }) { return found }
    let order = TrialOrder(count: trials, RandomStream(seed: seed, name: input))
    known.withLock { known in
      if known.orders.count >= Self.most.orders { known.orders.removeAll() }
      known.orders[key] = order
    }
    return order
  }

  /// The factors of months.
  func variation(_ key: VariationKey) -> VariationSource {
    if let found = known.withLock({ $0.variations[key] }) { return found }
    let variation = VariationSource(key, scores: scores(trials: key.trials))
    known.withLock { known in
      if known.variations.count >= Self.most.variations { known.variations.removeAll() }
      known.variations[key] = variation
    }
    return variation
  }
}
