import BillingTypes
import PricingRules

/// How a month of a group of features is put together: where each slot is kept while it is computed,
/// and which pools price what.
struct MonthPlan {
  /// A pool with all who use it.
  struct SharedPool {
    let id: String
    let pool: Pool
    let curve: SettlementCurve
    /// Features by their place in the group and their slots, in the order of the features' names.
    let users: [(member: Int, slot: Int)]
    /// What the month's fee includes.
    let included: Double
    /// The plan's place in ``MonthPlan/plans``; nil for packs and steps.
    let plan: Int?
    /// What a pack holds and costs; nil without packs.
    let pack: (size: Double, price: Double)?
    /// What packs bought in advance this month hold.
    let purchased: Double
    /// Where the pool's sums begin.
    let sums: Int
  }

  /// A plan whose allowances are pools of the group.
  struct SharedPlan {
    let fee: Double
    /// The fee as it is paid in this month.
    let invoiced: Double
    let minimum: Double
    /// The plan's pools in the order in which they bear the fee.
    let pools: [Int]
    /// Where the plan's sums begin.
    let sums: Int
  }

  /// Numbers per feature before its slots: requests, calls, billed calls, kept assets.
  static let featureSums = 4
  /// Numbers per pool before its users: used, overage, paid, short, breakage, fee and true-up borne.
  static let poolSums = 6
  /// Numbers per plan: what nobody used bears.
  static let planSums = 1

  let month: Int
  /// Where each member's sums begin.
  let memberSums: [Int]
  /// Where each member's slots begin among all slots of the group.
  let slotStarts: [Int]
  let slotCount: Int
  let pools: [SharedPool]
  let plans: [SharedPlan]
  let sumCount: Int

  init(_ members: [FeatureProgram], month: Int, scenario: Scenario) {
    self.month = month
    var next = 0
    var slots = 0
    var memberSums: [Int] = []
    var slotStarts: [Int] = []
    for member in members {
      memberSums.append(next)
      slotStarts.append(slots)
      slots += member.usages[month].slots.count
      next += Self.featureSums + member.usages[month].slots.count
    }
    self.memberSums = memberSums
    self.slotStarts = slotStarts
    slotCount = slots
    let found = Dictionary(
      members.flatMap { $0.usages[month].pools.map { ($0.key, $0.value) } },
      uniquingKeysWith: { first, _ in first }
    ).sorted { $0.key < $1.key }
    let planNames = found.compactMap { _, pool -> String? in
      if case .plan(let plan, _) = pool { plan.id } else { nil }
    }.uniqued()
    var pools: [SharedPool] = []
    for (id, pool) in found {
      let users = members.indices.flatMap { member in
        members[member].usages[month].slots.indices
          .filter { members[member].usages[month].slots[$0].pool == id }
          .map { (member: member, slot: $0) }
      }.sorted {
        (members[$0.member].feature.name, $0.slot) < (members[$1.member].feature.name, $1.slot)
      }
      pools.append(
        SharedPool(
          id: id, pool: pool, curve: SettlementCurve(pool), users: users,
          included: pool.monthlyAllowance.approximation,
          plan: pool.plan.flatMap { planNames.firstIndex(of: $0.id) }, pack: pool.pack,
          purchased: scenario.purchased(of: pool, in: scenario.months[month]).approximation,
          sums: next))
      next += Self.poolSums + users.count
    }
    plans = planNames.map { name in
      let own = pools.indices.filter { pools[$0].pool.plan?.id == name }
      let plan = pools[own[0]].pool.plan
      let fee = plan?.monthlyFee.approximation ?? 0
      defer { next += Self.planSums }
      return SharedPlan(
        fee: fee,
        invoiced: plan?.billed == .year ? (month % 12 == 0 ? fee * 12 : 0) : fee,
        minimum: plan?.minimumSpend?.approximation ?? 0, pools: own, sums: next)
    }
    self.pools = pools
    sumCount = next
  }
}
