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
  package let gaps: [ForecastGap]
  /// The largest share of requests outside, in whole percent.
  package let largestGapPercent: Int
  /// What single calls use and cost when they are billed, point by point, each as likely: one entry
  /// per charge, in the price's unit, unknown costs as nothing.
  package let points: [[PointUsage]]

  /// One charge of one call, as a statistic.
  package struct PointUsage: Sendable, Hashable {
    /// What is metered.
    package let quantity: Double
    /// What it costs.
    package let cost: Double
  }

  /// The expected use of one charge.
  package struct ChargeUsage: Hashable, Sendable {
    /// Expected quantity billed per request sent.
    package let quantity: Rational
    /// Expected cost per request sent in the price's unit; nil when unknown.
    package let cost: Rational?
    /// Both if every call whose billing nobody knows were billed.
    package let mostQuantity: Rational
    package let mostCost: Rational?
  }
}

/// Computes expected usage: exactly for fixed requests, over evenly spread draws for varying ones.
package struct RequestUsageModel {
  let offer: Offer
  let compiled: CompiledOffer
  private let drawnValues: OfferTranslation

  /// How many points stand for a request class whose values vary.
  package static let pointCount = Lattice.pointCount

  /// Creates a model of an offer on a day.
  package init(_ compiled: CompiledOffer) {
    offer = compiled.offer
    drawnValues = compiled.offer.drawnValues
    self.compiled = compiled
  }

  /// The expected usage of one request of a class.
  ///
  /// - Parameters:
  ///   - requestClass: What is asked for; its fixed values are legal.
  ///   - resolved: The fixed values, resolved by the offer.
  ///   - billing: How many calls of one request are billed, and how many nobody knows of.
  ///   - feeds: Parameters that take the value of another, for calls whose input is the output of
  ///     the call before.
  ///   - reading: What sources disagree on, by name, as one of them has it.
  /// - Returns: Quantities and costs per request sent.
  /// - Throws: ``PricingError`` or `NumberError`.
  package func usage(
    of requestClass: RequestClass, resolved: ResolvedRequest, billing: BilledCalls,
    feeds: [(input: String, output: String)] = [],
    reading: [(name: String, value: FormulaValue)] = []
  ) throws -> RequestUsage {
    let compiled = try compiled.form(giving: resolved.values.map(\.name))
    var run = RequestRun(compiled)
    for (name, value) in reading {
      if let slot = compiled.slot(of: name) { try run.set(slot, to: value) }
    }
    for value in resolved.values where value.origin == .given {
      if let slot = compiled.slot(of: value.name) { try run.set(slot, to: value.value) }
    }
    var billing = billing
    let isUnknown = offer.isBillingUnknown(of: resolved)
    if isUnknown, let billed = Outcome.allCases.first(where: { offer.billing(of: $0) == .billed }),
      let slot = compiled.slot(of: Outcome.parameterName)
    {
      // Priced as if it were billed, which is the most it can be; none of it is known to be.
      try run.set(slot, to: .choice(billed.rawValue))
      billing = try billing.allUnknown()
    }
    var sums = [ChargeSum](repeating: ChargeSum(), count: offer.charges.count)
    var gaps: [ForecastGap] = []
    var outside = 0
    var points: [[RequestUsage.PointUsage]] = []
    let varying = requestClass.varying
    if varying.isEmpty {
      try feed(feeds, in: &run)
      _ = try run.price()
      try add(&run, times: 1, to: &sums, &points)
    } else {
      let rules = varying.map { drawnValues.rule(for: $0.name) }
      var clipped = [Int](repeating: 0, count: varying.count)
      var refused = 0
      var last: [Rational] = []
      var equalCount = 0
      var isRefused = false
      for point in 0..<Self.pointCount {
        var values: [Rational] = []
        for (index, (_, distribution)) in varying.enumerated() {
          let drawn = distribution.shape.quantile(Lattice.coordinate(point, dimension: index))
          let value = rules[index].nearestLegal(to: drawn)
          if value.isClipped { clipped[index] += 1 }
          values.append(value.number)
        }
        // Points of one dimension ascend, so that many stand next to their equals.
        if values != last {
          try add(&run, times: equalCount, to: &sums, &points)
          for ((name, _), value) in zip(varying, values) {
            if let slot = compiled.slot(of: name) { try run.set(slot, to: .number(value)) }
          }
          try feed(feeds, in: &run)
          isRefused = try run.brokenRequirement() != nil
          _ = try run.price()
          (last, equalCount) = (values, 0)
        }
        equalCount += 1
        if isRefused { refused += 1 }
      }
      try add(&run, times: equalCount, to: &sums, &points)
      for (index, (name, _)) in varying.enumerated() where clipped[index] > 0 {
        outside = max(outside, clipped[index])
        gaps.append(.outsideLegal(name: name, inThousand: Self.inThousand(clipped[index])))
      }
      if refused > 0 {
        outside = max(outside, refused)
        gaps.append(.refusedCombination(inThousand: Self.inThousand(refused)))
      }
    }
    let pointCount = Rational(points.count)
    let mostBilled = try billing.billed + billing.unknown
    func expected(_ sum: Rational, _ calls: Rational) throws -> Rational {
      try (sum / pointCount * calls).kept()
    }
    let charges = try sums.map { sum in
      RequestUsage.ChargeUsage(
        quantity: try expected(sum.quantity, billing.billed),
        // Nothing of an unknown price is nothing.
        cost: billing.billed == .zero
          ? .zero : try sum.cost.map { try expected($0, billing.billed) },
        mostQuantity: try expected(sum.quantity, mostBilled),
        mostCost: mostBilled == .zero
          ? .zero : try sum.cost.map { try expected($0, mostBilled) })
    }
    return RequestUsage(
      charges: charges, unknownShare: billing.unknown, gaps: gaps,
      largestGapPercent: outside * 100 / Self.pointCount,
      // Trials count what is known to be billed.
      points: isUnknown ? points.map { $0.map { _ in .init(quantity: 0, cost: 0) } } : points)
  }

  /// Sets inputs to what came out of the call before.
  private func feed(
    _ feeds: [(input: String, output: String)], in run: inout RequestRun
  ) throws(RequestError) {
    for (input, output) in feeds {
      guard let slot = run.compiled.slot(of: input),
        case .setting(let parameter) = drawnValues.rule(for: input),
        let value = run.number(of: output)
      else { continue }
      try run.set(slot, to: .number(parameter.nearestLegal(to: value.approximation).number))
    }
  }

  private struct ChargeSum {
    var quantity = Rational.zero
    var cost: Rational? = .zero
  }

  private func add(
    _ run: inout RequestRun, times count: Int, to sums: inout [ChargeSum],
    _ points: inout [[RequestUsage.PointUsage]]
  ) throws {
    guard count > 0 else { return }
    var point: [RequestUsage.PointUsage] = []
    let times = Rational(count)
    for index in sums.indices {
      let result = run.usage(ofCharge: index)
      point.append(
        .init(
          quantity: result.quantity?.approximation ?? 0, cost: result.cost?.approximation ?? 0))
      sums[index].quantity = try sums[index].quantity.adding((result.quantity ?? .zero) * times)
      if let cost = result.cost, let sum = sums[index].cost {
        sums[index].cost = try sum.adding(cost * times)
      } else {
        sums[index].cost = nil
      }
    }
    points += Array(repeating: point, count: count)
  }

  private static func inThousand(_ count: Int) -> Int {
    (count * 1000 + pointCount / 2) / pointCount
  }
}

extension Offer {
  /// Whether a request says that it ended in a way of which nobody knows whether it is billed.
  fileprivate func isBillingUnknown(of request: ResolvedRequest) -> Bool {
    guard case .choice(let word)? = request[Outcome.parameterName],
      let outcome = Outcome(rawValue: word)
    else { return false }
    return billing(of: outcome) == .unknown
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
