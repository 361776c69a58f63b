public import BillingTypes

/// What the bill of a request can be, given what was said of it.
///
/// It may be too wide and is never too narrow. Floor and ceiling are equal when everything is known.
public struct AmountRange: Hashable, Sendable {
  /// The least: what is known to be charged.
  public let floor: Money
  /// The most; nil where nothing proves one.
  public let ceiling: Money?
  /// What opens the range, in the order of the card; empty when floor and ceiling are equal.
  public let reasons: [RangeReason]
  /// Whether floor and ceiling are reached by a request, as far as estimates allow.
  public let isExact: Bool

  /// Creates a range.
  public init(floor: Money, ceiling: Money?, reasons: [RangeReason], isExact: Bool = true) {
    self.floor = floor
    self.ceiling = ceiling
    self.reasons = reasons
    self.isExact = isExact
  }

  /// Whether the bill is known to the last digit.
  public var isSingle: Bool { ceiling == floor }

  /// How much of an amount with this range is known.
  ///
  /// - Parameter pricing: Whether everything that is charged has a price.
  /// - Returns: Complete where the bill is known to the last digit.
  package func completeness(_ pricing: Completeness) -> Completeness {
    Completeness(hasAmount: pricing != .unknown, floor: floor, ceiling: ceiling)
  }

  /// The range of several things together: floors and ceilings add up, and so does what opens them.
  ///
  /// - Throws: `MoneyError` for amounts that do not fit.
  package static func sum(
    _ ranges: [AmountRange], in currency: Currency
  ) throws(MoneyError) -> AmountRange {
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
    return AmountRange(
      floor: floor, ceiling: ceiling, reasons: ranges.flatMap(\.reasons).uniqued(),
      isExact: ranges.allSatisfy(\.isExact))
  }

  /// The range of several such requests.
  ///
  /// - Throws: `MoneyError` for amounts that do not fit.
  public func times(_ count: Rational) throws(MoneyError) -> AmountRange {
    var most: Money?
    if let ceiling { most = try ceiling.times(count) }
    return AmountRange(
      floor: try floor.times(count), ceiling: most, reasons: reasons, isExact: isExact)
  }
}

/// Why a bill is not known to the last digit.
public enum RangeReason: Hashable, Sendable {
  /// Whether a request that ended so is billed is not known.
  case outcomeUnknown(meter: String, Outcome)
  /// The value of a parameter was not reported; any legal value is possible.
  case notReported(String)
  /// How much is metered is not known and cannot be estimated.
  case quantityUnknown(meter: String)
  /// Sources disagree about the price or its unit.
  case sourcesDisagree(meter: String)
  /// Sources tell something that the charge depends on in several ways, in the card's words.
  case readingsDiffer(meter: String, says: String)
  /// Sources tell in several ways how many of the credits a plan includes.
  case worthDiffers(meter: String, credit: CreditID)
  /// The quantity is an estimate that real bills were seen to differ from.
  case estimateSpread(meter: String)
  /// Nobody found the price.
  case priceUnknown(meter: String)
  /// What one of the credits costs is not known.
  case creditWorthUnknown(meter: String, credit: CreditID)
  /// The day is before the first price that is known.
  case beforeEvidence(meter: String, Day, first: Day?)
  /// The price depends on what else the month uses.
  case monthSteps(meter: String)
}

extension RangeReason: CodedFact {
  /// What is not known, for programs.
  public var code: FactCode {
    switch self {
    case .outcomeUnknown: .outcomeUnknown
    case .notReported, .quantityUnknown: .notReported
    case .sourcesDisagree, .readingsDiffer, .worthDiffers: .sourcesDisagree
    case .estimateSpread: .estimateSpread
    case .priceUnknown, .creditWorthUnknown: .priceUnknown
    case .beforeEvidence: .beforeEvidence
    case .monthSteps: .monthSteps
    }
  }
}

extension RangeReason {
  /// Whether it may leave a range without a ceiling.
  public var leavesNoCeiling: Bool {
    switch self {
    case .quantityUnknown, .sourcesDisagree, .priceUnknown, .creditWorthUnknown, .beforeEvidence:
      true
    case .outcomeUnknown, .notReported, .readingsDiffer, .worthDiffers, .estimateSpread,
      .monthSteps:
      false
    }
  }
}

/// Something that is charged and not known, with what the card says of it.
public struct OpenAmount: Hashable, Sendable {
  /// What is not known.
  public let reason: RangeReason
  /// The card's own words; nil where it has none.
  public let said: String?

  /// Creates a gap.
  public init(_ reason: RangeReason, said: String? = nil) {
    self.reason = reason
    self.said = said
  }
}
