package import BillingTypes

extension RequestRun {
  /// The number that a parameter, given or by default, has now; nil for what is no number.
  package func number(of name: String) -> Rational? {
    guard let slot = compiled.slot(of: name),
      case .number(let places) = compiled.lowered.inputs[slot].kind
    else { return nil }
    return try? Rational(
      cell(of: slot), over: Int128(decimalPower(places)))
  }

  /// What one charge came to.
  package struct ChargeResult: Sendable {
    package enum State: Sendable { case skipped, known, unknown }

    package let state: State
    /// What was metered; nil when that is not known.
    package let quantity: Rational?
    /// What it costs in the price's unit, after tier, cap, floor and outcome; nil when not known.
    package let cost: Rational?
    /// The cost in money, in picounits; 0 where that is not known.
    package let picounits: Int128
  }

  /// What a charge came to in a request that was priced.
  package mutating func result(ofCharge index: Int) -> ChargeResult {
    runAll()
    let charge = compiled.lowered.charges[index]
    let isKnown = truth(charge.isKnown)
    guard isKnown || truth(charge.isUnknown) else {
      return ChargeResult(state: .skipped, quantity: nil, cost: nil, picounits: 0)
    }
    return ChargeResult(
      state: isKnown ? .known : .unknown,
      quantity: truth(charge.isMetered) ? number(charge.metered) : nil,
      cost: truth(charge.isCosted) ? number(charge.costed) : nil,
      picounits: value(charge.picounits))
  }

  /// What a charge used and cost in its price's unit; cost nil when unknown, both zero where it does not
  /// apply.
  package mutating func usage(ofCharge index: Int) -> (quantity: Rational?, cost: Rational?) {
    let result = result(ofCharge: index)
    if result.state == .skipped { return (.zero, .zero) }
    return (result.quantity, result.cost)
  }

  /// What a charge was billed for: nothing where that is not known.
  ///
  /// - Throws: `NumberError.overflow` for a number that does not fit 128 bits in lowest terms.
  package mutating func billed(
    _ index: Int
  ) throws(NumberError) -> (quantity: Rational, cost: Rational, picounits: Int128) {
    runAll()
    let charge = compiled.lowered.charges[index]
    guard let quantity = number(charge.quantity), let cost = number(charge.cost) else {
      throw .overflow
    }
    return (quantity, cost, value(charge.picounits))
  }

  /// What a derived value came to; nil when that is not known.
  mutating func derived(_ name: String) -> Rational? {
    runAll()
    guard let found = compiled.lowered.derived.first(where: { $0.name == name })?.value,
      found.certainty.isKnown.map({ truth($0) }) ?? true
    else { return nil }
    return number(found)
  }
}
