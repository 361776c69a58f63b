public import BillingTypes
public import PricingRules
import WorkloadSimulator

/// What one call was billed, and what each reading of a dispute says that it costs.
public struct ReadingSample: Hashable, Sendable {
  /// The offer.
  public let offer: OfferID
  /// The dispute.
  public let dispute: String
  /// What was billed; above zero.
  public let billed: Rational
  /// What each reading says, by the reading.
  public let said: [String: Rational]

  /// Creates a sample.
  public init(offer: OfferID, dispute: String, billed: Rational, said: [String: Rational]) {
    self.offer = offer
    self.dispute = dispute
    self.billed = billed
    self.said = said
  }
}

/// How much bills speak for one reading of a dispute.
public struct ReadingWeight: Hashable, Sendable {
  /// The offer.
  public let offer: OfferID
  /// The dispute.
  public let dispute: String
  /// The reading.
  public let reading: String
  /// Its share of the belief, from 0 to 1; all readings are alike before anything is billed.
  public let weight: Double
  /// How many bills speak.
  public let count: Int
}

extension CalibrationStudy {
  /// How much bills speak for each reading of what sources disagree on.
  ///
  /// A bill is taken to be within two per cent of the reading that is right; how far one that is far off from all of them
  /// can speak is bounded.
  ///
  /// - Parameter samples: The bills.
  /// - Returns: One weight for each reading, by offer and dispute.
  public static func weights(_ samples: [ReadingSample]) -> [ReadingWeight] {
    let groups = Dictionary(grouping: samples) { "\($0.offer)\n\($0.dispute)" }
    return groups.sorted { $0.key < $1.key }.flatMap { _, samples -> [ReadingWeight] in
      guard let first = samples.first else { return [] }
      let readings = Set(samples.flatMap(\.said.keys)).sorted()
      let beliefs = readings.map { reading in
        samples.reduce(0.0) { sum, sample in
          guard sample.billed > .zero, let said = sample.said[reading], said > .zero,
            let ratio = try? sample.billed / said
          else { return sum - 4.5 }
          let distance = Mathematics.logarithm(ratio.approximation) / 0.02
          return sum - min(distance * distance / 2, 4.5)
        }
      }
      let best = beliefs.max() ?? 0
      let shares = beliefs.map { Mathematics.exponential($0 - best) }
      let total = shares.reduce(0, +)
      return zip(readings, shares).map { reading, share in
        ReadingWeight(
          offer: first.offer, dispute: first.dispute, reading: reading, weight: share / total,
          count: samples.count)
      }
    }
  }
}
