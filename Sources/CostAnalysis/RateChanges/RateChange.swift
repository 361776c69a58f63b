public import BillingTypes
public import PricingRules

/// Why a change is not to be believed unread.
public enum RateDoubt: String, Hashable, Sendable, CaseIterable {
  /// It is by more than a factor of three.
  case largeFactor = "large_factor"
  /// It becomes zero.
  case becomesZero = "becomes_zero"
  /// It is in another currency.
  case otherCurrency = "other_currency"
  /// Five or more figures of a provider become zero or unknown at once.
  case severalCleared = "several_cleared"
}

/// One figure that is not the same before and after.
public struct RateChange: Sendable {
  /// What has the figure.
  public let thing: RateThing
  /// What the figure is.
  public let subject: RateSubject
  /// What it was; nil where there was none.
  public let before: RateValue?
  /// What it is; nil where there is none.
  public let after: RateValue?
  /// After over before; nil where one of them is no number above zero, or in something else.
  public let factor: Rational?
  /// The source that says so: what came with it, else the one that was read last; nil where there is none.
  public let evidence: Evidence?
  /// Why somebody has to look; empty where the change is an ordinary one.
  public internal(set) var doubts: [RateDoubt]
  /// Who looked; nil where nobody did.
  public internal(set) var review: Review?

  /// Whether somebody has to look, and did not.
  public var needsReview: Bool { !doubts.isEmpty && review == nil }

  /// Whether a figure that was known is zero or unknown now.
  var isCleared: Bool {
    guard let number = before?.number, number > .zero, !subject.isRequest else { return false }
    return after == .unknown || after?.number == .zero
  }

  /// Finds the factor, and what makes the change doubtful by itself.
  init(
    _ thing: RateThing, _ subject: RateSubject, before: RateValue?, after: RateValue?,
    evidence: Evidence?
  ) {
    self.thing = thing
    self.subject = subject
    self.before = before
    self.after = after
    self.evidence = evidence
    let isSameUnit = before?.unit == after?.unit
    var factor: Rational?
    if isSameUnit, let old = before?.number, let new = after?.number, old > .zero, new > .zero {
      factor = try? new / old
    }
    self.factor = factor
    doubts = []
    if let factor, Self.size(of: factor) > PriceDelta.mostFactor { doubts.append(.largeFactor) }
    if let before, before.number != .zero, after?.number == .zero { doubts.append(.becomesZero) }
    let isOtherUnit = before?.unit != nil && after?.unit != nil && !isSameUnit
    if isOtherUnit || (subject == .currency && before != nil && after != nil) {
      doubts.append(.otherCurrency)
    }
  }

  /// How far a factor is from one, whichever way.
  private static func size(of factor: Rational) -> Rational {
    factor < .one ? (try? .one / factor) ?? factor : factor
  }

  /// How large the change is: what has no factor though somebody has to look comes before any.
  var rank: (group: Int, size: Rational) {
    if let factor { return (1, Self.size(of: factor)) }
    return (doubts.isEmpty ? 2 : 0, .zero)
  }
}

/// An offer or a plan that is sold on one side only.
public struct RateMove: Sendable {
  /// What came or went.
  public let thing: RateThing
  /// The days it is sold, of the side that knows most.
  public let validity: Validity
  /// Why it is not sold on the other side.
  public let kind: Kind
  /// The source that was read last; nil where there is none.
  public let evidence: Evidence?

  /// Why something is sold on one side only.
  public enum Kind: String, Hashable, Sendable, CaseIterable {
    /// No card had it.
    case new
    /// Its first day has come.
    case begins
    /// A source says that it is sold no more.
    case retired
    /// The later cards do not sell it, and no source says that it ended: it may still be sold.
    case silent
  }
}
