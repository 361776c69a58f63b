import BillingTypes
import PricingRules

extension Parameter {
  /// The legal number for a drawn one.
  ///
  /// A list of numbers (clip lengths) is snapped up, because a shorter clip would not do; a range
  /// takes the nearest step. What lies outside the legal values is clipped to them.
  func nearestLegal(to drawn: Double) -> (number: Rational, isClipped: Bool) {
    guard case (.number(let lowest), .number(let highest)) = extremes else {
      return (.zero, true)
    }
    if drawn > highest.approximation { return (highest, true) }
    switch domain {
    case .integer(let lower, _, let step):
      if drawn < lowest.approximation - 0.5 * Double(step) { return (lowest, true) }
      let steps = ((drawn - Double(lower)) / Double(step)).rounded()
      let number = Rational(lower + Int128(max(0, steps)) * step)
      return (min(number, highest), false)
    case .numbers:
      let number = Rational(nearest: max(drawn, 0), places: 6)
      return (snappedUp(number) ?? highest, false)
    default:
      if drawn < lowest.approximation { return (lowest, true) }
      return (min(max(Rational(nearest: drawn, places: 3), lowest), highest), false)
    }
  }
}
