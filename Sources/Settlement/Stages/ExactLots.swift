import BillingTypes

/// Lots in exact numbers.
struct ExactLots: Lots {
  let ring: LotRing
  private var left: [Rational]

  /// No log and no forecast is longer than a century.
  private static let horizon = 1200

  init(monthsKept: Int?) {
    ring = LotRing(monthsKept: monthsKept, horizon: Self.horizon)
    left = Array(repeating: .zero, count: ring.count)
  }

  subscript(place: Int) -> Rational {
    get { left[place] }
    set { left[place] = newValue }
  }
}
