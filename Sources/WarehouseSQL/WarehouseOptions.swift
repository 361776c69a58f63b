package import BillingTypes

/// What SQL is asked for.
package struct WarehouseOptions: Sendable {
  /// The usage table.
  package var table = "usage"
  /// The columns it has; nil for all that the offers know.
  package var columns: [String]?
  /// Columns of the table that the rules do not look at and every priced row carries.
  package var carried: [String] = []
  /// The plans that are subscribed to.
  package var plans: [String] = []
  /// The day whose prices hold for every row; nil for each row's own day in UTC.
  package var asOf: Day?
  /// Prices that became known later do not count; nil counts all.
  package var knownAt: Day?

  /// Creates options.
  package init() {}
}
