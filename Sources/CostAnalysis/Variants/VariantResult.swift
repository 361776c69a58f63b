public import BillingTypes
public import PricingRules
public import WorkloadSimulator

/// What a variant of a scenario comes to, beside the scenario as it is planned.
public struct VariantResult: Sendable {
  /// The variant.
  public let variant: ScenarioVariant
  /// Its forecast, from the same random numbers.
  public let forecast: Forecast
  /// How much more it costs on average; negative for less, exactly zero for a variant that changes nothing.
  public let difference: Money
  /// Whether the difference is a figure, or an end of what it can be, as the cost of something is not known.
  public let certainty: DifferenceCertainty
  /// How the difference spreads over the trials, each held against itself; nil without trials.
  public let spread: Spread?
  /// How much more is to be paid by what was agreed; nil where nothing was, or where it is not known.
  public let payableDifference: Money?
  /// What turns out otherwise.
  public let flips: [VariantFlip]
}

/// What a difference of two costs says where nothing limits one of them.
public enum DifferenceCertainty: String, Sendable {
  /// It is the difference, as far as the figures are.
  case exact
  /// The variant may cost more: something of it is not known that is known of the plan.
  case atLeast = "at_least"
  /// The plan may cost more: something of it is not known that is known of the variant.
  case atMost = "at_most"
  /// Both may cost more.
  case unknown
}

/// What turns out otherwise in a variant.
public enum VariantFlip: Hashable, CodedFact {
  /// Another offer is planned for a feature.
  case offer(feature: String, from: OfferID, to: OfferID)
  /// Another offer is the cheapest for a typical request of a feature; nil where none is priced.
  case cheapest(feature: String, from: OfferID?, to: OfferID?)
  /// Other plans and packs are paid for.
  case plans(from: [CreditSeller], to: [CreditSeller])
  /// The budget of a month is passed on average in so many months, in place of so many.
  case monthlyBudget(from: Int, to: Int)
  /// The budget of a year is passed on average, or not any more.
  case yearlyBudget(isPassed: Bool)

  /// What turns out otherwise, for programs.
  public var code: FactCode {
    switch self {
    case .offer: .offerFlips
    case .cheapest: .cheapestFlips
    case .plans: .plansFlip
    case .monthlyBudget: .monthlyBudgetFlips
    case .yearlyBudget: .yearlyBudgetFlips
    }
  }
}
