package import BillingTypes
package import PricingRules

/// What one request of a class is expected to use and cost, charge by charge.
package struct RequestUsage: Sendable {
  /// One entry per charge of the offer, in the card's order.
  package let charges: [ChargeUsage]
  /// The share of requests whose billing nobody knows: they fail or are stopped, and the card says
  /// neither billed nor free.
  package let unknownShare: Rational
  /// Why the cost is only a lower bound: requests that are outside what the offer serves.
  package let gaps: [String]
  /// The largest share of requests outside, in whole percent.
  package let largestGapPercent: Int

  /// The expected use of one charge.
  package struct ChargeUsage: Sendable {
    /// Expected quantity billed per request sent.
    package let quantity: Rational
    /// Expected cost per request sent in the price's unit; nil when unknown.
    package let cost: Rational?
  }
}

/// Computes expected usage: exactly for fixed requests, over evenly spread draws for varying ones.
package struct RequestUsageModel {
  let offer: Offer
  let compiled: CompiledOffer

  /// How many points stand for a request class whose values vary.
  package static let pointCount = Lattice.pointCount

  /// Creates a model of an offer on a day.
  package init(_ compiled: CompiledOffer) {
    offer = compiled.offer
    self.compiled = compiled
  }

  /// The expected usage of one request of a class.
  ///
  /// - Parameters:
  ///   - requestClass: What is asked for; its fixed values are legal.
  ///   - resolved: The fixed values, resolved by the offer.
  ///   - failureRate: The share that fails.
  ///   - moderationRate: The share that moderation stops after generation.
  /// - Returns: Quantities and costs per request sent.
  /// - Throws: ``PricingError`` or ``NumberError``.
  package func usage(
    of requestClass: RequestClass, resolved: ResolvedRequest, failureRate: Rational,
    moderationRate: Rational
  ) throws -> RequestUsage {
    var run = PricingRun(compiled)
    for value in resolved.values where value.origin == .given {
      if let slot = compiled.slot(of: value.name) { run.set(slot, to: value.value) }
    }
    var sums = [ChargeSum](repeating: ChargeSum(), count: offer.charges.count)
    var gaps: [String] = []
    var outside = 0
    let varying = requestClass.varying
    if varying.isEmpty {
      _ = try run.price()
      try add(run, to: &sums)
    } else {
      var clipped = [Int](repeating: 0, count: varying.count)
      var refused = 0
      for point in 0..<Self.pointCount {
        for (index, (name, distribution)) in varying.enumerated() {
          guard let slot = compiled.slot(of: name) else { continue }
          let drawn = distribution.shape.quantile(Lattice.coordinate(point, dimension: index))
          let value = offer.nearestLegal(to: drawn, for: name)
          if value.isClipped { clipped[index] += 1 }
          run.set(slot, to: .number(value.number))
        }
        if try run.brokenRequirement() != nil { refused += 1 }
        _ = try run.price()
        try add(run, to: &sums)
      }
      for (index, (name, _)) in varying.enumerated() where clipped[index] > 0 {
        outside = max(outside, clipped[index])
        gaps.append(
          "\(Self.percent(clipped[index])) of requests ask for a '\(name)' outside what is legal; "
            + "they are counted at the nearest legal value")
      }
      if refused > 0 {
        outside = max(outside, refused)
        gaps.append(
          "\(Self.percent(refused)) of requests combine values that the offer refuses; they are "
            + "counted all the same")
      }
    }
    let points = Rational(varying.isEmpty ? 1 : Self.pointCount)
    let billing = try BilledShare(
      offer: offer, failureRate: failureRate, moderationRate: moderationRate)
    let charges = try sums.map { sum in
      RequestUsage.ChargeUsage(
        quantity: try (sum.quantity / points * billing.billed).kept(),
        // Nothing of an unknown price is nothing.
        cost: billing.billed == .zero
          ? .zero : try sum.cost.map { try ($0 / points * billing.billed).kept() })
    }
    return RequestUsage(
      charges: charges, unknownShare: billing.unknown, gaps: gaps,
      largestGapPercent: outside * 100 / Self.pointCount)
  }

  private struct ChargeSum {
    var quantity = Rational.zero
    var cost: Rational? = .zero
  }

  private func add(_ run: PricingRun, to sums: inout [ChargeSum]) throws {
    for index in sums.indices {
      let result = run.usage(ofCharge: index)
      sums[index].quantity = try sums[index].quantity.adding(result.quantity ?? .zero)
      if let cost = result.cost, let sum = sums[index].cost {
        sums[index].cost = try sum.adding(cost)
      } else {
        sums[index].cost = nil
      }
    }
  }

  private static func percent(_ count: Int) -> String {
    let share = (count * 1000 + pointCount / 2) / pointCount
    return "\(share / 10).\(share % 10) %"
  }
}

extension Rational {
  /// The number itself while its denominator leaves room for more arithmetic, else the nearest with
  /// eighteen decimals.
  package func kept() throws(NumberError) -> Rational {
    denominator < powerOfTen(20) ? self : try withEighteenDecimals()
  }

  /// The sum while its denominator leaves room for more, else that of both with eighteen decimals.
  package func adding(_ other: Rational) throws(NumberError) -> Rational {
    if let sum = try? self + other, sum.denominator < powerOfTen(20) { return sum }
    return try withEighteenDecimals() + other.withEighteenDecimals()
  }

  private func withEighteenDecimals() throws(NumberError) -> Rational {
    let scale = powerOfTen(18)
    guard let count = numerator.scaled(by: scale, over: denominator) else { throw .overflow }
    return try Rational(count, over: scale)
  }
}

/// How much of a month's requests is billed, by the offer's own rules for outcomes.
private struct BilledShare {
  let billed: Rational
  let unknown: Rational

  init(offer: Offer, failureRate: Rational, moderationRate: Rational) throws {
    var billed = Rational.one
    var unknown = Rational.zero
    for (outcome, rate) in [
      (Outcome.failed, failureRate), (.moderatedOutput, moderationRate),
    ] where rate > .zero {
      switch offer.billing(of: outcome) {
      case .billed: break
      case .notBilled: billed = try billed - rate
      case .unknown:
        billed = try billed - rate
        unknown = try unknown + rate
      }
    }
    self.billed = max(.zero, billed)
    self.unknown = unknown
  }
}
