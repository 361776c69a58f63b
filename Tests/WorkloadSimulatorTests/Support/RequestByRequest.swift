import BillingTypes
import TestSupport
import WorkloadSimulator

/// A simulator that draws every single request, written without the one under test: slow, and simple
/// enough to believe.
struct RequestByRequest {
  let feature: Feature
  let months: Int
  /// What a billed call uses of the pool, and what it costs beside it.
  let use: ([String: Double]) -> (pool: Double, money: Double)
  /// What the pool's quantity costs in a month.
  let settle: (Double) -> Double
  let billsFailures: Bool
  let billsModeration: Bool

  /// The cost of every trial's months.
  func run(trials: Int, seed: UInt64) -> [[Double]] {
    var random = SplitMix64(seed: seed)
    return (0..<trials).map { _ in trial(&random) }
  }

  private func uniform(_ random: inout SplitMix64) -> Double {
    (Double(random.next() >> 12) + 0.5) * 0x1p-52
  }

  private func draw(_ distribution: Distribution, _ random: inout SplitMix64) -> Double {
    distribution.fixedValue.map { Double($0.description) ?? 0 }
      ?? distribution.shape.quantile(uniform(&random))
  }

  private func trial(_ random: inout SplitMix64) -> [Double] {
    var level = draw(feature.volume.distribution, &random)
    let growth = draw(feature.growth, &random)
    let failure = draw(feature.failureRate, &random)
    let moderation = draw(feature.moderationRate, &random)
    return (0..<months).map { month in
      if month > 0 { level *= 1 + growth }
      var (pool, money) = (0.0, 0.0)
      // A Poisson process: exponential gaps until the month is over (as logarithms of a product).
      var left = level
      var gap = -Self.logarithm(uniform(&random))
      while gap < left {
        left -= gap
        gap = -Self.logarithm(uniform(&random))
        let values = request(&random)
        for _ in 0...feature.calls.retries {
          let luck = uniform(&random)
          let failed = luck < failure
          let stopped = !failed && luck < failure + moderation
          if !failed && !stopped || failed && billsFailures || stopped && billsModeration {
            let used = use(values)
            pool += used.pool
            money += used.money
          }
          if !failed { break }
        }
      }
      return money + settle(pool)
    }
  }

  private func request(_ random: inout SplitMix64) -> [String: Double] {
    var share = uniform(&random)
    var chosen = feature.mix[0]
    for requestClass in feature.mix {
      chosen = requestClass
      share -= Double(requestClass.share.description) ?? 0
      if share < 0 { break }
    }
    var values: [String: Double] = [:]
    for (name, value) in chosen.values {
      switch value {
      case .text(let text): values[name] = Double(text) ?? 0
      case .varying(let distribution): values[name] = draw(distribution, &random)
      }
    }
    return values
  }

  /// The natural logarithm by its series around a power of two, without the code under test.
  private static func logarithm(_ value: Double) -> Double {
    let exponent = Double(value.exponent)
    let ratio = (value.significand - 1) / (value.significand + 1)
    var (term, sum) = (ratio, 0.0)
    for step in 0..<40 {
      sum += term / Double(2 * step + 1)
      term *= ratio * ratio
    }
    return 2 * sum + exponent * 0.693_147_180_559_945_3
  }
}
