public import BillingTypes
public import PricingRules
public import Settlement
public import WorkloadSimulator

/// What a scenario comes to under each of a provider's plans that its features could be under.
///
/// Every row is the whole scenario with the same traffic and the same luck; only who is paid for what the plans
/// include differs.
public struct PlanComparison: Sendable {
  /// The provider.
  public let provider: String
  /// The credits and meters that the plans include and the features use, sorted.
  public let keys: [String]
  /// The features that use them, in the order of the scenario.
  public let features: [String]
  /// What is planned first, then the others, the cheapest first; those without a figure last.
  public let rows: [Row]

  /// A way to pay for what the features use.
  public struct Row: Sendable {
    /// Which way.
    public let choice: Choice
    /// Whether it is what the scenario plans.
    public let isPlanned: Bool
    /// Whether nobody chose it: it is the card's default.
    public let isAssumed: Bool
    /// What the scenario comes to; nil where that is not known, see ``gap``.
    public let cost: Cost?
    /// Why there is no figure, or why the planned one is a lower bound; nil where all is known.
    public let gap: Gap?
  }

  /// How what features use is paid for.
  public enum Choice: Hashable, Sendable {
    /// Under a plan, in all months.
    case plan(PlanID)
    /// As the scenario says, under plans in their months, one after the other.
    case several([Stretch])
    /// In packs of a credit, or as it is used.
    case none
  }

  /// Months that follow one another under one plan.
  public struct Stretch: Hashable, Sendable {
    /// The plan.
    public let plan: PlanID
    /// The first month.
    public let from: Month
    /// The last month.
    public let to: Month

    /// Creates a stretch.
    package init(plan: PlanID, from: Month, to: Month) {
      (self.plan, self.from, self.to) = (plan, from, to)
    }
  }

  /// What the scenario comes to.
  public struct Cost: Sendable {
    /// The whole scenario on average.
    public let mean: Money
    /// What is to be paid in these months on average: of a fee that is billed by the year all of it.
    public let paid: Money
    /// What it exceeds in one trial of ten, in the currency; nil without trials.
    public let p90: Double?
    /// What is paid for what ends unused, on average; nil where a plan includes several things, so that nobody knows what
    /// its fee is for.
    public let breakage: Money?
    /// How much more than what is planned, on average; exactly zero for that itself, and nil where less is known of that.
    public let difference: Money?
    /// How the difference spreads over the trials; nil without trials.
    public let spread: Spread?
  }

  /// Why a way has no figure.
  public enum Gap: Hashable, CodedFact {
    /// More is used than is included, and what more costs is not known or cannot be had.
    case settlement(SettlementGap)
    /// The scenario cannot be forecast so.
    case refused(ScenarioProblem)
    /// Something of it has no price that is known of what is planned.
    case unpriced

    /// Why, for programs.
    public var code: FactCode {
      switch self {
      case .settlement(let gap): gap.code
      case .refused(let problem): problem.code
      case .unpriced: .priceUnknown
      }
    }
  }
}
