import BillingTypes
import PricingRules

extension Quote {
  /// What several such calls come to together, when they serve one request.
  ///
  /// What is metered describes the whole request and counts once; what is estimated counts for each call.
  ///
  /// - Parameters:
  ///   - calls: How many calls, at least 1.
  ///   - offer: The offer that was quoted.
  ///   - given: The names that the request gives.
  /// - Throws: `MoneyError` for amounts that do not fit.
  /// - Returns: The amount, nil where the quote has none, and its range.
  func times(
    _ calls: Int, _ offer: Offer, given: Set<String>
  ) throws(MoneyError) -> (amount: Money?, range: AmountRange) {
    let metered = Set(offer.charges.filter { offer.isMetered($0, given: given) }.map(\.meter))
    let times = Rational(calls)
    guard calls > 1, lines.contains(where: { metered.contains($0.meter) }) else {
      return (try amount?.times(times), try range.times(times))
    }
    var sum = Money.zero(in: currency)
    var ranges: [AmountRange] = []
    for line in lines {
      let times = metered.contains(line.meter) ? .one : times
      if let amount = line.amount { sum = try sum + amount.times(times) }
      ranges.append(try line.range.times(times))
    }
    return (amount == nil ? nil : sum, try AmountRange.sum(ranges, in: currency))
  }
}
