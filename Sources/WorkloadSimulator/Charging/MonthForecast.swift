package import BillingTypes
package import PricingRules
import Settlement

/// One month of a scenario while it is put together: usage comes in, lines go out.
package struct MonthForecast: Sendable {
  let month: Month
  let scenario: Scenario
  let catalogue: Catalogue
  private var entries: [Entry] = []
  private var features: [(feature: Feature, counts: MonthCounts)] = []
  /// Means over trials; nil for expected values alone.
  private let means: MonthMeans?
  /// The month's lines, after ``settle(in:)``.
  package internal(set) var lines: [ForecastLine] = []
  /// The month's features.
  package private(set) var summaries: [FeatureMonth] = []
  /// The month's plans and packs.
  package private(set) var statements: [PlanStatement] = []

  /// The use of one charge by one feature.
  private struct Entry {
    let feature: Feature
    let offer: Offer
    let charge: Charge
    /// Its place among the offer's charges.
    let place: Int
    /// Whether it may come to something, though what is known does not.
    let mayCharge: Bool
    let quantity: Rational
    /// In the price's unit; nil when unknown.
    let cost: Rational?
    let priceFrom: Day?
    let pool: PoolID?
    /// How much of the pool the entry uses.
    let poolQuantity: Rational
    let missing: [ForecastGap]
  }

  package init(
    month: Month, scenario: Scenario, catalogue: Catalogue, means: MonthMeans? = nil
  ) {
    self.means = means
    self.month = month
    self.scenario = scenario
    self.catalogue = catalogue
    finder = PoolFinder(scenario: scenario, catalogue: catalogue, month: month)
  }

  /// Adds a feature's expected requests.
  mutating func add(
    _ feature: Feature, _ counts: MonthCounts, _ usage: FeatureUsage
  ) throws {
    let mean = means?.features[feature.name]
    features.append((feature, mean?.counts ?? counts))
    let units = counts.requests
    for (index, charge) in usage.offer.charges.enumerated() {
      var quantity = try units.timesKept(usage.charges[index].quantity)
      // Nothing of an unknown price is nothing.
      var cost =
        units == .zero
        ? .zero : try usage.charges[index].cost.map { try units.timesKept($0) }
      if let mean {
        quantity = try quantity.timesKept(mean.quantityRatio)
        cost = try cost.map { try $0.timesKept(mean.costRatios[index]) }
      }
      let isSold = usage.notSold == nil || units == .zero
      var missing: [ForecastGap] = []
      if let notSold = usage.notSold, !isSold {
        missing.append(notSold)
      } else if cost == nil {
        missing.append(
          charge.missing.map { .priceNotFound(says: $0) } ?? .priceUnknown(meter: charge.meter))
      }
      if units > .zero, cost != .zero, usage.notSold == nil { missing += usage.gaps }
      if let doubt = charge.doubt, let cost, cost > .zero {
        missing.append(.doubt(says: doubt))
      }
      if usage.isBeforeEvidence[index], let cost, cost > .zero {
        missing.append(
          .beforeEvidence(
            meter: charge.meter, usage.day, first: usage.offer.evidenceStart(of: charge)))
      }
      if usage.unknownShare > .zero, units > .zero, usage.notSold == nil {
        missing.append(.outcomeUnknown(share: usage.unknownShare))
      }
      let pool = finder.pool(
        of: charge, at: index, amounts: usage.prices[index], offer: usage.offer)
      var isPriced = isSold
      if case .credit(let id) = charge.price.unit, pool == nil, cost != .zero {
        isPriced = false
        missing.append(.creditWorthUnknown(meter: charge.meter, credit: id))
      }
      entries.append(
        Entry(
          feature: feature, offer: usage.offer, charge: charge, place: index,
          mayCharge: units > .zero && usage.mayCharge(index), quantity: quantity,
          cost: isPriced ? cost : nil, priceFrom: usage.prices[index]?.from,
          pool: pool?.id, poolQuantity: (pool?.countsCost ?? false) ? (cost ?? .zero) : quantity,
          missing: missing))
      if let pool { pools[pool.id] = pool.pool }
    }
  }

  private(set) var pools: [PoolID: Pool] = [:]

  /// Packs of which something may be left are told of in every month that comes.
  mutating func keep(_ earlier: [PoolID: Pool]) {
    pools.merge(earlier) { own, _ in own }
  }

  /// What is used of steps over the month, after settling.
  private(set) var usedInSteps: [PoolID: Rational] = [:]
  /// Fees in trials in which nobody uses the plan, on average.
  var unborneFees: [PlanID: Rational] = [:]
  /// The month's plans, as they are priced in it.
  let finder: PoolFinder

  /// Prices the month's pools and writes the lines.
  ///
  /// - Parameters:
  ///   - book: What earlier months left of allowances and packs; it goes on to the next.
  ///   - end: The end that this is of what usage can be; nil for one figure.
  ///   - opposite: What is used of steps over the month at the other end.
  /// - Throws: `NumberError` or `MoneyError` for figures that do not fit.
  mutating func settle(
    in book: inout SettlementBook, end: UsageEnd? = nil, opposite: [PoolID: Rational] = [:]
  ) throws {
    var costs = [Money?](repeating: nil, count: entries.count)
    var missing = entries.map(\.missing)
    for (index, entry) in entries.enumerated() where entry.pool == nil {
      costs[index] = try entry.feature.naming {
        try entry.cost.map { try Money(rounding: $0, in: scenario.currency) }
      }
    }
    let members = Dictionary(uniqueKeysWithValues: pools.keys.map { ($0, self.members(of: $0)) })
    let totals = try members.mapValues { members in
      try members.reduce(Rational.zero) { sum, member in
        try entries[member].feature.naming { try sum.adding(entries[member].poolQuantity) }
      }
    }
    let exact = try book.settle(
      month, pools, used: totals, purchases: scenario.purchases(in: month),
      beginnings: beginnings)
    for (id, pool) in pools { if case .steps = pool { usedInSteps[id] = totals[id] } }
    var plansSeen: Set<PlanID> = []
    for var statement in exact {
      if let end, let other = opposite[statement.id] { try statement.move(to: end, with: other) }
      let isFirst = statement.id.plan.map { plansSeen.insert($0).inserted } ?? false
      let begun = statement.id.plan.flatMap { beginnings[$0] } ?? scenario.start
      let unborne =
        try means?.replace(&statement, age: month.index - begun.index, isFirst: isFirst) ?? .zero
      if unborne > .zero, let plan = statement.id.plan { unborneFees[plan] = unborne }
      let members = members[statement.id] ?? []
      let cost = try Money(rounding: statement.cost - unborne, in: scenario.currency)
      let shares = try shares(of: cost, in: statement.id, members)
      for (member, share) in zip(members, shares) {
        let isUsed = entries[member].poolQuantity > .zero
        costs[member] = statement.isPriced || !isUsed ? share : nil
        if isUsed, let gap = statement.gap { missing[member].append(.settlement(gap)) }
      }
      try add(statement)
      if statement.used == .zero, cost.picounits != 0, let plan = statement.id.plan {
        lines.append(unsharedLine(ForecastLine.planFee, of: .plan(plan), cost: cost))
      }
    }
    try addUnshared()
    try addUnusedPlans()
    let usageLines = entries.indices
      .filter { !isIdle(entries[$0], cost: costs[$0]) }
      .map { line(entries[$0], cost: costs[$0], missing: missing[$0]) }
    lines = usageLines + lines
    try summarise()
  }

  /// The entries that a pool prices, in an order that does not depend on that of the features.
  private func members(of pool: PoolID) -> [Int] {
    entries.indices.filter { entries[$0].pool == pool && entries[$0].cost != nil }
      .sorted { (entries[$0].feature.name, $0) < (entries[$1].feature.name, $1) }
  }

  /// A charge that the feature's requests cannot use says nothing, while others of the feature do.
  private func isIdle(_ entry: Entry, cost: Money?) -> Bool {
    !entry.mayCharge && entry.quantity == .zero && cost?.picounits == 0
      && entries.contains { $0.feature.name == entry.feature.name && $0.quantity != .zero }
  }

  private func line(_ entry: Entry, cost: Money?, missing: [ForecastGap]) -> ForecastLine {
    ForecastLine(
      month: month, feature: entry.feature.name, category: entry.feature.category,
      provider: entry.offer.provider, offer: entry.offer.id, charge: entry.place,
      meter: entry.charge.meter,
      unit: entry.charge.unit, quantity: entry.quantity,
      seller: entry.pool.flatMap(\.seller), cost: cost, missing: missing.uniqued(),
      priceFrom: entry.priceFrom)
  }

  /// What a pool's cost is to each of its entries: by what they use, or by their features' means.
  private func shares(of cost: Money, in id: PoolID, _ members: [Int]) throws -> [Money] {
    guard let means = means?.pools[id] else {
      return try apportion(cost, by: members.map { entries[$0].poolQuantity })
    }
    let names = members.map { entries[$0].feature.name }.uniqued()
    let parts = try apportion(cost, by: names.map { max(.zero, means.costs[$0] ?? .zero) })
    var shares: [Int: Money] = [:]
    for (name, part) in zip(names, parts) {
      let own = members.filter { entries[$0].feature.name == name }
      for (member, share) in zip(own, try apportion(part, by: own.map { entries[$0].poolQuantity }))
      {
        shares[member] = share
      }
    }
    return members.map { shares[$0] ?? .zero(in: scenario.currency) }
  }

  mutating func add(_ statement: PoolStatement) throws {
    guard
      let statement = try PlanStatement(statement, in: month, currency: scenario.currency)
    else { return }
    statements.append(statement)
  }

  private mutating func summarise() throws {
    summaries = try features.map { feature, counts in
      let own = lines.filter { $0.feature == feature.name }
      let cost = try Money.sum(own.compactMap(\.cost), in: scenario.currency)
      return FeatureMonth(
        month: month, feature: feature.name, offer: feature.offer, requests: counts.requests,
        calls: counts.calls, accepted: counts.accepted, expected: ExpectedCost(cost),
        missing: own.map(\.missing).filter { !$0.isEmpty }.uniqued())
    }
  }
}
