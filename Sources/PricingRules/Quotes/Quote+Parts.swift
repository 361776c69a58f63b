package import BillingTypes

extension Quote {
  /// The amount of the lines of some meters, or of the whole; nil when any of it is unknown.
  package func amount(of parts: [String]?) -> Money? {
    guard let parts else { return pricing == .complete ? amount : nil }
    var sum = Money.zero(in: currency)
    for part in parts {
      let matching = lines.filter { $0.meter == part }
      for line in matching {
        guard let amount = line.amount, let total = try? sum + amount else { return nil }
        sum = total
      }
    }
    return sum
  }

  /// What was metered: the sum over the lines of a meter, or the estimate of one that has no line.
  package func quantity(of meter: String) -> Rational? {
    let matching = lines.filter { $0.meter == meter }
    if matching.isEmpty {
      guard case .number(let number)? = request[meter] else { return nil }
      return number
    }
    var sum = Rational.zero
    for line in matching {
      guard let quantity = line.quantity, let total = try? sum + quantity else { return nil }
      sum = total
    }
    return sum
  }
}
