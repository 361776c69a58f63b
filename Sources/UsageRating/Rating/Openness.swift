import BillingTypes
import CostAnalysis
import PricingRules

/// How far the bills of rows may lie below and above their amounts, and why.
struct Openness: Sendable {
  /// How much less the bills may be, in picounits.
  private(set) var below: Int128 = 0
  /// How much more, in picounits; nil where nothing proves a limit.
  private(set) var above: Int128? = 0
  /// What opens them.
  private(set) var reasons: Set<FactCode> = []

  /// Nothing is open.
  init() {}

  /// What is known to be open, in picounits.
  init(below: Int128, above: Int128, reasons: Set<FactCode>) {
    (self.below, self.above, self.reasons) = (below, above, reasons)
  }

  /// What some ranges leave open around an amount.
  ///
  /// - Parameters:
  ///   - picounits: The amount.
  ///   - range: What one call lies between.
  ///   - calls: How many calls there may be.
  /// - Throws: `NumberError/overflow`.
  init(
    _ picounits: Int128, _ range: AmountRange, calls: ClosedRange<Int128>
  ) throws(NumberError) {
    // A range that does not hold the amount is stretched to it.
    below = max(0, try picounits.minus(range.floor.picounits.times(calls.lowerBound)))
    if let most = range.ceiling {
      above = max(0, try most.picounits.times(calls.upperBound).minus(picounits))
    } else {
      above = nil
    }
    reasons = range.reasonCodes(calls: calls)
  }

  /// Adds what other rows leave open.
  ///
  /// - Throws: `NumberError/overflow`.
  mutating func add(_ other: Openness) throws(NumberError) {
    below = try below.plus(other.below)
    if let own = above, let more = other.above { above = try own.plus(more) } else { above = nil }
    reasons.formUnion(other.reasons)
  }

  /// Leaves the most open.
  mutating func lift(_ reason: FactCode) {
    above = nil
    reasons.insert(reason)
  }

  /// What an amount lies between.
  ///
  /// - Throws: `NumberError/overflow`.
  /// - Returns: The range, in the currency of the amount.
  func range(around amount: Money) throws(NumberError) -> RatedRange {
    let floor = Money(picounits: try amount.picounits.minus(below), in: amount.currency)
    var ceiling: Money?
    if let above {
      ceiling = Money(picounits: try amount.picounits.plus(above), in: amount.currency)
    }
    return RatedRange(floor: floor, ceiling: ceiling, reasons: Array(reasons)).inOrder
  }
}

extension AmountRange {
  /// What opens the bill of so many calls.
  func reasonCodes(calls: ClosedRange<Int128>) -> Set<FactCode> {
    Set(reasons.map(\.code)).union(calls.count > 1 ? [.notReported] : [])
  }
}
