import BillingTypes
public import PricingRules

/// What the bill of rows of a log lies between.
public typealias RatedRange = CodedRange

extension RatedRange {
  /// The same without a limit above.
  package func lifted(_ reason: FactCode) -> RatedRange {
    RatedRange(floor: floor, ceiling: nil, reasons: reasons + [reason]).inOrder
  }

  /// The same with each of its reasons once, in the order of their codes.
  ///
  /// The order of rows says nothing, and what is known to the last digit has no reason.
  package var inOrder: RatedRange {
    RatedRange(
      floor: floor, ceiling: ceiling,
      reasons: isSingle ? [] : Set(reasons).sorted { $0.rawValue < $1.rawValue })
  }
}
