public import BillingTypes
public import PricingRules

/// What SQL is asked for.
public struct WarehouseOptions: Sendable {
  /// The usage table.
  public var table = "usage"
  /// The columns it has; nil for all that the offers know.
  public var columns: [String]?
  /// Columns of the table that the rules do not look at and every priced row carries.
  public var carried: [String] = []
  /// The plans that are subscribed to.
  public var plans: [PlanID] = []
  /// The day whose prices hold for every row; nil for each row's own day in UTC.
  public var asOf: Day?
  /// Prices that became known later do not count; nil counts all.
  public var knownAt: Day?

  /// Creates options.
  public init() {}
}
