extension Offer {
  /// Whether what a charge bills follows from metered values that are given, rather than from what is asked for.
  ///
  /// A metered value describes a request as a whole, however many calls it takes.
  ///
  /// - Parameters:
  ///   - charge: One of the offer's charges.
  ///   - given: The names that a request gives.
  /// - Returns: Whether its quantity is, or reads, one of the meters among them.
  package func isMetered(_ charge: Charge, given: Set<String>) -> Bool {
    let metered = given.filter { parameter($0) == nil }
    func reads(_ name: String) -> Bool {
      if metered.contains(name) { return true }
      guard let derivation = derivations.first(where: { $0.name == name }) else { return false }
      return derivation.expression.names.contains(where: reads)
    }
    if !hasOwnFormula(charge), metered.contains(charge.meter) { return true }
    return charge.quantity.names.contains(where: reads)
  }
}
