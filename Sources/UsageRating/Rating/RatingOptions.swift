public import BillingTypes
public import PricingRules
public import CostAnalysis
public import WorkloadSimulator

/// How a log is priced.
public struct RatingOptions: Sendable {
  /// Under which offers rows are priced.
  public var target: RatingTarget
  /// The day whose prices are used; nil for each row's own day.
  public var asOf: Day?
  /// Prices that became known later do not count; nil counts all.
  public var knownAt: Day?
  /// Plans that are subscribed to: their allowances are settled over each month.
  public var plans: [PlanID]
  /// Whether the amount of every row is wanted, not only sums.
  public var listsRows: Bool
  /// Whether a parameter that a row does not give has its default, and opens no range.
  public var assumesDefaults: Bool
  /// What other offers must be able to do.
  public var needs: Needs

  /// Creates options.
  public init(
    target: RatingTarget = .asLogged, asOf: Day? = nil, knownAt: Day? = nil, plans: [PlanID] = [],
    listsRows: Bool = false, assumesDefaults: Bool = false, needs: Needs = Needs()
  ) {
    self.target = target
    self.asOf = asOf
    self.knownAt = knownAt
    self.plans = plans
    self.listsRows = listsRows
    self.assumesDefaults = assumesDefaults
    self.needs = needs
  }
}
