import BillingTypes
import CostAnalysis
import PricingRules
import Settlement

/// Settles pooled usage month by month, after aggregation, as forecasts do: fee, allowance with what
/// earlier months left, overage, true-up; steps over the month.
struct UsageStatements {
  private(set) var statements: [UsageStatement] = []
  private let book: RatingBook

  /// Settles the months from the first to the last of the log; a plan's fee is due in each.
  init(_ sums: [GroupKey: GroupTotal], _ book: RatingBook) throws {
    self.book = book
    guard let first = sums.keys.map(\.month).min(), let last = sums.keys.map(\.month).max(),
      !book.options.plans.isEmpty || sums.values.contains(where: { !$0.pooled.isEmpty })
    else { return }
    var settlement = SettlementBook(from: Month(index: first))
    for month in first...last {
      try settle(Month(index: month), sums.filter { $0.key.month == month }, &settlement)
    }
  }

  private mutating func settle(
    _ month: Month, _ sums: [GroupKey: GroupTotal], _ settlement: inout SettlementBook
  ) throws {
    var pools: [PoolID: Pool] = [:]
    var used: [PoolID: Rational] = [:]
    // Every allowance of a plan is held from the month it is subscribed to, used or not.
    for plan in book.options.plans.compactMap({ book.catalogue.plan($0) }) {
      for (id, pool) in plan.pools { pools[id] = pool }
    }
    for (key, tally) in sums.sorted(by: {
      ($0.key.offer, $0.key.version) < ($1.key.offer, $1.key.version)
    }) {
      let offer = book.offers[key.offer]
      let quoter = book.quoter(of: key.offer, version: key.version)
      for (charge, found) in book.pools(of: offer, on: quoter.asOf).enumerated() {
        guard let found, let sum = tally.pooled[charge] else { continue }
        pools[found.id] = found.pool
        used[found.id] = try (used[found.id] ?? .zero) + sum.total
      }
    }
    for statement in try settlement.settle(month, pools, used: used) { try add(statement, month) }
  }

  private mutating func add(_ statement: PoolStatement, _ month: Month) throws {
    let (name, key): (String, String)
    switch statement.id {
    case .plan(let plan, let allowance): (name, key) = (plan.rawValue, allowance)
    case .fee(let plan): (name, key) = (plan.rawValue, "")
    case .steps(let offer, _, let meter): (name, key) = (offer.rawValue, meter)
    // Credits that are bought in packs are valued row by row.
    case .packs: return
    }
    let currency = book.catalogue.currency(of: statement.id.provider)
    func money(_ number: Rational) throws -> Money { try Money(rounding: number, in: currency) }
    statements.append(
      UsageStatement(
        month: month, name: name, key: key, used: statement.used,
        included: try statement.available, fee: try money(statement.fee),
        overage: try money(statement.overage), trueUp: try money(statement.trueUp),
        cost: try money(statement.cost), missing: statement.gap))
  }
}
