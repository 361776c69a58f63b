public import BillingTypes

/// What the bill of a request can be, given what was said of it.
public typealias AmountRange = BillRange<RangeReason>

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
