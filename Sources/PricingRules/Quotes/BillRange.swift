public import BillingTypes

/// What an amount can be, given what is known of it, and what opens it.
///
/// It may be too wide and is never too narrow. Floor and ceiling are equal when everything is known.
public struct BillRange<Reason: CodedFact & Hashable>: Hashable, Sendable {
  /// The least: what is known to be charged, with estimates at their low ends.
  public let floor: Money
  /// The most: all billed whose billing nobody knows, with estimates at their high ends; nil where nothing
  /// proves one.
  public let ceiling: Money?
  /// What opens the range, each once; empty when floor and ceiling are equal.
  public let reasons: [Reason]
  /// Whether floor and ceiling are reached by a request, as far as estimates allow.
  public let isExact: Bool

  /// Creates a range.
  public init(floor: Money, ceiling: Money?, reasons: [Reason], isExact: Bool = true) {
    self.floor = floor
    self.ceiling = ceiling
    self.reasons = reasons
    self.isExact = isExact
  }

  /// The range of an amount that nothing leaves open.
  public init(_ amount: Money) { self.init(floor: amount, ceiling: amount, reasons: []) }

  /// Whether the bill is known to the last digit.
  public var isSingle: Bool { ceiling == floor }

  /// How much of an amount with this range is known; the one place that finds the word.
  ///
  /// - Parameter hasAmount: Whether there is a figure to speak of, which is then in the range.
  /// - Returns: Complete where the bill is known to the last digit, unknown where there is neither a figure nor a
  ///   ceiling.
  public func completeness(hasAmount: Bool) -> Completeness {
    isSingle ? .complete : hasAmount || ceiling != nil ? .partial : .unknown
  }

  /// The range of several things together: floors and ceilings add up, and so does what opens them.
  ///
  /// - Throws: `MoneyError` for amounts that do not fit.
  package static func sum(
    _ ranges: [BillRange], in currency: Currency
  ) throws(MoneyError) -> BillRange {
    var floor = Money.zero(in: currency)
    var ceiling: Money? = floor
    for range in ranges {
      floor = try floor + range.floor
      guard let most = ceiling, let other = range.ceiling else {
        ceiling = nil
        continue
      }
      ceiling = try most + other
    }
    return BillRange(
      floor: floor, ceiling: ceiling, reasons: ranges.flatMap(\.reasons).uniqued(),
      isExact: ranges.allSatisfy(\.isExact))
  }

  /// The range of several such requests.
  ///
  /// - Throws: `MoneyError` for amounts that do not fit.
  public func times(_ count: Rational) throws(MoneyError) -> BillRange {
    var most: Money?
    if let ceiling { most = try ceiling.times(count) }
    return BillRange(
      floor: try floor.times(count), ceiling: most, reasons: reasons, isExact: isExact)
  }
}

/// A range whose reasons are codes: of many requests together, whose reasons are no longer told apart.
public typealias CodedRange = BillRange<FactCode>
