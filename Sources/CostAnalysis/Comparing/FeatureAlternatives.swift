public import BillingTypes
public import PricingRules
public import WorkloadSimulator

/// What a feature would cost over the scenario with each offer of its category.
public struct FeatureAlternatives: Sendable {
  /// The feature.
  public let feature: Feature
  /// Offers that can serve it; the planned one is among them.
  public let options: [Option]
  /// Offers that cannot, sorted by id.
  public let excluded: [Comparison.Exclusion]

  /// An offer with its cost.
  public struct Option: Sendable {
    /// The offer.
    public let offer: Offer
    /// Whether it is the planned one.
    public let isPlanned: Bool
    /// What the feature is expected to cost over the scenario, with plans and packs of its own.
    public let expected: ExpectedCost
    /// Accepted assets over the scenario.
    public let accepted: Rational
    /// What differs from what the feature asks for.
    public let differs: [TranslationDifference]
    /// The forecast behind the cost.
    public let forecast: Forecast

    /// The known cost.
    public var cost: Money { expected.known }
    /// What the cost can be.
    public var range: CodedRange { expected.range }
    /// How much of the cost is known.
    public var completeness: Completeness { expected.completeness }

    /// Whether every quantity has a price; what may be missing is then only whether failures are
    /// billed, which is as unclear elsewhere.
    public var isPriced: Bool {
      offer.charges.allSatisfy { $0.doubt == nil }
        && forecast.lines.allSatisfy { $0.cost != nil }
        && forecast.statements.allSatisfy { $0.missing == nil }
    }

    /// Cost per accepted asset; nil when nothing is accepted or nothing known.
    public var costPerAccepted: Rational? {
      guard accepted > .zero, completeness != .unknown else { return nil }
      return cost.each(of: accepted)
    }
  }
}

extension FeatureAlternatives.Option {
  /// Priced offers come first, then those that may not be sold for long, those with a price missing, and those without
  /// any.
  var group: Int {
    completeness == .unknown ? 3 : !isPriced ? 2 : offer.validity.life.ranksApart ? 1 : 0
  }
}
