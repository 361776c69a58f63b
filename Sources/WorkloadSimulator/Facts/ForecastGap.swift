public import BillingTypes
public import PricingRules
public import Settlement

/// What is not known of a forecast's cost, or why it is only a lower bound.
public enum ForecastGap: Hashable, CodedFact {
  /// The offer cannot be bought on a day of the scenario.
  case notSold(offer: OfferID, validity: Validity, day: Day)
  /// The price of a meter is not known.
  case priceUnknown(meter: String)
  /// A price is not known, in the card's own words.
  case priceNotFound(says: String)
  /// The price cannot be relied on, in the card's own words.
  case doubt(says: String)
  /// The day is before the earliest evidence of the price.
  case beforeEvidence(meter: String, Day, first: Day?)
  /// What one of a credit costs is not known.
  case creditWorthUnknown(meter: String, credit: CreditID)
  /// Whether a share of requests, from 0 to 1, is billed: they fail or are stopped.
  case outcomeUnknown(share: Rational)
  /// So many in a thousand requests ask for a value outside what is legal.
  case outsideLegal(name: String, inThousand: Int)
  /// So many in a thousand requests combine values that the offer refuses.
  case refusedCombination(inThousand: Int)
  /// What a plan, a pack or steps leave open.
  case settlement(SettlementGap)

  /// What is not known, for programs.
  public var code: FactCode {
    switch self {
    case .notSold: .notSold
    case .priceUnknown, .priceNotFound: .priceUnknown
    case .doubt: .sourcesDisagree
    case .beforeEvidence: .beforeEvidence
    case .creditWorthUnknown: .creditWorthUnknown
    case .outcomeUnknown: .outcomeUnknown
    case .outsideLegal: .outsideLegal
    case .refusedCombination: .refusedCombination
    case .settlement(let gap): gap.code
    }
  }
}
