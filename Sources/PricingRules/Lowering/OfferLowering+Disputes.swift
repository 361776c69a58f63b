import BillingTypes

/// What sources disagree on, as rules see it.
extension OfferLowering {
  /// Names for what sources disagree on: the first reading where it is no input, and for requests that it does not
  /// matter to.
  mutating func addDisputes(
    _ inputs: [RuleInput], _ setting: LoweringSetting
  ) throws(LoweringRefusal) {
    for (dispute, input) in zip(offer.disputes, inputs) {
      var matters = compiler.graph.truth(true)
      if let condition = dispute.condition {
        let (node, certainty) = try compiler.truth(condition)
        matters = compiler.graph.both(certainty.hasValue, node) ?? node
      }
      self.matters.append(matters)
      isUndisputed = compiler.graph.both(isUndisputed, compiler.graph.isNot(matters))
      let first = compiler.graph.number(
        dispute.readings.first.flatMap { input.cell(of: $0, codes) } ?? 0)
      var reading = inputPlaces[input.name].map { compiler.graph.input($0) } ?? first
      if let value = setting.defaults[input.name], let cell = input.cell(of: value, codes) {
        reading = compiler.graph.number(cell)
      }
      try bind(input, to: compiler.graph.choice(matters, reading, first))
    }
    if let node = isUndisputed, compiler.graph.constant(node) == 1 { isUndisputed = nil }
  }
}
