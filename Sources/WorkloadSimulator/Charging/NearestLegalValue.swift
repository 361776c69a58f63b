package import BillingTypes
package import PricingRules

extension Parameter {
  /// The legal number for a drawn one.
  ///
  /// A list of numbers (clip lengths) is snapped up, because a shorter clip would not do; a range
  /// takes the nearest step. What lies outside, by more than half a step, is clipped to the end.
  package func nearestLegal(to drawn: Double) -> (number: Rational, isClipped: Bool) {
    guard case (.number(let lowest), .number(let highest)) = extremes else {
      return (.zero, true)
    }
    switch domain {
    case .integer(let lower, _, let step):
      let (first, width) = (Rational(lower).approximation, Rational(step).approximation)
      let half = 0.5 * width
      if drawn > highest.approximation + half { return (highest, true) }
      if drawn < lowest.approximation - half { return (lowest, true) }
      let steps = ((drawn - first) / width).rounded()
      let number = Rational(lower + (Int128(wholePartOf: max(0, steps)) ?? 0) * step)
      return (min(number, highest), false)
    case .numbers:
      if drawn > highest.approximation { return (highest, true) }
      let number = Rational(nearest: max(drawn, 0), places: 6)
      return (snappedUp(number) ?? highest, false)
    default:
      if drawn > highest.approximation { return (highest, true) }
      if drawn < lowest.approximation { return (lowest, true) }
      return (min(max(Rational(nearest: drawn, places: 3), lowest), highest), false)
    }
  }
}

extension TranslationRule {
  /// The legal number for one drawn for a name with this rule: what the offer has no setting for, a
  /// meter for one, takes any number that is not negative.
  func nearestLegal(to drawn: Double) -> (number: Rational, isClipped: Bool) {
    if case .setting(let parameter) = self { return parameter.nearestLegal(to: drawn) }
    return (Rational(nearest: max(drawn, 0), places: 3), drawn < 0)
  }
}

extension Offer {
  /// How values that are drawn for the offer become legal.
  var drawnValues: OfferTranslation { OfferTranslation(to: self, vocabulary: .empty) }
}
