import BillingTypes

/// How high the charges of an offer get for a range of values for each name.
struct ChargeBounds {
  let offer: Offer
  let day: Day
  let knownAt: Day?
  /// Meters whose value is given rather than estimated.
  let metered: [String: ValueRange]

  /// The most that is metered for a charge, zero where it does not apply.
  func quantity(of charge: Charge, in scope: BoundsScope) throws(BoundsFailure) -> Rational {
    try whereItApplies(charge, in: scope) { () throws(BoundsFailure) in
      try interval(of: charge, in: scope).upperBound
    }
  }

  /// The most that a charge comes to in its price's unit, zero where it does not apply.
  ///
  /// The steps are those of ``CompiledOffer``, in its order.
  func cost(of charge: Charge, in scope: BoundsScope) throws(BoundsFailure) -> Rational {
    let cost = try whereItApplies(charge, in: scope) { () throws(BoundsFailure) in
      let quantity = try interval(of: charge, in: scope)
      var cost: Rational?
      for billing in outcomes(in: scope) {
        let part: Rational
        switch billing.value {
        case .notBilled: part = .zero
        case .billed: part = try adjusted(charge, quantity, in: scope)
        case .unknown:
          guard quantity.upperBound == .zero, charge.price.model.isFreeForNothing else {
            throw .unbounded(
              "\(charge.meter): whether a request that ended as '\(billing.key.rawValue)' is billed is not known"
            )
          }
          part = .zero
        }
        cost = max(cost ?? part, part)
      }
      // A cost below zero is an error, not a price.
      guard let cost, cost >= .zero else { throw .noValue }
      return cost
    }
    if let doubt = charge.doubt, cost > .zero { throw .unbounded("\(charge.meter): \(doubt)") }
    return cost
  }

  /// What `body` gives where the condition holds, and zero where it does not.
  private func whereItApplies(
    _ charge: Charge, in scope: BoundsScope, _ body: () throws(BoundsFailure) -> Rational
  ) throws(BoundsFailure) -> Rational {
    guard let condition = charge.condition else { return try body() }
    let truths = try condition.truths(in: scope)
    guard truths.contains(true) else { return .zero }
    do throws(BoundsFailure) {
      return try body()
    } catch .noValue where truths.contains(false) {
      return .zero
    }
  }

  /// What is metered; less than nothing is an error, not a quantity.
  private func interval(
    of charge: Charge, in scope: BoundsScope
  ) throws(BoundsFailure) -> ClosedRange<Rational> {
    let interval: ClosedRange<Rational>
    if case .number(let given)? = metered[charge.meter],
      !charge.quantity.names.contains(charge.meter)
    {
      interval = given
    } else {
      interval = try charge.quantity.interval(in: scope)
    }
    guard interval.upperBound >= .zero else { throw .noValue }
    return max(interval.lowerBound, .zero)...interval.upperBound
  }

  /// Price model, service tier, cap, floor.
  private func adjusted(
    _ charge: Charge, _ quantity: ClosedRange<Rational>, in scope: BoundsScope
  ) throws(BoundsFailure) -> Rational {
    var cost = Rational.zero
    if quantity.upperBound > .zero || !charge.price.model.isFreeForNothing {
      let amounts = try amounts(of: charge, in: scope)
      do throws(NumberError) {
        cost = try charge.price.model.largestCost(of: quantity, amounts: amounts)
        let factors = try multipliers(in: scope).map { factor throws(NumberError) in
          try cost * factor
        }
        cost = factors.max() ?? cost
      } catch {
        throw .unbounded("\(charge.meter): \(error)")
      }
    }
    if let maximum = charge.maximum { cost = min(cost, maximum) }
    if let minimum = charge.minimum { cost = max(cost, minimum) }
    return cost
  }

  private func amounts(
    of charge: Charge, in scope: BoundsScope
  ) throws(BoundsFailure) -> [ClosedRange<Rational>] {
    guard let dated = charge.price.amounts(on: day, knownAt: knownAt) else {
      throw .unbounded("\(charge.meter): no price is known for \(day)")
    }
    var ranges: [ClosedRange<Rational>] = []
    for amount in dated.amounts {
      guard let amount else {
        throw .unbounded(charge.missing ?? "\(charge.meter): the price is not known")
      }
      do throws(BoundsFailure) {
        ranges.append(try amount.interval(in: scope))
      } catch .unbounded(let reason) {
        throw .unbounded(charge.missing ?? "\(charge.meter): \(reason)")
      }
    }
    return ranges
  }

  private func multipliers(in scope: BoundsScope) -> [Rational] {
    guard case .choice(let names)? = scope.ranges[ServiceTier.parameterName] else { return [.one] }
    return names.map { name in
      offer.serviceTiers.first { $0.name == name }?.multiplier ?? .one
    }
  }

  private func outcomes(in scope: BoundsScope) -> [(key: Outcome, value: OutcomeBilling)] {
    guard case .choice(let words)? = scope.ranges[Outcome.parameterName] else {
      return [(.succeeded, offer.billing(of: .succeeded))]
    }
    return Outcome.allCases.filter { words.contains($0.rawValue) }
      .map { ($0, offer.billing(of: $0)) }
  }
}
