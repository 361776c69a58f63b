import BillingTypes

/// What sources disagree on, as rules see it.
extension OfferLowering {
  /// Names for what sources disagree on: the first reading where nobody asks for bounds, and for requests that it
  /// does not matter to.
  mutating func addDisputes(
    _ inputs: [RuleInput], _ setting: LoweringSetting
  ) throws(LoweringRefusal) {
    for (dispute, input) in zip(offer.disputes, inputs) {
      var matters = compiler.graph.truth(true)
      if let condition = dispute.condition {
        let (node, certainty) = try compiler.truth(condition)
        matters = compiler.graph.both(certainty.hasValue, node) ?? node
      }
      isUndisputed = compiler.graph.both(isUndisputed, compiler.graph.isNot(matters))
      let first = compiler.graph.number(input.defaultValue ?? 0)
      var node = first
      if let place = inputPlaces[input.name] {
        node = compiler.graph.choice(matters, compiler.graph.input(place), first)
      }
      try bind(input, to: node)
    }
    if let node = isUndisputed, compiler.graph.constant(node) == 1 { isUndisputed = nil }
    if setting.leavesDisputes { isFine = compiler.graph.both(isFine, isUndisputed) }
  }
}
