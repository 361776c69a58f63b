import BillingTypes
import PricingRules
import WorkloadSimulator

/// What months come to with plans, computed plainly: every row's use summed, then ``Pool`` settles it.
struct PlainMonths {
  private let catalogue: Catalogue
  private let plans: [String]
  private var pools: [String: Pool] = [:]
  /// By month and pool.
  private var used: [String: [String: Rational]] = [:]
  /// By month and offer: what is priced row by row.
  private var amounts: [String: [String: Rational]] = [:]

  init(_ catalogue: Catalogue, plans: [String]) {
    self.catalogue = catalogue
    self.plans = plans
    let finder = PoolFinder(plans: plans, catalogue: catalogue)
    for offer in catalogue.offers {
      for (index, charge) in offer.charges.enumerated() {
        guard
          let found = finder.pool(
            of: charge, at: index, amounts: charge.price.history.last, offer: offer)
        else { continue }
        if case .plan(let plan, _) = found.pool, plans.contains(plan.id) {
          pools[found.id] = found.pool
        }
      }
    }
  }

  mutating func add(_ row: [String: String]) throws {
    guard let day = Day((row["timestamp"] ?? "").prefix(10)),
      let offer = catalogue.offer(row["offer"] ?? "")
    else { return }
    let finder = PoolFinder(plans: plans, catalogue: catalogue)
    let month = day.month.description
    let request = Request(
      row.filter { !["timestamp", "offer", "feature"].contains($0.key) && $0.value != "" }
        .map { ($0.key, $0.value) })
    let quoter = Quoter(catalogue: catalogue, asOf: day)
    let compiled = try quoter.compile(offer, worths: quoter.creditWorths(of: offer, plan: nil))
    var run = RequestRun(compiled)
    for value in try offer.resolve(request, vocabulary: catalogue.vocabulary).values
    where value.origin == .given {
      if let slot = compiled.slot(of: value.name) { try run.set(slot, to: value.value) }
    }
    _ = try run.price()
    for (index, charge) in offer.charges.enumerated() {
      let found = finder.pool(
        of: charge, at: index, amounts: charge.price.amounts(on: day, knownAt: nil), offer: offer)
      let usage = run.usage(ofCharge: index)
      let isBilled = request["outcome"] != "failed" && usage.cost != nil
      switch found?.pool {
      case .plan(let plan, _) where plans.contains(plan.id): break
      case .tiers: break
      default:
        let worth = try quoter.creditWorths(of: offer, plan: nil).first?.money ?? .one
        amounts[month, default: [:]][offer.id, default: .zero] =
          try (amounts[month]?[offer.id] ?? .zero) + (usage.cost ?? .zero) * worth
        continue
      }
      guard let found else { continue }
      pools[found.id] = found.pool
      amounts[month, default: [:]][offer.id, default: .zero] = amounts[month]?[offer.id] ?? .zero
      let quantity = (found.countsCost ? usage.cost : isBilled ? usage.quantity : .zero) ?? .zero
      used[month, default: [:]][found.id] = try (used[month]?[found.id] ?? .zero) + quantity
    }
  }

  /// The amount of every line, by month and item, and the items of which something is missing.
  func lines() throws -> (amounts: [String: Rational], missing: Set<String>) {
    var lines: [String: Rational] = [:]
    var missing: Set<String> = []
    for (month, offers) in amounts {
      for (offer, amount) in offers { lines["\(month) \(offer)"] = amount }
      let used = used[month] ?? [:]
      for (id, pool) in pools {
        if case .tiers = pool, used[id] ?? .zero == .zero { continue }
        let settlement = try settle(pool, id, used)
        lines["\(month) \(id)"] = settlement.cost
        if settlement.missing != nil { missing.insert("\(month) \(id)") }
      }
      for plan in plans.compactMap(catalogue.plan)
      where !pools.keys.contains(where: { $0.hasPrefix("plan \(plan.id) ") }) {
        lines["\(month) plan \(plan.id)"] =
          try Pool.plan(plan, key: plan.includes[0].key).settle(.zero).cost
      }
    }
    return (lines, missing)
  }

  /// Of a plan's allowances the first that is used bears the fee and the true-up.
  private func settle(_ pool: Pool, _ id: String, _ used: [String: Rational]) throws -> Settlement {
    let own = used[id] ?? .zero
    guard case .plan(let plan, _) = pool else { return try pool.settle(own) }
    let shared = pools.keys.filter { $0.hasPrefix("plan \(plan.id) ") }.sorted()
    let bearer = shared.first { used[$0] ?? .zero != .zero } ?? shared.first
    guard bearer == id else { return try pool.settle(own, chargingFee: false) }
    var beside = Rational.zero
    for other in shared where other != id {
      beside =
        try beside
        + (pools[other]?.settle(used[other] ?? .zero, chargingFee: false).cost ?? .zero)
    }
    return try pool.settle(own, beside: beside)
  }
}
