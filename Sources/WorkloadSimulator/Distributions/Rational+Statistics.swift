public import BillingTypes

extension Rational {
  /// The number with `places` decimals nearest to a statistic; for estimates, never for prices.
  package init(nearest value: Double, places: Int) {
    precondition(value.isFinite, "a statistic must be finite, was \(value)")
    let scale = powerOfTen(places)
    let scaled = (value * Rational(scale).approximation).rounded(.toNearestOrEven)
    guard let whole = Int128(wholePartOf: scaled), let number = try? Rational(whole, over: scale)
    else {
      self = Rational(Int128(value.rounded()))
      return
    }
    self = number
  }

  /// A statistic for showing: with six decimals below 1, else with four.
  ///
  /// Trials count money in steps of about a millionth (`FastRounding`), and sums of many would show digits
  /// that nobody meant, as in 105.210001.
  public init(statistic value: Double) {
    self.init(nearest: value, places: abs(value) < 1 ? 6 : 4)
  }
}

extension Int128 {
  /// The whole part of a statistic; nil where it does not fit.
  ///
  /// The standard library converts 128 bits one by one; a machine word comes out the same at once.
  init?(wholePartOf value: Double) {
    if abs(value) < 0x1p62 {
      self.init(Int64(value))
    } else {
      self.init(exactly: value.rounded(.towardZero))
    }
  }
}
