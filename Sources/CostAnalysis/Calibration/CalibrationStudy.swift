public import BillingTypes
public import PricingRules
import WorkloadSimulator

/// One measurement: what was estimated of a meter, and what was used.
public struct CalibrationSample: Hashable, Sendable {
  /// The offer.
  public let offer: OfferID
  /// What was asked for.
  public let tier: Request
  /// The meter.
  public let meter: String
  /// What was estimated; above zero.
  public let estimated: Rational
  /// What was used; above zero.
  public let measured: Rational

  /// Creates a sample.
  public init(
    offer: OfferID, tier: Request, meter: String, estimated: Rational, measured: Rational
  ) {
    self.offer = offer
    self.tier = tier
    self.meter = meter
    self.estimated = estimated
    self.measured = measured
  }
}

/// What measurements say of an estimator, for one tier and meter of an offer.
public struct CalibrationFinding: Hashable, Sendable {
  /// The calibration.
  public let calibration: EstimatorCalibration
  /// Whether the later measurements lie elsewhere than the earlier ones.
  public let drifts: Bool
}

/// Finds how far estimators are off: the middle of the measured ratios, drawn towards 1 as long as there are few, which one
/// measurement that is far off does not move.
public enum CalibrationStudy {
  /// So many measurements move the ratio half of the way.
  static let priorCount = 4.0
  /// How far off an estimator is before anything is measured: a quarter, in two of three cases.
  static let priorDeviation = 0.25
  /// Measurements that agree to the last digit are not surer than this.
  static let leastDeviation = 0.01

  /// How many deviations nine in ten values of a normal law lie within.
  private static let normalP95 = 1.6448536269514722

  /// What samples say, by offer, tier and meter.
  ///
  /// - Parameter samples: The measurements, the oldest first; those that are not above zero say nothing of a ratio.
  /// - Returns: One finding for each tier and meter, sorted.
  public static func findings(_ samples: [CalibrationSample]) -> [CalibrationFinding] {
    let groups = Dictionary(grouping: samples) { sample in
      Group(
        offer: sample.offer, meter: sample.meter,
        tier: sample.tier.entries.map { "\($0.name)=\($0.text)" }.sorted().joined(separator: " "))
    }
    return groups.sorted { $0.key < $1.key }.compactMap { _, samples in finding(samples) }
  }

  private struct Group: Hashable, Comparable {
    let offer: OfferID
    let meter: String
    let tier: String

    static func < (left: Group, right: Group) -> Bool {
      (left.offer.rawValue, left.tier, left.meter) < (right.offer.rawValue, right.tier, right.meter)
    }
  }

  private static func finding(_ samples: [CalibrationSample]) -> CalibrationFinding? {
    let logs = samples.compactMap { sample -> Double? in
      guard sample.estimated > .zero, sample.measured > .zero,
        let ratio = try? sample.measured / sample.estimated
      else { return nil }
      return Mathematics.logarithm(ratio.approximation)
    }
    guard let first = samples.first, !logs.isEmpty else { return nil }
    let (middle, deviation) = robust(logs)
    let count = Double(logs.count)
    let centre = middle * count / (count + priorCount)
    // Before anything is measured the prior's own; with many, that of a mean.
    let error =
      (deviation * deviation * count + priorDeviation * priorDeviation * priorCount)
      .squareRoot() / (count + priorCount)
    let reach = normalP95 * error
    guard let ratio = decimal(centre), let low = decimal(centre - reach),
      let high = decimal(centre + reach)
    else { return nil }
    return CalibrationFinding(
      calibration: EstimatorCalibration(
        offer: first.offer, meter: first.meter, tier: first.tier, ratio: ratio, low: low,
        high: high, count: logs.count),
      drifts: drifts(logs, deviation))
  }

  /// The middle and how far values lie around it, neither of which a few that are far off move (Huber's estimator around
  /// the median, its scale from the median of distances).
  static func robust(_ values: [Double]) -> (middle: Double, deviation: Double) {
    func median(_ values: [Double]) -> Double {
      let sorted = values.sorted()
      let half = sorted.count / 2
      return sorted.count.isMultiple(of: 2) ? (sorted[half - 1] + sorted[half]) / 2 : sorted[half]
    }
    var middle = median(values)
    let deviation = max(
      1.4826 * median(values.map { abs($0 - middle) }), leastDeviation)
    for _ in 0..<30 {
      let weights = values.map { min(1, 1.345 * deviation / max(abs($0 - middle), 1e-12)) }
      let total = weights.reduce(0, +)
      middle = zip(values, weights).reduce(0) { $0 + $1.0 * $1.1 } / total
    }
    return (middle, deviation)
  }

  /// Whether the later half lies elsewhere than the earlier one, by more than chance does once in some thousand times.
  private static func drifts(_ values: [Double], _ deviation: Double) -> Bool {
    guard values.count >= 8 else { return false }
    let half = values.count / 2
    let (before, spread) = robust(Array(values[..<half]))
    let (after, other) = robust(Array(values[half...]))
    let error =
      (spread * spread / Double(half) + other * other / Double(values.count - half)).squareRoot()
    return abs(after - before) > 3.5 * error
  }

  /// A ratio to four decimals, which is what becomes part of a formula.
  private static func decimal(_ logarithm: Double) -> Rational? {
    let ratio = Mathematics.exponential(logarithm)
    guard ratio.isFinite, ratio < 1e6 else { return nil }
    return try? Rational(Int128((ratio * 10_000).rounded())) / Rational(10_000)
  }
}
