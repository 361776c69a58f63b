package import BillingTypes
package import CostAnalysis

/// How a log is priced.
package struct RatingOptions: Sendable {
  /// Under which offers rows are priced.
  package var target: RatingTarget
  /// The day whose prices are used; nil for each row's own day.
  package var asOf: Day?
  /// Prices that became known later do not count; nil counts all.
  package var knownAt: Day?
  /// Plans that are subscribed to: their allowances are settled over each month.
  package var plans: [String]
  /// Whether the amount of every row is wanted, not only sums.
  package var listsRows: Bool

  /// Creates options.
  package init(
    target: RatingTarget = .asLogged, asOf: Day? = nil, knownAt: Day? = nil, plans: [String] = [],
    listsRows: Bool = false
  ) {
    self.target = target
    self.asOf = asOf
    self.knownAt = knownAt
    self.plans = plans
    self.listsRows = listsRows
  }
}
