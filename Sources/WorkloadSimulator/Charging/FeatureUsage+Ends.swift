import BillingTypes
import PricingRules
import Settlement

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
    (spreadEstimates.contains { $0 != nil } ? [.estimateSpread] : [])
      + (otherReadings.contains { $0 != charges } ? [.sourcesDisagree] : [])
      + (isBeforeEvidence.contains(true) ? [.beforeEvidence] : [])
  }

  /// Whether a charge may come to something, by what is known to be billed or by what is not.
  func mayCharge(_ index: Int) -> Bool {
    ([charges] + otherReadings).contains {
      $0[index].mostQuantity != .zero || $0[index].mostCost != .zero
    }
  }

  /// The usage at one end.
  ///
  /// What sources say are alternatives: one of them holds for all charges of a request, and the end is that of the
  /// reading that comes to the least or to the most.
  ///
  /// - Parameters:
  ///   - end: Which end.
  ///   - addsUp: By charge: whether its cost adds to those of others in the same unit, which no pool of quantities
  ///     stands between; nil to take every charge at the end of its own, whatever the reading.
  /// - Returns: Usage that comes to that end, and in which nothing is open.
  /// - Throws: ``NumberError/overflow``.
  func at(_ end: UsageEnd, addsUp: [Bool]?) throws -> FeatureUsage {
    var usage = self
    usage.set(
      try chosen(at: end, addsUp).charges, unknownShare: end == .most ? .zero : unknownShare)
    return usage
  }

  /// The usage at one end for trials, whose calls come to that end on average, charge by charge.
  ///
  /// - Parameters:
  ///   - end: Which end; outcomes of which nobody knows whether they are billed are the scenario's.
  ///   - addsUp: By charge, as for ``at(_:addsUp:)``.
  /// - Returns: Usage in which nothing is open.
  /// - Throws: ``NumberError/overflow``.
  func forTrials(at end: UsageEnd, addsUp: [Bool]) throws -> FeatureUsage {
    let plain = [charges] + otherReadings
    let (chosen, reading) = try chosen(at: end, addsUp)
    // Without one reading for all charges each is scaled, of the reading in which most come to something.
    let base =
      reading
      ?? plain.indices.max { left, right in
        let counts = [left, right].map { plain[$0].count { $0.quantity > .zero } }
        return counts[0] < counts[1]
      } ?? 0
    func factor(_ from: Rational?, _ to: Rational?) -> Double {
      guard let from, let to, from > .zero else { return 1 }
      return to.approximation / from.approximation
    }
    let factors = zip(plain[base], chosen).map { from, to in
      (quantity: factor(from.quantity, to.quantity), cost: factor(from.cost, to.cost))
    }
    var usage = try at(end, addsUp: addsUp)
    let calls = base == 0 ? self.calls : otherCalls[base - 1]
    usage.setEnd(calls.map { stage in stage.map { $0.scaled(by: factors) } })
    return usage
  }

  /// What each charge comes to at one end, and which of the readings that is; nil where it is not one alone.
  private func chosen(
    at end: UsageEnd, _ addsUp: [Bool]?
  ) throws -> (charges: [RequestUsage.ChargeUsage], reading: Int?) {
    let readings = try ([charges] + otherReadings).map { reading in
      try offer.charges.indices.map { index in
        if end == .least, isBeforeEvidence[index] { return RequestUsage.ChargeUsage.none }
        let charge = offer.charges[index]
        return try reading[index].at(
          end, of: charge, spread: spreadEstimates[index]?.spread)
      }
    }
    if readings.count == 1 { return (readings[0], 0) }
    if let addsUp, let one = try extreme(of: readings, end, addsUp: addsUp) {
      return (readings[one], one)
    }
    return (
      readings[0].indices.map { index in
        readings.dropFirst().reduce(readings[0][index]) { $0.extreme($1[index], end) }
      }, nil
    )
  }

  /// By charge: whether a month adds up what it costs, rather than what is metered.
  func addsUp(_ finder: PoolFinder) -> [Bool] {
    offer.charges.indices.map { index in
      finder.pool(of: offer.charges[index], at: index, amounts: prices[index], offer: offer)?
        .countsCost ?? true
    }
  }

  /// The reading that comes to the least or to the most; nil where readings move charges that cannot be added up.
  private func extreme(
    of readings: [[RequestUsage.ChargeUsage]], _ end: UsageEnd, addsUp: [Bool]
  ) throws -> Int? {
    let moved = offer.charges.indices.filter { index in
      readings.contains { $0[index] != readings[0][index] }
    }
    guard moved.allSatisfy({ addsUp[$0] }),
      Set(moved.map { offer.charges[$0].price.unit }).count == 1
    else { return nil }
    var costs: [Rational] = []
    for reading in readings {
      var sum = Rational.zero
      for index in moved {
        guard let cost = reading[index].cost else { return nil }
        sum = try sum.adding(cost)
      }
      costs.append(sum)
    }
    return costs.indices.min { end == .least ? costs[$0] < costs[$1] : costs[$0] > costs[$1] }
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
