import BillingTypes

/// What a charge's quantity costs in the price's own unit: the price model, then what adjusts it.
extension OfferLowering {
  /// Service tier, then the cap, then the floor.
  mutating func adjusted(
    _ listed: GraphNumber, _ charge: Charge
  ) throws(LoweringRefusal) -> GraphNumber {
    var cost = listed
    if case .code(let node, _)? = compiler.names[ServiceTier.parameterName] {
      let plain = cost
      for tier in offer.serviceTiers {
        let code = compiler.graph.number(compiler.codes.code(of: tier.name))
        let multiplied = try compiler.graph.product(
          plain, compiler.graph.value(tier.multiplier))
        cost = try compiler.graph.choice(
          compiler.graph.isEqual(node, code), multiplied, cost)
      }
    }
    if let maximum = charge.maximum {
      cost = try compiler.graph.extreme(cost, compiler.graph.value(maximum), isLeast: true)
    }
    if let minimum = charge.minimum {
      cost = try compiler.graph.extreme(cost, compiler.graph.value(minimum), isLeast: false)
    }
    return cost
  }

  /// Quantity → cost by the price model; not known where an amount is not.
  mutating func listedCost(
    of quantity: GraphNumber, _ index: Int, _ amounts: [Formula?]?
  ) throws(LoweringRefusal) -> GraphNumber {
    let model = offer.charges[index].price.model
    var certainty = Certainty()
    var names: [Formula] = []
    for (step, amount) in (amounts ?? [nil]).enumerated() {
      guard let amount else {
        // What an earlier step lacks comes first.
        var unknown = try compiler.graph.value(.zero)
        unknown.certainty = compiler.graph.after(
          certainty, Certainty(isKnown: compiler.graph.truth(false)))
        return unknown
      }
      var value = try compiler.number(amount)
      certainty = compiler.graph.after(certainty, value.certainty)
      value.certainty = .init()
      names.append(bind("amount of step \(step)", to: value))
    }
    let metered = bind("quantity of the charge", to: quantity)
    var cost = try compiler.number(model.formula(of: metered, amounts: names))
    if let chosen = monthStep(ofCharge: index) {
      for (step, formula) in model.formulasOverMonth(of: metered, amounts: names).enumerated() {
        let isStep = compiler.graph.isEqual(chosen, compiler.graph.number(Int64(step) + 1))
        cost = try compiler.graph.choice(isStep, compiler.number(formula), cost)
      }
    }
    cost.certainty = certainty
    return cost
  }

  /// A name that no card can write, for a value that a price model's formula speaks of.
  private mutating func bind(_ name: String, to value: GraphNumber) -> Formula {
    compiler.names[name] = .number(value)
    return Formula(.name(name))
  }
}
