package import BillingTypes
import PricingRules
import Settlement

extension UsageTrace {
  /// What the rows cost together, the month settled by itself: fees, allowances, overage and steps over the month, as
  /// `rerate` settles them.
  ///
  /// - Parameter currency: What amounts are in.
  /// - Returns: The amount, and whether a plan has no price for what is used; nil for what does not fit.
  package func total(in currency: Currency) -> (amount: Money, lacksPrice: Bool)? {
    guard let direct, let used else { return nil }
    var pools = features.reduce(into: [PoolID: Pool]()) { $0.merge($1.pools) { own, _ in own } }
    for plan in plans { for (id, pool) in plan.pools { pools[id] = pool } }
    // A plan that is held is paid though nothing is used; packs and steps are not.
    guard !pools.isEmpty, count > 0 || !plans.isEmpty else {
      return (Money(picounits: direct, in: currency), false)
    }
    var book = SettlementBook(from: month)
    guard let statements = try? book.settle(month, pools, used: used) else { return nil }
    var sum = direct
    for statement in statements {
      guard let cost = try? Money(rounding: statement.cost, in: currency),
        let next = try? sum.plus(cost.picounits)
      else { return nil }
      sum = next
    }
    return (Money(picounits: sum, in: currency), statements.contains { $0.gap != nil })
  }

  /// Whether the month is settled by more than the rows.
  package var isSettled: Bool { !plans.isEmpty || features.contains { !$0.pools.isEmpty } }
}
