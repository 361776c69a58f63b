public import BillingTypes

/// What was measured of an estimator: how much more or less was used than it says, for one tier of an offer.
///
/// Only what is estimated is corrected by it; a price never is.
public struct EstimatorCalibration: Hashable, Sendable {
  /// The offer.
  public let offer: OfferID
  /// The meter whose quantity is estimated.
  public let meter: String
  /// The tier: what was asked for, as far as it was said.
  public let tier: Request
  /// What the estimate is multiplied with, drawn towards 1 where little was measured.
  public let ratio: Rational
  /// What the ratio is at the least, nineteen times in twenty.
  public let low: Rational
  /// What it is at the most, nineteen times in twenty.
  public let high: Rational
  /// How often it was measured.
  public let count: Int

  /// Creates a calibration.
  public init(
    offer: OfferID, meter: String, tier: Request, ratio: Rational, low: Rational, high: Rational,
    count: Int
  ) {
    self.offer = offer
    self.meter = meter
    self.tier = tier
    self.ratio = ratio
    self.low = low
    self.high = high
    self.count = count
  }

  /// The estimate with the ratio where the request is of the tier; nil where the tier says something that no formula can.
  func corrected(_ formula: Formula) -> Formula? {
    let conditions = tier.entries.map { "\($0.name) == \($0.text)" }
    let factor = DecimalText.print(ratio)
    let correction =
      conditions.isEmpty ? factor : "if(\(conditions.joined(separator: " and ")), \(factor), 1)"
    return try? Formula(parsing: "(\(formula)) * \(correction)")
  }
}

extension Catalogue {
  /// The same catalogue with estimates as they were measured; nothing that has a price is touched.
  ///
  /// - Parameter calibrations: What was measured; what is of no estimate of the cards is left out.
  /// - Returns: The catalogue, whose digest stays that of its files.
  public func calibrated(by calibrations: [EstimatorCalibration]) -> Catalogue {
    guard !calibrations.isEmpty else { return self }
    let byOffer = Dictionary(grouping: calibrations, by: \.offer)
    return replacingOffers { offer in
      byOffer[offer.id].map { offer.calibrated(by: $0) } ?? offer
    }
  }
}

extension Offer {
  fileprivate func calibrated(by calibrations: [EstimatorCalibration]) -> Offer {
    var derivations = self.derivations
    var used: [EstimatorCalibration] = []
    for calibration in calibrations {
      guard
        let place = derivations.firstIndex(where: { $0.isMeter && $0.name == calibration.meter }),
        let formula = calibration.corrected(derivations[place].expression)
      else { continue }
      let old = derivations[place]
      derivations[place] = Derivation(
        name: old.name, expression: formula, isMeter: true, confidence: old.confidence,
        spread: old.spread, source: old.source)
      used.append(calibration)
    }
    return replacing(derivations, calibrations: used)
  }
}
