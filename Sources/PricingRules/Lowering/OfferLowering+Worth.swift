import BillingTypes

/// What one of a price's unit is in money.
extension OfferLowering {
  /// The worth of a charge's credit, or one for a price in money; nil for a credit whose worth is not known.
  ///
  /// Where sources disagree on a plan, an input that no request can give says which of them is right.
  mutating func rate(
    of charge: Charge, _ worth: [CreditID: Rational]
  ) throws(LoweringRefusal) -> GraphNumber? {
    guard case .credit(let id) = charge.price.unit else { return try compiler.graph.value(.one) }
    guard let listed = worth[id] else { return nil }
    var rate = try compiler.graph.value(listed)
    guard let place = inputPlaces[RuleInput.worthName(of: id)] else { return rate }
    for (index, other) in (otherWorths[id] ?? []).enumerated() {
      let isChosen = compiler.graph.isEqual(
        compiler.graph.input(place), compiler.graph.number(Int64(index) + 1))
      rate = try compiler.graph.choice(isChosen, compiler.graph.value(other), rate)
    }
    return rate
  }
}
