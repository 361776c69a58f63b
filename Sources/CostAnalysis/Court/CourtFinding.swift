public import BillingTypes
public import PricingRules

/// What came of one figure of a list.
public struct CourtFinding: Sendable {
  /// The entry's name in the list.
  public let entry: String
  /// Who sells it, by the list's name.
  public let provider: String
  /// The figure, and what it is the price of.
  public let price: RivalPrice
  /// The figure for one unit.
  public let theirs: Rational
  /// The offer it was held against; nil where there is none.
  public let offer: OfferID?
  /// What requests were priced: the values that the list says.
  public let settings: [RivalSetting]
  /// What our card comes to for one unit; nil where it does not.
  public let ours: Rational?
  /// The meter of ours that was compared; nil for a sum of several, or none.
  public let meter: String?
  /// Where our figure comes from; empty where there is none.
  public let evidence: [Evidence]
  /// What came of it.
  public let verdict: CourtVerdict
}

extension CourtFinding {
  /// Whose witness our figure rests on: a list that is our source agrees with itself.
  public enum Witness: String, Hashable, Sendable, CaseIterable {
    /// No source of the figure is the list.
    case independent
    /// The list is one source of several.
    case shared
    /// The list is the only source.
    case alone
  }

  /// Whether our figure comes from a list of that name.
  ///
  /// - Returns: nil where there is no figure of ours, or no source.
  public func witness(of list: String) -> Witness? {
    guard !evidence.isEmpty else { return nil }
    let own = evidence.count { one in
      [one.source, one.url ?? ""].contains { $0.lowercased().contains(list.lowercased()) }
    }
    return own == 0 ? .independent : own < evidence.count ? .shared : .alone
  }
}

/// What came of a figure: five verdicts, each with why.
public enum CourtVerdict: Hashable, Sendable {
  /// Both say the same; rounded, or to the last digit.
  case agrees(isRounded: Bool)
  /// They differ.
  case disagrees(CourtReason)
  /// Nothing of ours is meant.
  case noCounterpart(CourtGap)
  /// It was sold once: the day our offer ended, and the day that the list says.
  case pastItsEnd(ours: Day?, theirs: Day?, isOurs: Bool)
  /// There is something of ours, and no figure to compare.
  case notComparable(CourtObstacle)

  /// The verdict without why.
  public enum Kind: String, Hashable, Sendable, CaseIterable {
    /// Both say the same.
    case agrees
    /// They differ.
    case disagrees
    /// Nothing of ours is meant.
    case noCounterpart = "no_counterpart"
    /// It is sold no more.
    case pastItsEnd = "past_its_end"
    /// There is no figure to compare.
    case notComparable = "not_comparable"
  }

  /// The verdict without why.
  public var kind: Kind {
    switch self {
    case .agrees: .agrees
    case .disagrees: .disagrees
    case .noCounterpart: .noCounterpart
    case .pastItsEnd: .pastItsEnd
    case .notComparable: .notComparable
    }
  }

  /// Why, for programs.
  public var code: CourtCode {
    switch self {
    case .agrees(let isRounded): isRounded ? .sameRounded : .same
    case .disagrees(let reason): reason.code
    case .noCounterpart(.provider): .unknownProvider
    case .noCounterpart(.model): .unknownModel
    case .pastItsEnd(_, let theirs, let isOurs):
      isOurs ? theirs == nil ? .ourEnd : .bothEnded : .theirEnd
    case .notComparable(let obstacle): obstacle.code
    }
  }
}

/// What of ours is missing.
public enum CourtGap: Hashable, Sendable {
  /// No card is of the provider.
  case provider
  /// The provider has a card, and no offer of that name.
  case model(provider: String)
}

/// Why two figures differ, where that can be computed.
public enum CourtReason: Hashable, Sendable {
  /// Nothing that was tried explains it.
  case unexplained
  /// It was our price before that day.
  case earlier(until: Day)
  /// It is our price from that day on.
  case later(from: Day)
  /// It is our price in that service tier.
  case tier(String)
  /// It is our price with these values.
  case settings([RivalSetting])
  /// It is what the whole request comes to.
  case whole
  /// It is our price of that meter.
  case meter(String)
  /// It is the price of that offer of the same provider.
  case offer(OfferID)
  /// It is the price of that offer of another provider.
  case seller(OfferID)
  /// It is our price under that plan.
  case plan(PlanID)
  /// Our card leaves it open between these, for one unit, and says what opens it first.
  case range(floor: Rational, ceiling: Rational?, RangeReason?)
  /// A megapixel is counted in another way.
  case megapixel
  /// It is our price times ten to that power.
  case shift(Int)
  /// It is our price but for less than a ten-thousandth.
  case nearly

  /// The reason, for programs.
  public var code: CourtCode {
    switch self {
    case .unexplained: .unexplained
    case .earlier: .earlierPrice
    case .later: .laterPrice
    case .tier: .otherTier
    case .settings: .otherSetting
    case .whole: .wholeRequest
    case .meter: .otherMeter
    case .offer: .otherOffer
    case .seller: .otherSeller
    case .plan: .underPlan
    case .range: .insideRange
    case .megapixel: .megapixelCount
    case .shift: .decimalShift
    case .nearly: .nearlySame
    }
  }

  /// Whether the figure is one of our own cards, for something else or but for rounding, so that nothing speaks for a
  /// change.
  public var isOurOwn: Bool {
    switch self {
    case .earlier, .later, .tier, .settings, .whole, .meter, .offer, .plan, .nearly: true
    case .unexplained, .seller, .range, .megapixel, .shift: false
    }
  }
}

/// Why there is no figure of ours to compare with.
public enum CourtObstacle: Error, Hashable, Sendable {
  /// The list says 0.
  case zero
  /// The card does not know the price.
  case priceUnknown
  /// The card is in another currency, in which one unit comes to that; nil where it is not known.
  case currency(Currency, ours: Rational?)
  /// The offer charges for none of what the figure is the price of, but for these.
  case notCharged([String])
  /// The offer has no such service tier.
  case tier(String)
  /// The offer does not take that value.
  case value(RivalSetting)
  /// The offer does not take the request.
  case refused(RequestError)
  /// The offer is not sold on the day, and has not ended.
  case notSold

  /// The reason, for programs.
  public var code: CourtCode {
    switch self {
    case .zero: .saysZero
    case .priceUnknown: .priceUnknown
    case .currency: .otherCurrency
    case .notCharged: .notCharged
    case .tier: .noSuchTier
    case .value: .valueNotOffered
    case .refused: .requestRefused
    case .notSold: .notSold
    }
  }
}
