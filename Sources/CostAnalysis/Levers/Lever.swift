public import BillingTypes
public import PricingRules
public import WorkloadSimulator

/// One thing that can be decided otherwise about a feature, and what the whole scenario costs then.
public struct Lever: Sendable {
  /// The feature as it is planned.
  public let feature: Feature
  /// What is decided otherwise.
  public let change: Change
  /// The offer that serves the feature then.
  public let offer: Offer
  /// What differs from what the feature asks for.
  public let differs: [TranslationDifference]
  /// What the planned offer lists and this one does not.
  public let lacks: [String]
  /// Offers that cost less than this one and are further from what was planned, the cheapest first.
  public let passedOver: [FeatureAlternatives.Option]
  /// The whole scenario with the change.
  public let forecast: Forecast
  /// How much less the whole is expected to cost, above zero.
  public let saving: Money

  /// What is decided otherwise.
  public enum Change: Sendable, Hashable {
    /// The same offer serves at another price, such as within a day.
    case serviceTier(ServiceTier)
    /// Another offer of the same model serves.
    case seller
    /// An offer of another model serves.
    case model
  }

  /// Whether what comes out is what was planned, as far as the cards say: the same model, nothing that differs, and
  /// nothing needed beside it that the planned offer brings.
  public let isLikeForLike: Bool

  /// What the chance to exceed the budget lies between then; nil without trials or budget, and where nothing limits
  /// the cost.
  public var chance: ClosedRange<Double>? { forecast.chanceToExceed }
}

extension Forecast {
  /// What the chance lies between that the budget is exceeded that decides; nil without trials or budget, and where
  /// nothing limits the cost.
  var chanceToExceed: ClosedRange<Double>? {
    guard whole.range.ceiling != nil || whole.isOpenByPricesAlone else { return nil }
    return chanceRange(isBounded: true) { $0.chanceToExceed }
  }
}

extension TrialSummary {
  /// The chance that the budget is exceeded that decides; nil without a budget.
  ///
  /// Of the year with what is built and kept, of the year, or of a month: the first of these that there is, and the
  /// highest where there are several.
  public var chanceToExceed: Double? {
    for chances in [overYearlyBudgetAllIn, overYearlyBudget, overMonthlyBudget] {
      if let highest = chances.max() { return highest }
    }
    return nil
  }
}

/// What could be decided otherwise, and what is advised.
public struct LeverStudy: Sendable {
  /// The levers of every feature, the least change first: another tier, another seller, another model.
  public let levers: [Lever]
  /// What is advised, at most one for each feature.
  public let advised: [Lever]
  /// The whole scenario with all that is advised; nil where nothing is.
  public let asAdvised: Forecast?

  /// A study that found nothing.
  public static let none = LeverStudy(levers: [], advised: [], asAdvised: nil)
}
