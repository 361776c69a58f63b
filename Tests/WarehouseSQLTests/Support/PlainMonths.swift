import BillingTypes
import PricingRules
import Settlement
import WorkloadSimulator

/// What months come to with plans, computed plainly: every row's use summed, then each plan by itself.
struct PlainMonths {
  private let catalogue: Catalogue
  private let plans: [PlanID]
  private var pools: [PoolID: Pool] = [:]
  /// By month and pool.
  private var used: [String: [PoolID: Rational]] = [:]
  /// By month and offer: what is priced row by row.
  private var amounts: [String: [String: Rational]] = [:]

  init(_ catalogue: Catalogue, plans: [PlanID]) {
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
      let offer = catalogue.offer(OfferID(row["offer"] ?? ""))
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
      case .steps: break
      default:
        let worth = try quoter.creditWorths(of: offer, plan: nil).first?.money ?? .one
        amounts[month, default: [:]][offer.id.rawValue, default: .zero] =
          try (amounts[month]?[offer.id.rawValue] ?? .zero) + (usage.cost ?? .zero) * worth
        continue
      }
      guard let found else { continue }
      pools[found.id] = found.pool
      amounts[month, default: [:]][offer.id.rawValue, default: .zero] =
        amounts[month]?[offer.id.rawValue] ?? .zero
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
        if case .steps = pool, used[id] ?? .zero == .zero { continue }
        lines["\(month) \(id)"] = try cost(of: id, pool, used)
        if case .plan(let plan, let allowance) = pool,
          try used[id] ?? .zero > plan.included(allowance) / Rational(plan.every.months)
        {
          if case .price = plan.overage(of: allowance) { continue }
          missing.insert("\(month) \(id)")
        }
      }
      for plan in plans.compactMap(catalogue.plan)
      where !pools.keys.contains(where: { $0.plan == plan.id }) {
        lines["\(month) plan \(plan.id)"] = try max(
          Self.monthlyFee(of: plan), plan.minimumSpend ?? .zero)
      }
    }
    return (lines, missing)
  }

  /// Of a plan's allowances the first that is used bears the fee and the true-up.
  private func cost(
    of id: PoolID, _ pool: Pool, _ used: [PoolID: Rational]
  ) throws -> Rational {
    if case .steps(let costs) = pool { return try costs.cost(of: used[id] ?? .zero) }
    guard let plan = pool.plan else { return .zero }
    let own = pools.keys.filter { $0.plan == plan.id }.sorted()
    let overages = try own.map { try overage(of: $0, under: plan, used) }
    guard own.first(where: { used[$0] ?? .zero != .zero }) ?? own.first == id else {
      return try overage(of: id, under: plan, used)
    }
    let others = try overages.reduce(.zero, +) - overage(of: id, under: plan, used)
    let whole = try max(
      plan.minimumSpend ?? .zero, Self.monthlyFee(of: plan) + overages.reduce(.zero, +))
    return try whole - others
  }

  private static func monthlyFee(of plan: Plan) throws -> Rational {
    try plan.fee / Rational(plan.every.months)
  }

  private func overage(
    of id: PoolID, under plan: Plan, _ used: [PoolID: Rational]
  ) throws -> Rational {
    guard case .plan(_, let allowance) = id, case .price(let price) = plan.overage(of: allowance)
    else { return .zero }
    let included = try plan.included(allowance) / Rational(plan.every.months)
    return try max(.zero, (used[id] ?? .zero) - included) * price
  }
}
