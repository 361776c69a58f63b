import BillingTypes
import CostAnalysis
import PricingRules
import Settlement

/// Settles pooled usage month by month, after aggregation, as forecasts do: fee, allowance with what
/// earlier months left, overage, true-up; steps over the month.
///
/// Where usage is not known to the last digit, or sources disagree on a plan, the least and the most of it are
/// settled beside it: the least use by the cheapest reading, the most by the dearest.
struct UsageStatements {
  private(set) var statements: [UsageStatement] = []
  private let book: RatingBook
  private let plans: [Plan]

  /// Settles the months in which a row was priced: only of these does the log say that a plan was held.
  ///
  /// A month without such a row bills no fee and brings no allowance, but it passes: what earlier months left
  /// grows a month older in it, and ends in it where the plan says so.
  ///
  /// - Parameters:
  ///   - sums: What rows came to.
  ///   - book: What they are priced by.
  ///   - plans: The plans that are held.
  /// - Throws: `RequestError/planNotSold` for a plan that nobody could hold in a month; `NumberError` and `MoneyError`
  ///   for sums that do not fit.
  init(_ sums: [GroupKey: GroupTotal], _ book: RatingBook, plans: [Plan]) throws {
    self.book = book
    self.plans = plans
    let sums = sums.filter { $0.value.rows > 0 }
    guard let first = sums.keys.map(\.month).min(), let last = sums.keys.map(\.month).max(),
      !plans.isEmpty || sums.values.contains(where: { !$0.pooled.isEmpty })
    else { return }
    try Self.check(plans, from: Month(index: first), book)
    let months = Dictionary(grouping: sums) { $0.key.month }
    var figure = SettlementBook(from: Month(index: first))
    var (least, most) = (figure, figure)
    for index in first...last {
      let month = Month(index: index)
      var usage = try months[index].map { try self.usage($0) } ?? Usage()
      // With one day for all rows, all have the rates of that day.
      if book.options.asOf == nil {
        usage.pools = usage.pools.mapValues { $0.priced(in: month, since: Month(index: first)) }
      }
      let own = try figure.settle(month, usage.pools, used: usage.used)
      let low = try least.settle(
        month, usage.pools.mapValues { $0.taking(.cheapest) }, used: usage.least)
      let high = try most.settle(
        month, usage.pools.mapValues { $0.taking(.dearest) }, used: usage.most)
      for ((statement, low), high) in zip(zip(own, low), high) {
        var reasons = usage.reasons[statement.id] ?? []
        // Within the smallest allowance all readings of a plan come to the same.
        if statement.pool.isDisputed, high.excess > .zero { reasons.insert(.sourcesDisagree) }
        if let gap = statement.gap ?? high.gap { reasons.insert(gap.code) }
        let isLimited = !usage.unlimited.contains(high.id) && high.gap == nil
        try add(statement, month, from: low, to: isLimited ? high : nil, reasons: reasons)
      }
    }
  }

  /// Refuses plans that could not be had yet; who has one keeps it when it is sold no more.
  private static func check(_ plans: [Plan], from month: Month, _ book: RatingBook) throws {
    for plan in plans {
      guard let sold = plan.validity.from else { continue }
      if let day = book.options.asOf {
        guard day < sold else { continue }
        throw RequestError.planNotSold(plan.id, validity: plan.validity, day: day)
      }
      if month < sold.month {
        throw RequestError.planNotSold(plan.id, validity: plan.validity, day: month.firstDay)
      }
    }
  }

  /// What a month uses of each pool.
  private struct Usage {
    var pools: [PoolID: Pool] = [:]
    var used: [PoolID: Rational] = [:]
    var least: [PoolID: Rational] = [:]
    var most: [PoolID: Rational] = [:]
    /// Pools of which nothing limits the use.
    var unlimited: Set<PoolID> = []
    var reasons: [PoolID: Set<FactCode>] = [:]
  }

  private func usage(_ sums: [(key: GroupKey, value: GroupTotal)]) throws -> Usage {
    var usage = Usage()
    // Every allowance of a plan is held from the month it is subscribed to, used or not.
    for plan in plans {
      for (id, pool) in plan.pools { usage.pools[id] = pool }
    }
    for (key, group) in sums.sorted(by: {
      ($0.key.offer, $0.key.version) < ($1.key.offer, $1.key.version)
    }) {
      let offer = book.offers[key.offer]
      let quoter = book.quoter(of: key.offer, version: key.version)
      for (charge, found) in book.pools(of: offer, on: quoter.asOf).enumerated() {
        guard let found, let sum = group.pooled[charge] else { continue }
        let (id, total) = (found.id, try sum.total)
        usage.pools[id] = found.pool
        usage.used[id] = try (usage.used[id] ?? .zero) + total
        usage.least[id] = try (usage.least[id] ?? .zero) + (total - sum.below)
        usage.most[id] = try (usage.most[id] ?? .zero) + (total + (sum.above ?? .zero))
        if sum.above == nil { usage.unlimited.insert(id) }
        usage.reasons[id, default: []].formUnion(sum.reasons)
      }
    }
    return usage
  }

  /// Up to which quantity a month may come; beyond the last end of a step more costs more.
  private func mostUsed(
    _ high: PoolStatement?, _ statement: PoolStatement, _ costs: QuantityCost
  ) throws -> Rational {
    if let high { return high.used }
    guard case .lines(let ends) = costs.shape, let last = ends.last else { return statement.used }
    return max(statement.used, try last + .one)
  }

  /// Adds what a pool came to, with what it came to at the least and at the most.
  private mutating func add(
    _ statement: PoolStatement, _ month: Month, from low: PoolStatement, to high: PoolStatement?,
    reasons: Set<FactCode>
  ) throws {
    let (name, key): (String, String)
    switch statement.id {
    case .plan(let plan, let allowance): (name, key) = (plan.rawValue, allowance)
    case .fee(let plan):
      // A plan whose fee and minimum stand with what it counts has nothing left to say.
      guard statement.cost != .zero || low.cost != .zero else { return }
      (name, key) = (plan.rawValue, "")
    case .steps(let offer, _, let meter): (name, key) = (offer.rawValue, meter)
    // Credits that are bought in packs are valued row by row.
    case .packs: return
    }
    let currency = book.catalogue.currency(of: statement.id.provider)
    func money(_ number: Rational) throws -> Money { try Money(rounding: number, in: currency) }
    let cost = try money(statement.cost)
    // Another pool may bear the fee at the least and at the most; the figure is between them all the same.
    var (leastCost, mostCost) = (low.cost, high?.cost)
    if case .steps(let costs) = statement.pool {
      // More may cost less, and what is not limited may be more than any step's end.
      let reach = try costs.bounds(of: low.used...max(low.used, mostUsed(high, statement, costs)))
      leastCost = reach.lowerBound
      mostCost = high == nil ? nil : reach.upperBound
    }
    let floor = min(try money(leastCost).picounits, cost.picounits)
    let ceiling = try mostCost.map { max(try money($0).picounits, cost.picounits) }
    statements.append(
      UsageStatement(
        month: month, name: name, key: key, used: statement.used,
        included: try statement.available, fee: try money(statement.fee),
        overage: try money(statement.overage), trueUp: try money(statement.trueUp),
        cost: cost, missing: statement.gap,
        range: RatedRange(
          floor: Money(picounits: floor, in: currency),
          ceiling: ceiling.map { Money(picounits: $0, in: currency) },
          reasons: Array(reasons)
        ).inOrder))
  }
}
