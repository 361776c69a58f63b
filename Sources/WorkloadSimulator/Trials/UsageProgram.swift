import BillingTypes
import PricingRules
import Settlement

/// A feature's usage under the prices of one month, ready for trials: what calls use, slot by slot.
final class UsageProgram: Sendable {
  /// Where something that calls use is priced.
  struct Slot: Hashable {
    /// The pool that prices it over the month; nil for money, priced call by call.
    let pool: PoolID?
    /// The estimate whose spread it has; nil for none.
    let estimate: String?
  }

  /// The part of a charge that is in a slot.
  struct ChargePart {
    let slot: Int
    /// Mean cost, or mean quantity where the pool counts quantities, per billed first call and its
    /// later calls.
    let weight: Double
  }

  let offer: Offer
  let slots: [Slot]
  /// By slot: how uncertain means of the requests' values change what is used.
  let curves: [[MeanCurve]]
  /// How uncertain shares of the mix change it; nil where they are known.
  let shares: ShareEffect?
  /// First calls, then the later calls of chains.
  let stages: [CallSample]
  let bills: BilledEndings
  /// The pools that the slots name.
  let pools: [PoolID: PoolColumns]
  /// By charge: where it is priced.
  ///
  /// A charge without parts costs nothing, or nobody knows.
  let charges: [[ChargePart]]

  init(_ usage: FeatureUsage, _ feature: Feature, _ finder: PoolFinder) throws(NumberError) {
    offer = usage.offer
    var slots: [Slot] = []
    var pools: [PoolID: PoolColumns] = [:]
    var places: [[Int?]] = []
    var countsCost: [Bool] = []
    for (index, charge) in usage.offer.charges.enumerated() {
      let found = finder.pool(
        of: charge, at: index, amounts: usage.prices[index], offer: usage.offer)
      if let found { pools[found.id] = try PoolColumns(found.pool) }
      countsCost.append(found?.countsCost ?? true)
      let isCredit = if case .credit = charge.price.unit { true } else { false }
      let isPriced = usage.notSold == nil && !(isCredit && found == nil)
      places.append(
        (usage.calls.first ?? []).map { own in
          guard isPriced else { return nil }
          let estimate = usage.spreadEstimates[index]
          let isGiven =
            usage.isAtEnd || own.requestClass.values.contains { $0.name == estimate?.name }
          let slot = Slot(
            pool: found?.id, estimate: isGiven ? nil : estimate.map(usage.offer.inputName))
          if let place = slots.firstIndex(of: slot) { return place }
          slots.append(slot)
          return slots.count - 1
        })
    }
    var charges = places.map { _ in [Int: Double]() }
    let means = feature.uncertainMeans
    let nodes = means.map { $0.values.nodes(feature.partsOfMeans) }
    // By mean and slot: what is used in each part of the mean's distribution.
    var uses = nodes.map { nodes in
      slots.map { _ in [Double](repeating: 0, count: nodes.count) }
    }
    // By class of the mix and slot: what a request of the class uses.
    var classUses = feature.mix.map { _ in [Double](repeating: 0, count: slots.count) }
    stages = usage.calls.enumerated().map { stage, classes in
      let laterCalls = feature.meanLaterCalls.approximation
      var points: [(weight: Double, values: [Double], own: ClassCalls)] = []
      for (classIndex, requestClass) in classes.enumerated() {
        for point in requestClass.points {
          let weight = requestClass.share.approximation * point.share
          var values = [Double](repeating: 0, count: slots.count)
          for (index, use) in point.uses.enumerated() {
            guard let slot = places[index][classIndex] else { continue }
            let value = countsCost[index] ? use.cost : use.quantity
            values[slot] += value
            let whole = weight * value * (stage == 0 ? 1 : laterCalls)
            charges[index][slot, default: 0] += whole
            let ofClass = feature.mix[requestClass.place].share.approximation
            if ofClass > 0 { classUses[requestClass.place][slot] += whole / ofClass }
            for (mean, part) in requestClass.parts.enumerated() {
              let count = nodes[mean].count
              if let part {
                uses[mean][slot][part] += whole * Double(count)
              } else {
                for part in 0..<count { uses[mean][slot][part] += whole }
              }
            }
          }
          points.append((weight, values, requestClass))
        }
      }
      // What a mean changes is drawn with the mean; calls vary around it by what is left.
      let levels = MeanLevels(points, parts: nodes.map(\.count), slots: slots.count)
      return CallSample(
        slotCount: slots.count,
        points: points.map { ($0.weight, levels.leveled($0.values, $0.own)) })
    }
    self.charges = charges.map { parts in
      parts.sorted { $0.key < $1.key }.map { ChargePart(slot: $0.key, weight: $0.value) }
    }
    curves = slots.indices.map { slot in
      means.enumerated().compactMap { place, mean in
        MeanCurve(
          "\(feature.name).\(mean.key)", mean.values, means: nodes[place],
          uses: uses[place][slot])
      }
    }
    shares = ShareEffect(feature, uses: classUses)
    self.slots = slots
    self.pools = pools
    bills = usage.bills
  }
}

extension Offer {
  /// The estimate with a spread that a charge's quantity rests on, directly or through others.
  func spreadEstimate(behind charge: Charge) -> Derivation? {
    var open = charge.quantity.names + [charge.meter]
    var seen: Set<String> = []
    while let name = open.popLast() {
      guard seen.insert(name).inserted,
        let derivation = derivations.first(where: { $0.name == name })
      else { continue }
      if let spread = derivation.spread, spread.low < spread.high { return derivation }
      open += derivation.expression.names
    }
    return nil
  }

  /// The name of an estimate as an uncertain input.
  func inputName(_ derivation: Derivation) -> String { "\(id) \(derivation.name)" }

  /// Factors for the estimates that have a spread, which bounds them.
  ///
  /// They widen a forecast and do not move its mean: that is for calibration. A spread without 1 inside of it
  /// opens the range of a bill, and leaves trials at the estimate.
  var estimateInputs: [UncertainInput] {
    derivations.compactMap { derivation in
      guard let spread = derivation.spread,
        let shape = BoundedFactor(low: spread.low, high: spread.high)
      else { return nil }
      return UncertainInput(name: inputName(derivation), distribution: .bounded(shape))
    }
  }
}
