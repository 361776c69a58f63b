import BillingTypes

/// One charge: condition, quantity, outcome, price, tier, cap, floor, money.
///
/// The order in which a charge is computed is here and nowhere else:
///
/// ```
/// condition   does the charge apply
/// quantity    what is metered, given or estimated
/// price       quantity → cost, by the price model
/// adjust      service tier, then the cap, then the floor
/// outcome     billed, not billed, or nobody knows
/// money       credits → money, rounded once, half to even, to a picounit
/// ```
extension OfferLowering {
  mutating func charge(
    _ index: Int, amounts: [Formula?]?, rate: GraphNumber?, isOpen: Bool
  ) throws(LoweringRefusal) -> LoweredCharge {
    let charge = offer.charges[index]
    let always = compiler.graph.truth(true)
    var applies = always
    // Unknown for any of these reasons.
    var isKnown = always
    // What follows is only computed under this.
    var isReached: Int? = nil
    if let condition = charge.condition {
      let (node, certainty) = try compiler.truth(condition)
      demand(certainty.hasValue, .condition(charge: index))
      isKnown = certainty.isKnown ?? always
      applies = compiler.graph.either(compiler.graph.isNot(isKnown), node)
      isReached = compiler.graph.both(isKnown, node)
    }
    var quantity = try self.quantity(of: charge)
    demand(whenReached(isReached, certainty: quantity.certainty), .quantity(charge: index))
    isReached = compiler.graph.both(isReached, quantity.certainty.isKnown)
    isKnown = compiler.graph.both(isKnown, quantity.certainty.isKnown ?? always)
    quantity.certainty = .init()
    let isMetered = isReached ?? always
    let zero = compiler.graph.number(0)
    let isNegative = compiler.graph.isLess(quantity.numerator, zero)
    demand(
      implies(isReached, compiler.graph.isNot(isNegative)), .quantityIsNotNegative(charge: index))
    quantity.numerator = compiler.graph.greatest(quantity.numerator, zero)
    let isZero = compiler.graph.isEqual(quantity.numerator, zero)
    let isFree =
      charge.price.model.isFreeForNothing ? isZero : compiler.graph.truth(false)

    let outcome = billing()
    isReached = compiler.graph.both(isReached, outcome.isBilled)
    var cost = try listedCost(of: quantity, index, amounts)
    let priceHasValue = cost.certainty.hasValue
    // Nothing of a price is nothing, and is not computed.
    let isPriced =
      charge.price.model.isFreeForNothing && priceHasValue != nil
      ? compiler.graph.both(isReached, compiler.graph.isNot(isZero)) : isReached
    demand(whenReached(isPriced, certainty: cost.certainty), .price(charge: index))
    var costIsKnown = cost.certainty.isKnown ?? always
    // Nothing of an unknown price is nothing.
    costIsKnown = compiler.graph.either(costIsKnown, isFree)
    cost.certainty = .init()
    cost = try adjusted(cost, charge)
    let costs = compiler.graph.isLess(cost.numerator, zero)
    demand(
      implies(compiler.graph.both(isReached, costIsKnown), compiler.graph.isNot(costs)),
      .priceIsNotNegative(charge: index))
    cost.numerator = compiler.graph.greatest(cost.numerator, zero)
    let isNothing = compiler.graph.isEqual(cost.numerator, zero)
    let isCosted = costIsKnown
    // No credits are no money, whatever one is worth.
    if rate == nil { costIsKnown = compiler.graph.both(costIsKnown, isNothing) }

    // Billed: as the price says. Not billed: known, and nothing. Unknown: nothing of nothing only.
    let billedKnown = compiler.graph.both(outcome.isBilled, costIsKnown)
    let freeKnown = compiler.graph.either(
      outcome.isFree, compiler.graph.both(compiler.graph.isNot(outcome.isBilled), isFree))
    let quantityIsKnown = isKnown
    isKnown = compiler.graph.both(isKnown, compiler.graph.either(billedKnown, freeKnown))
    // What is billed and known: that nothing of an unknown price is free says nothing here.
    let isCharged = compiler.graph.both(
      applies, compiler.graph.both(quantityIsKnown, billedKnown))
    let unit = try compiler.graph.value(.one)
    let money = try compiler.graph.product(cost, rate ?? unit)
    let picounits = try compiler.graph.rounded(
      compiler.graph.product(
        money, compiler.graph.value(Rational(Money.picounitsPerUnit))), .halfEven
    ).numerator
    func kept(_ value: GraphNumber, where truth: Int) -> GraphNumber {
      var value = value
      value.numerator = compiler.graph.choice(truth, value.numerator, zero)
      return value
    }
    let charged = compiler.graph.choice(isCharged, picounits, zero)
    var bounds: LoweredBounds?
    if givesBounds {
      let isKnownIfBilled = compiler.graph.both(
        quantityIsKnown,
        compiler.graph.both(costIsKnown, priceHasValue.map { compiler.graph.either(isZero, $0) })
          ?? always)
      bounds = self.bounds(
        charged: charged, applies, isKnownIfBilled: isKnownIfBilled, picounits, outcome,
        isFloor: charge.doubt != nil, isOpen: isOpen)
    }
    return LoweredCharge(
      picounits: charged,
      isKnown: compiler.graph.both(applies, isKnown),
      isUnknown: compiler.graph.both(applies, compiler.graph.isNot(isKnown)),
      quantity: kept(quantity, where: isCharged), cost: kept(cost, where: isCharged),
      metered: quantity, isMetered: isMetered,
      costed: givesBounds ? kept(cost, where: outcome.isBilled) : cost,
      isCosted: givesBounds
        ? compiler.graph.both(
          isMetered,
          compiler.graph.either(compiler.graph.both(outcome.isBilled, isCosted), freeKnown))
        : isCosted,
      bounds: bounds)
  }

