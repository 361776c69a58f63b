package import BillingTypes
package import PricingRules

/// What one request of a class is expected to use and cost, charge by charge.
package struct RequestUsage: Sendable {
  /// One entry per charge of the offer, in the card's order.
  package let charges: [ChargeUsage]
  /// The share of requests whose billing nobody knows: they fail or are stopped, and the card says
  /// neither billed nor free.
  package let unknownShare: Rational
  /// The shares of requests that are outside what the offer serves.
  package let outside: [Outside: Rational]
  /// What single calls use and cost when they are billed: each distinct use with its share of the calls, one entry
  /// per charge, in the price's unit, unknown costs as nothing.
  package let points: [CallPoint]
  /// By charge: the standard error of the mean cost of a call, from the points at which it was computed; 0 where it is
  /// an exact sum.
  package let errors: [Double]

  /// A distinct use of single calls.
  package struct CallPoint: Sendable {
    /// Its share of the calls, above 0.
    package let share: Double
    /// One entry per charge.
    package let uses: [PointUsage]
  }

  /// How a request can be outside what an offer serves.
  package enum Outside: Hashable, Sendable {
    /// It asks for a value of a parameter outside what is legal.
    case value(of: String)
    /// It combines values that the offer refuses.
    case combination

    /// Sorts values by name, and combinations behind them.
    var order: String {
      switch self {
      case .value(let name): "0 \(name)"
      case .combination: "1"
      }
    }

    /// What a share of requests leaves open.
    ///
    /// - Parameter share: From 0 to 1.
    /// - Returns: The gap, with the share in thousandths.
    func gap(_ share: Rational) -> ForecastGap {
      let inThousand = Int((share.approximation * 1000).rounded())
      return switch self {
      case .value(let name): .outsideLegal(name: name, inThousand: inThousand)
      case .combination: .refusedCombination(inThousand: inThousand)
      }
    }
  }

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

/// Computes expected usage: for fixed requests, and over what varying ones come to (``CallIntegration``).
package struct RequestUsageModel {
  let offer: Offer
  let compiled: CompiledOffer
  private let drawnValues: OfferTranslation
  private let tolerance: Double

  /// Creates a model of an offer on a day.
  ///
  /// - Parameters:
  ///   - compiled: The offer.
  ///   - tolerance: The error of a mean over calls, as a part of it, that is small enough.
  package init(_ compiled: CompiledOffer, tolerance: Double) {
    self.tolerance = tolerance
    offer = compiled.offer
    drawnValues = compiled.offer.drawnValues
    self.compiled = compiled
  }

  /// The expected usage of one request of a class.
  ///
  /// - Parameters:
  ///   - requestClass: What is asked for; its fixed values are legal.
  ///   - feature: Who asks, and may know what is billed.
  ///   - resolved: The fixed values, resolved by the offer.
  ///   - billing: How many calls of one request are billed, and how many nobody knows of.
  ///   - feeds: Parameters that take the value of another, for calls whose input is the output of
  ///     the call before.
  ///   - reading: What sources disagree on, by name, as one of them has it.
  /// - Returns: Quantities and costs per request sent.
  /// - Throws: ``PricingError`` or `NumberError`.
  package func usage(
    of requestClass: RequestClass, by feature: Feature, resolved: ResolvedRequest,
    billing: BilledCalls,
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
    let stated = resolved.statedOutcome
    let isUnknown = stated.map { feature.billing(of: $0, by: offer) == .unknown } ?? false
    let isOverruled = stated.map { feature.billing[$0] == .billed } ?? false
    let isFree = stated.map { feature.billing[$0] == .notBilled } ?? false
    if isFree { billing = billing.noneBilled() }
    if isUnknown || isOverruled,
      let billed = Outcome.allCases.first(where: { offer.billing(of: $0) == .billed }),
      let slot = compiled.slot(of: Outcome.parameterName)
    {
      // Priced as if it were billed, which is the most it can be; none of it is known to be.
      try run.set(slot, to: .choice(billed.rawValue))
      if isUnknown { billing = try billing.allUnknown() }
    }
    let varying = requestClass.varying
    let found = try CallIntegration(
      varying, rules: varying.map { drawnValues.rule(for: $0.name) },
      units: offer.charges.map(\.price.unit), tolerance: tolerance
    ) { run throws(RequestError) in
      try feed(feeds, in: &run)
    }.rows(run)
    let mostBilled = try billing.billed + billing.unknown
    let charges = try offer.charges.indices.map { index in
      let (quantity, cost) = try mean(of: index, found.rows)
      return RequestUsage.ChargeUsage(
        quantity: try (quantity * billing.billed).kept(),
        // Nothing of an unknown price is nothing.
        cost: billing.billed == .zero ? .zero : try cost.map { try ($0 * billing.billed).kept() },
        mostQuantity: try (quantity * mostBilled).kept(),
        mostCost: mostBilled == .zero ? .zero : try cost.map { try ($0 * mostBilled).kept() })
    }
    return RequestUsage(
      charges: charges, unknownShare: try billing.unknownShare(), outside: found.outside,
      points: found.rows.map { row in
        // Trials count what is known to be billed.
        RequestUsage.CallPoint(
          share: row.share.approximation,
          uses: row.uses.map { use in
            isUnknown || isFree
              ? .init(quantity: 0, cost: 0)
              : .init(
                quantity: use.quantity?.approximation ?? 0, cost: use.cost?.approximation ?? 0)
          })
      },
      errors: found.errors.map { $0 * billing.billed.approximation })
  }

  /// The mean use of a charge over calls; the cost is nil where that of one is not known.
  private func mean(
    of charge: Int, _ rows: [CallRows.Row]
  ) throws -> (quantity: Rational, cost: Rational?) {
    var (quantity, cost) = (WeightedSum(), WeightedSum())
    for row in rows {
      try quantity.add(row.uses[charge].quantity ?? .zero, row)
      try cost.add(row.uses[charge].cost ?? .zero, row)
    }
    let isKnown = rows.allSatisfy { $0.uses[charge].cost != nil }
    return (try quantity.mean(), isKnown ? try cost.mean() : nil)
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
}

extension ResolvedRequest {
  /// How a request says that it ended; nil where it says nothing.
  fileprivate var statedOutcome: Outcome? {
    guard case .choice(let word)? = self[Outcome.parameterName] else { return nil }
    return Outcome(rawValue: word)
  }
}

extension Rational {
  /// The number itself while its denominator leaves room for more arithmetic, else the nearest with
  /// eighteen decimals.
  package func kept() throws(NumberError) -> Rational {
    denominator < powerOfTen(20) ? self : try withEighteenDecimals()
  }

  /// The product while its denominator leaves room for more, else the nearest with eighteen decimals.
  func timesKept(_ other: Rational) throws(NumberError) -> Rational {
    if let part = try? self * other, part.denominator < powerOfTen(20) { return part }
    let whole = try withEighteenDecimals()
    guard
      let count = whole.numerator.scaled(
        by: other.numerator, over: other.denominator),
      let part = try? Rational(count, over: whole.denominator)
    else { throw .overflow }
    return part
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
