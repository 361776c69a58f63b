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
    unknownShare > .zero || offer.charges.contains { offer.spreadEstimate(behind: $0) != nil }
  }

  /// The usage at one end.
  ///
  /// - Throws: ``NumberError/overflow``.
  func at(_ end: UsageEnd) throws -> FeatureUsage {
    var usage = self
    let ends = try zip(offer.charges, charges).map { charge, own in
      try own.at(end, of: charge, spread: offer.spreadEstimate(behind: charge)?.spread)
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
