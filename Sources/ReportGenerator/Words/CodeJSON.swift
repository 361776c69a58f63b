import PricingRules

extension JSONText {
  /// The codes of facts, in their order.
  static func codes(_ facts: some Sequence<any CodedFact>) -> JSONText {
    .array(facts.map { .string($0.code.rawValue) })
  }
}
