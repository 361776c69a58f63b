import BillingTypes
import CostAnalysis
import PricingRules
import WorkloadSimulator

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
    var ledgers: [String: LotLedger] = [:]
    for month in first...last {
      try settle(Month(index: month), sums.filter { $0.key.month == month }, &ledgers)
    }
  }

  private mutating func settle(
    _ month: Month, _ sums: [GroupKey: GroupTotal], _ ledgers: inout [String: LotLedger]
  ) throws {
    var pools = PoolMonth(month, after: ledgers)
    var totals: [String: Rational] = [:]
    var names: [String: (offer: Offer, meter: String)] = [:]
    // Every allowance of a plan is held from the month it is subscribed to, used or not.
    for plan in book.options.plans.compactMap({ book.catalogue.plan($0) }) {
      for (key, quantity) in plan.includes where quantity > .zero {
        pools.pools["plan \(plan.id) \(key)"] = .plan(plan, key: key)
      }
    }
    for (key, tally) in sums.sorted(by: {
      ($0.key.offer, $0.key.version) < ($1.key.offer, $1.key.version)
    }) {
      let offer = book.offers[key.offer]
      let quoter = book.quoter(of: key.offer, version: key.version)
      for (charge, found) in book.pools(of: offer, on: quoter.asOf).enumerated() {
        guard let found, let sum = tally.pooled[charge] else { continue }
        pools.pools[found.id] = found.pool
        totals[found.id] = try (totals[found.id] ?? .zero) + sum.total
        names[found.id] = (offer, offer.charges[charge].meter)
      }
    }
    try pools.open()
    for id in pools.pools.keys.sorted() {
      let settlement = try pools.settlement(of: id, totals)
      try add(settlement, of: id, pools, names[id], month, totals[id] ?? .zero)
      _ = try pools.close(id, used: settlement.used)
    }
    try addPlansWithoutAllowance(month)
    ledgers = pools.ledgers
  }

  private mutating func add(
    _ settlement: Settlement, of id: String, _ pools: PoolMonth,
    _ user: (offer: Offer, meter: String)?, _ month: Month, _ used: Rational
  ) throws {
    guard let pool = pools.pools[id] else { return }
    let name: String
    let key: String
    let currency: Currency
    switch pool {
    case .plan(let plan, let included):
      (name, key) = (plan.id, included)
      currency = book.catalogue.card(String(plan.id.prefix { $0 != "/" }))?.currency ?? .usd
    case .packs, .tiers:
      guard let user else { return }
      (name, key) = (user.offer.id, user.meter)
      currency = book.currency(of: user.offer)
    }
    func money(_ number: Rational) throws -> Money { try Money(rounding: number, in: currency) }
    statements.append(
      UsageStatement(
        month: month, name: name, key: key, used: used,
        included: try pools.available(id) ?? settlement.included,
        fee: try money(settlement.fee), overage: try money(settlement.overage),
        trueUp: try money(settlement.trueUp), cost: try money(settlement.cost),
        missing: settlement.missing))
  }

  /// A plan that includes nothing still has its fee and its minimum.
  private mutating func addPlansWithoutAllowance(_ month: Month) throws {
    for plan in book.options.plans.compactMap({ book.catalogue.plan($0) })
    where !plan.includes.contains(where: { $0.quantity > .zero }) {
      let settlement = try Pool.plan(plan, key: "").settle(.zero)
      var pools = PoolMonth(month)
      pools.pools["plan"] = .plan(plan, key: "")
      try add(settlement, of: "plan", pools, nil, month, .zero)
    }
  }
}
