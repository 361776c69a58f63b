import BillingTypes
import PricingRules

/// One end of what expected usage can be.
enum UsageEnd {
  /// Nothing is billed whose billing nobody knows, and estimates come out low.
  case least
  /// All of it is billed, and estimates come out high.
  case most
}

extension FeatureUsage {
  /// Whether the two ends differ.
  var isOpen: Bool {
    unknownShare > .zero || !openedBy.isEmpty
  }

  /// What lies behind the two ends, outcomes apart.
  var openedBy: [FactCode] {
    (offer.charges.contains { offer.spreadEstimate(behind: $0) != nil } ? [.estimateSpread] : [])
      + (otherReadings.isEmpty ? [] : [.sourcesDisagree])
      + (isBeforeEvidence.contains(true) ? [.beforeEvidence] : [])
  }

  /// The usage at one end.
  ///
  /// - Throws: ``NumberError/overflow``.
  func at(_ end: UsageEnd) throws -> FeatureUsage {
    var usage = self
    let ends = try offer.charges.indices.map { index in
      if end == .least, isBeforeEvidence[index] { return RequestUsage.ChargeUsage.none }
      let own = otherReadings.reduce(charges[index]) { $0.extreme($1[index], end) }
      let charge = offer.charges[index]
      return try own.at(end, of: charge, spread: offer.spreadEstimate(behind: charge)?.spread)
    }
    usage.set(ends, unknownShare: end == .most ? .zero : unknownShare)
    return usage
  }
}

extension RequestUsage.ChargeUsage {
  /// Nothing of a charge.
  static let none = Self(quantity: .zero, cost: .zero, mostQuantity: .zero, mostCost: .zero)

  /// The use of a share of requests more.
  func adding(_ other: Self, share: Rational) throws -> Self {
    func sum(_ a: Rational?, _ b: Rational?) throws -> Rational? {
      guard let a, let b else { return nil }
      return try a.adding(share * b)
    }
    return Self(
      quantity: try quantity.adding(share * other.quantity), cost: try sum(cost, other.cost),
      mostQuantity: try mostQuantity.adding(share * other.mostQuantity),
      mostCost: try sum(mostCost, other.mostCost))
  }

  /// The lesser or the greater of two uses; a cost that is not known in one of them is not known.
  fileprivate func extreme(_ other: Self, _ end: UsageEnd) -> Self {
    func one(_ a: Rational, _ b: Rational) -> Rational { end == .least ? min(a, b) : max(a, b) }
    func one(_ a: Rational?, _ b: Rational?) -> Rational? {
      guard let a, let b else { return nil }
      return end == .least ? min(a, b) : max(a, b)
    }
    return Self(
      quantity: one(quantity, other.quantity), cost: one(cost, other.cost),
      mostQuantity: one(mostQuantity, other.mostQuantity), mostCost: one(mostCost, other.mostCost))
  }

  /// The use at one end, with an estimate that real bills were seen to differ from.
  fileprivate func at(
    _ end: UsageEnd, of charge: Charge, spread: EstimateSpread?
  ) throws -> Self {
    let quantity = end == .least ? quantity : mostQuantity
    var cost = end == .least ? cost : mostCost
    guard let spread else {
      return Self(quantity: quantity, cost: cost, mostQuantity: quantity, mostCost: cost)
    }
    let factor = end == .least ? min(spread.low, .one) : max(spread.high, .one)
    if charge.price.model.terms.isProportional {
      cost = try cost.map { try ($0 * factor).kept() }
    } else {
      // What does not grow with the quantity in proportion has no bound that is worth its search here.
      cost = end == .least ? cost.map { _ in .zero } : nil
    }
    let scaled = try (quantity * factor).kept()
    return Self(quantity: scaled, cost: cost, mostQuantity: scaled, mostCost: cost)
  }
}

extension Offer {
  /// What sources disagree on, in every combination but that of the first readings.
  var otherReadings: [[(name: String, value: FormulaValue)]] {
    var combinations: [[(name: String, value: FormulaValue)]] = [[]]
    for dispute in disputes {
      combinations = combinations.flatMap { known in
        dispute.readings.map { known + [(dispute.name, $0)] }
      }
    }
    return Array(combinations.dropFirst())
  }
}
