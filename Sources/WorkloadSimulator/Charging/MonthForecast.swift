package import BillingTypes
package import PricingRules

/// One month of a scenario while it is put together: usage comes in, lines go out.
package struct MonthForecast {
  let month: Month
  let scenario: Scenario
  let catalogue: Catalogue
  /// The month in which yearly fees are invoiced.
  let planStart: Month
  private var entries: [Entry] = []
  private var features: [(feature: Feature, requests: Rational, accepted: Rational)] = []
  /// The month's lines, after ``settle(packsLeft:)``.
  package private(set) var lines: [ForecastLine] = []
  /// The month's features.
  package private(set) var summaries: [FeatureMonth] = []
  /// The month's plans and packs.
  package private(set) var statements: [PlanStatement] = []
  /// Credits left over from packs, by credit.
  package private(set) var packsLeft: [String: Rational] = [:]

  /// The use of one charge by one feature.
  private struct Entry {
    let feature: Feature
    let offer: Offer
    let charge: Charge
    let quantity: Rational
    /// In the price's unit; nil when unknown.
    let cost: Rational?
    let priceFrom: Day?
    let pool: String?
    /// How much of the pool the entry uses.
    let poolQuantity: Rational
    let missing: [String]
  }

  package init(month: Month, scenario: Scenario, catalogue: Catalogue, planStart: Month) {
    self.month = month
    self.scenario = scenario
    self.catalogue = catalogue
    self.planStart = planStart
  }

  /// Adds a feature's expected requests.
  package mutating func add(
    _ feature: Feature, requests: Rational, accepted: Rational, _ usage: FeatureUsage
  ) throws {
    features.append((feature, requests, accepted))
    for (index, charge) in usage.offer.charges.enumerated() {
      let quantity = try (requests * usage.charges[index].quantity).kept()
      // Nothing of an unknown price is nothing.
      let cost =
        requests == .zero
        ? .zero : try usage.charges[index].cost.map { try (requests * $0).kept() }
      let isSold = usage.notSold == nil || requests == .zero
      var missing: [String] = []
      if let notSold = usage.notSold, !isSold {
        missing.append(notSold)
      } else if cost == nil {
        missing.append(charge.missing ?? "\(charge.meter): the price is not known")
      }
      if requests > .zero, cost != .zero, usage.notSold == nil { missing += usage.gaps }
      if let doubt = charge.doubt, let cost, cost > .zero { missing.append(doubt) }
      if usage.unknownShare > .zero, requests > .zero, usage.notSold == nil {
        missing.append(
          "whether \(DecimalText.print((try? usage.unknownShare * Rational(100)) ?? .zero)) % of "
            + "requests, which fail or are stopped, are billed is not known; they are left out")
      }
      let pool = pool(of: charge, at: index, amounts: usage.prices[index], offer: usage.offer)
      var isPriced = isSold
      if case .credit(let id) = charge.price.unit, pool == nil, cost != .zero {
        isPriced = false
        missing.append("\(charge.meter): what one '\(id)' costs is not known")
      }
      entries.append(
        Entry(
          feature: feature, offer: usage.offer, charge: charge, quantity: quantity,
          cost: isPriced ? cost : nil, priceFrom: usage.prices[index]?.from,
          pool: pool?.id, poolQuantity: (pool?.isInCredits ?? false) ? (cost ?? .zero) : quantity,
          missing: missing))
      if let pool { pools[pool.id] = pool.pool }
    }
  }

  private var pools: [String: Pool] = [:]

  /// The pool that a charge's month is priced in, if it is priced over the month at all.
  private func pool(
    of charge: Charge, at index: Int, amounts: DatedAmounts?, offer: Offer
  ) -> (id: String, pool: Pool, isInCredits: Bool)? {
    if case .credit(let id) = charge.price.unit {
      if let plan = plan(of: nil, including: id) {
        return ("plan \(plan.id) \(id)", .plan(plan, key: id), true)
      }
      guard let credit = catalogue.credit(id) else { return nil }
      if case .plan(let planID) = credit.defaultSource, let plan = catalogue.plan(planID) {
        return ("plan \(plan.id) \(id)", .plan(plan, key: id), true)
      }
      return ("packs \(id)", .packs(credit), true)
    }
    if let plan = plan(of: offer.provider, including: charge.meter) {
      return ("plan \(plan.id) \(charge.meter)", .plan(plan, key: charge.meter), false)
    }
    guard charge.price.model.countsOverMonth, let amounts = amounts?.amounts else { return nil }
    let constants = amounts.compactMap { $0?.constant }
    guard constants.count == amounts.count else { return nil }
    return (
      "tiers \(offer.id) \(index) \(charge.meter)",
      .tiers(charge.price.model.price(amounts: constants)), false
    )
  }

  /// The first plan that includes a credit, or a meter of one provider.
  private func plan(of provider: String?, including key: String) -> Plan? {
    scenario.plans.lazy.compactMap { catalogue.plan($0) }.first { plan in
      plan.included(key) > .zero && provider.map { plan.id.hasPrefix($0 + "/") } ?? true
    }
  }

  /// Prices the month's pools and writes the lines.
  ///
  /// - Parameter packsLeft: Credits left over from the month before.
  /// - Throws: ``NumberError`` or ``MoneyError`` for figures that do not fit.
  package mutating func settle(packsLeft: [String: Rational]) throws {
    self.packsLeft = packsLeft
    var costs = [Money?](repeating: nil, count: entries.count)
    var missing = entries.map(\.missing)
    for (index, entry) in entries.enumerated() where entry.pool == nil {
      costs[index] = try entry.cost.map { try Money(rounding: $0, in: scenario.currency) }
    }
    let members = Dictionary(uniqueKeysWithValues: pools.keys.map { ($0, self.members(of: $0)) })
    let totals = try members.mapValues { members in
      try members.reduce(Rational.zero) { try $0.adding(entries[$1].poolQuantity) }
    }
    for (id, pool) in pools.sorted(by: { $0.key < $1.key }) {
      let members = members[id] ?? []
      let settlement = try settle(pool, id, totals)
      let cost = try Money(rounding: settlement.cost, in: scenario.currency)
      let shares = try split(cost, by: members.map { entries[$0].poolQuantity })
      for (member, share) in zip(members, shares) {
        let isUsed = entries[member].poolQuantity > .zero
        costs[member] = settlement.isPriced || !isUsed ? share : nil
        if isUsed, let reason = settlement.missing { missing[member].append(reason) }
      }
      try addStatement(pool, settlement, cost: cost)
      if totals[id] == .zero, cost.picounits != 0, case .plan(let plan, _) = pool {
        lines.append(feeLine(plan, cost: cost))
      }
    }
    try addUnusedPlans()
    let usageLines = entries.indices
      .filter { !isIdle(entries[$0], cost: costs[$0]) }
      .map { line(entries[$0], cost: costs[$0], missing: missing[$0]) }
    lines = usageLines + lines
    summarise()
  }

  /// The entries that a pool prices, in an order that does not depend on that of the features.
  private func members(of pool: String) -> [Int] {
    entries.indices.filter { entries[$0].pool == pool && entries[$0].cost != nil }
      .sorted { (entries[$0].feature.name, $0) < (entries[$1].feature.name, $1) }
  }

  /// What a pool comes to; of a plan with several allowances the first that is used bears the fee
  /// and the true-up.
  private func settle(
    _ pool: Pool, _ id: String, _ totals: [String: Rational]
  ) throws -> Settlement {
    let total = totals[id] ?? .zero
    guard case .plan(let plan, _) = pool else { return try pool.settle(total) }
    let allowances = pools.keys.filter { pools[$0]?.name == plan.id }.sorted()
    let bearer = allowances.first { totals[$0] != .zero } ?? allowances.first
    guard bearer == id else { return try pool.settle(total, chargingFee: false) }
    var beside = Rational.zero
    for other in allowances where other != id {
      beside =
        try beside
        + (pools[other]?.settle(totals[other] ?? .zero, chargingFee: false).cost ?? .zero)
    }
    return try pool.settle(total, beside: beside)
  }

  /// A charge that the feature's requests never use says nothing, while others of the feature do.
  private func isIdle(_ entry: Entry, cost: Money?) -> Bool {
    entry.quantity == .zero && cost?.picounits == 0
      && entries.contains { $0.feature.name == entry.feature.name && $0.quantity != .zero }
  }

  private func line(_ entry: Entry, cost: Money?, missing: [String]) -> ForecastLine {
    ForecastLine(
      month: month, feature: entry.feature.name, category: entry.feature.category,
      provider: entry.offer.provider, offer: entry.offer.id, meter: entry.charge.meter,
      unit: entry.charge.unit, quantity: entry.quantity,
      plan: entry.pool.flatMap { pools[$0]?.name }, cost: cost,
      missing: missing.isEmpty ? nil : missing.uniqued().joined(separator: "; "),
      priceFrom: entry.priceFrom)
  }

  private func feeLine(_ plan: Plan, cost: Money) -> ForecastLine {
    ForecastLine(
      month: month, feature: nil, category: nil, provider: String(plan.id.prefix { $0 != "/" }),
      offer: nil, meter: "plan_fee", unit: "month", quantity: .one, plan: plan.id, cost: cost,
      missing: nil, priceFrom: plan.validity.from)
  }

  /// A plan that no usage touches still costs its fee.
  private mutating func addUnusedPlans() throws {
    for id in scenario.plans where !pools.values.contains(where: { $0.name == id }) {
      guard let plan = catalogue.plan(id) else { continue }
      let pool = Pool.plan(plan, key: plan.includes.first?.key ?? "")
      let settlement = try pool.settle(.zero)
      let cost = try Money(rounding: settlement.cost, in: scenario.currency)
      lines.append(feeLine(plan, cost: cost))
      try addStatement(pool, settlement, cost: cost)
    }
  }

  private mutating func addStatement(_ pool: Pool, _ settlement: Settlement, cost: Money) throws {
    guard let name = pool.name, let key = pool.key else { return }
    func money(_ number: Rational) throws -> Money {
      try Money(rounding: number, in: scenario.currency)
    }
    var paid = cost
    if case .plan(let plan, _) = pool, plan.billed == .year {
      let isInvoiced = (month.index - planStart.index) % 12 == 0
      paid = try money(
        settlement.cost - settlement.fee
          + (isInvoiced ? settlement.fee * Rational(12) : .zero))
    }
    if case .packs = pool, let size = settlement.packSize, let price = settlement.packPrice {
      let left = packsLeft[key] ?? .zero
      let needed = try max(.zero, settlement.used - left)
      let packs = try Rational((needed / size).rounded(.up))
      paid = try money(packs * price)
      packsLeft[key] = try left + packs * size - settlement.used
    }
    statements.append(
      PlanStatement(
        month: month, plan: name, key: key, used: settlement.used, included: settlement.included,
        fee: try money(settlement.fee), overage: try money(settlement.overage),
        trueUp: try money(settlement.trueUp), accrued: cost, paid: paid,
        missing: settlement.missing))
  }

  private mutating func summarise() {
    summaries = features.map { feature, requests, accepted in
      let own = lines.filter { $0.feature == feature.name }
      let known = own.compactMap(\.cost)
      return FeatureMonth(
        month: month, feature: feature.name, offer: feature.offer, requests: requests,
        accepted: accepted,
        cost: (try? Money.sum(known, in: scenario.currency)) ?? .zero(in: scenario.currency),
        completeness: own.completeness, missing: own.compactMap(\.missing).uniqued())
    }
  }
}

extension Pool {
  /// The plan's id, or the credit's for packs; nil for steps.
  var name: String? {
    switch self {
    case .plan(let plan, _): plan.id
    case .packs(let credit): credit.id
    case .tiers: nil
    }
  }

  /// The credit or meter it is about.
  var key: String? {
    switch self {
    case .plan(_, let key): key
    case .packs(let credit): credit.id
    case .tiers: nil
    }
  }
}