  /// How low and how high the charge gets: as if an outcome that nobody knows of were billed.
  ///
  /// `isFloor` says that what it comes to may be far too low, `isOpen` that it has no evidence at all.
  private mutating func bounds(
    charged: Int, _ applies: Int, isKnownIfBilled: Int, _ picounits: Int,
    _ outcome: (isBilled: Int, isFree: Int), isFloor: Bool, isOpen: Bool
  ) -> LoweredBounds {
    let zero = compiler.graph.number(0)
    let mayBeBilled = compiler.graph.both(applies, compiler.graph.isNot(outcome.isFree))
    let most = compiler.graph.choice(
      compiler.graph.both(mayBeBilled, isKnownIfBilled), picounits, zero)
    var isUnlimited = compiler.graph.both(mayBeBilled, compiler.graph.isNot(isKnownIfBilled))
    if isFloor || isOpen {
      isUnlimited = compiler.graph.either(isUnlimited, compiler.graph.isLess(zero, most))
    }
    return LoweredBounds(
      least: isOpen ? zero : charged, most: most, isUnlimited: isUnlimited)
  }

  private mutating func implies(_ condition: Int?, _ truth: Int) -> Int {
    condition.map { compiler.graph.either(compiler.graph.isNot($0), truth) } ?? truth
  }

  private mutating func whenReached(_ isReached: Int?, certainty: Certainty) -> Int? {
    certainty.hasValue.map { implies(isReached, $0) }
  }

  /// Truth values: an outcome that is billed, and one that is certainly not.
  private mutating func billing() -> (isBilled: Int, isFree: Int) {
    guard case .code(let node, _)? = compiler.names[Outcome.parameterName] else {
      return (compiler.graph.truth(true), compiler.graph.truth(false))
    }
    var isBilled = compiler.graph.truth(false)
    var isFree = isBilled
    for outcome in Outcome.allCases {
      let code = compiler.graph.number(compiler.codes.code(of: outcome.rawValue))
      let holds = compiler.graph.isEqual(node, code)
      switch offer.billing(of: outcome) {
      case .billed: isBilled = compiler.graph.either(isBilled, holds)
      case .notBilled: isFree = compiler.graph.either(isFree, holds)
      case .unknown: break
      }
    }
    return (isBilled, isFree)
  }
}
