public import BillingTypes
public import PricingRules

/// What the bill of rows of a log lies between.
public struct RatedRange: Hashable, Sendable {
  /// The least.
  public let floor: Money
  /// The most; nil where nothing proves one.
  public let ceiling: Money?
  /// What opens it, sorted; empty where floor and ceiling are equal.
  public let reasons: [FactCode]

  /// Creates a range.
  ///
  /// - Parameters:
  ///   - floor: The least.
  ///   - ceiling: The most; nil where nothing proves one.
  ///   - reasons: What may open it, in any order; left out where nothing is open.
  package init(floor: Money, ceiling: Money?, reasons: some Sequence<FactCode>) {
    self.floor = floor
    self.ceiling = ceiling
    self.reasons = floor == ceiling ? [] : Set(reasons).sorted { $0.rawValue < $1.rawValue }
  }

  /// The range of an amount that nothing leaves open.
  package init(_ amount: Money) { self.init(floor: amount, ceiling: amount, reasons: []) }

  /// Whether the bill is known to the last digit.
  public var isSingle: Bool { floor == ceiling }

  /// The range of several together.
  ///
  /// - Throws: `MoneyError` for amounts that do not fit.
  package static func sum(
    _ ranges: [RatedRange], in currency: Currency
  ) throws(MoneyError) -> RatedRange {
    var floor = Money.zero(in: currency)
    var ceiling: Money? = floor
    for range in ranges {
      floor = try floor + range.floor
      if let own = ceiling, let other = range.ceiling {
        ceiling = try own + other
      } else {
        ceiling = nil
      }
    }
    return RatedRange(floor: floor, ceiling: ceiling, reasons: ranges.flatMap(\.reasons))
  }

  /// The same without a limit above.
  package func lifted(_ reason: FactCode) -> RatedRange {
    RatedRange(floor: floor, ceiling: nil, reasons: reasons + [reason])
  }
}
