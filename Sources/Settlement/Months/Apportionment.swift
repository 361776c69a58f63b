package import BillingTypes

/// Splits an amount in proportion to weights so that the parts add up to it exactly.
///
/// Each part is the difference of two rounded running totals; no part is off by more than a
/// picounit.
package func apportion(
  _ total: Money, by weights: [Rational]
) throws -> [Money] {
  var sum = Rational.zero
  for weight in weights { sum = try sum + weight }
  guard sum > .zero else { return weights.map { _ in .zero(in: total.currency) } }
  var running = Rational.zero
  var before = Money.zero(in: total.currency)
  return try weights.map { weight in
    running = try running + weight
    let now = try total.times(running / sum)
    defer { before = now }
    return try now - before
  }
}
