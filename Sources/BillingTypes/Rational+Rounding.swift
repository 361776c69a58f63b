/// How a number that lies between two whole numbers becomes one of them.
///
/// | value | down | up | halfUp | halfEven |
/// | ---: | ---: | ---: | ---: | ---: |
/// | 2.5 | 2 | 3 | 3 | 2 |
/// | 3.5 | 3 | 4 | 4 | 4 |
/// | -2.5 | -3 | -2 | -2 | -2 |
public enum RoundingRule: Hashable, Sendable {
  /// To the next whole number below (floor).
  case down
  /// To the next whole number above (ceiling).
  case up
  /// To the nearest; a tie goes up, toward positive infinity.
  case halfUp
  /// To the nearest; a tie goes to the even neighbour.
  case halfEven
}

extension Rational {
  /// The whole number that `rule` picks.
  ///
  /// - Throws: ``NumberError/overflow`` when that number does not fit.
  public func rounded(_ rule: RoundingRule) throws(NumberError) -> Int128 {
    if denominator == 1 { return numerator }
    var (floor, remainder) = numerator.quotientAndRemainder(dividingBy: denominator)
    if remainder < 0 {
      floor -= 1
      remainder += denominator  // 0 <= remainder < denominator
    }
    let goesUp: Bool
    switch rule {
    case .down: goesUp = false
    case .up: goesUp = remainder != 0
    case .halfUp: goesUp = remainder >= denominator - remainder
    case .halfEven:
      let rest = denominator - remainder
      goesUp = remainder > rest || (remainder == rest && floor & 1 != 0)
    }
    return goesUp ? floor + 1 : floor
  }

  /// The multiple of `step` that `rule` picks, such as the next multiple of 0.001 above.
  ///
  /// - Throws: ``NumberError/divisionByZero`` for a step of zero.
  public func rounded(
    toMultipleOf step: Rational, _ rule: RoundingRule
  ) throws(NumberError) -> Rational {
    try Rational((self / step).rounded(rule)) * step
  }

  /// The number with `places` decimals that `rule` picks.
  ///
  /// - Throws: ``NumberError/overflow`` when that number does not fit; to the nearest even one, steps
  ///   in between may be larger than fits.
  public func rounded(
    toPlaces places: Int, _ rule: RoundingRule
  ) throws(NumberError) -> Rational {
    if rule == .halfEven {
      let scale = powerOfTen(places)
      guard let count = numerator.scaled(by: scale, over: denominator) else { throw .overflow }
      return try Rational(count, over: scale)
    }
    return try rounded(toMultipleOf: Rational(1, over: powerOfTen(places)), rule)
  }
}

/// Ten to the power of `exponent`, for 0 to 38.
package func powerOfTen(_ exponent: Int) -> Int128 {
  precondition((0...38).contains(exponent), "10^\(exponent) does not fit 128 bits")
  var power: Int128 = 1
  for _ in 0..<exponent { power *= 10 }
  return power
}
