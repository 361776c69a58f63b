import BillingTypes
import PricingRules
import TestSupport

/// Makes small scenarios of known numbers from a seed.
struct RandomScenarios {
  var random: SplitMix64

  init(seed: UInt64) { random = SplitMix64(seed: seed) }

  mutating func scenario() -> PlainScenario {
    var features: [PlainFeature] = []
    for index in 0...random.below(4) { features.append(feature(index, after: features)) }
    features.shuffle(using: &random)
    return PlainScenario(
      features: features, shared: hundredths(50...200),
      start: random.pick(["2027-01", "2026-11", "2027-08"]), months: 1 + random.below(5))
  }

  private mutating func feature(_ index: Int, after others: [PlainFeature]) -> PlainFeature {
    var feature = PlainFeature(name: "f\(index)")
    if index > 0, random.below(2) == 0 {
      feature.follows = (random.pick(others).name, hundredths(10...300))
    } else {
      feature.requests = Rational(random.below(5000))
    }
    feature.growth = random.below(2) == 0 ? .zero : hundredths(-20...30)
    for month in 1...12 where random.below(4) == 0 {
      feature.seasonality[month] = hundredths(0...250)
    }
    // Takes whose inverse ends, so that plain fractions stay short along a chain.
    feature.takes = random.pick(["1", "1.25", "1.6", "2", "4"].map(Sample.number))
    feature.failure = hundredths(0...10)
    feature.moderation = hundredths(0...5)
    feature.failed = random.pick([.billed, .notBilled, .unknown])
    feature.moderated = random.pick([.billed, .notBilled, .unknown])
    let share = hundredths(1...99)
    if random.below(2) == 0, let rest = try? Rational.one - share {
      feature.mix = [(share, 1 + random.below(4)), (rest, 1 + random.below(4))]
    }
    feature.price = hundredths(0...400)
    return feature
  }

  /// A number with two decimals.
  private mutating func hundredths(_ range: ClosedRange<Int>) -> Rational {
    let count = range.lowerBound + random.below(range.count)
    return (try? Rational(count) / Rational(100)) ?? .zero
  }
}
