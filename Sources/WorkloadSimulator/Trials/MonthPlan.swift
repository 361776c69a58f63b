import BillingTypes
import PricingRules
import Settlement

/// How a month of a group of features is put together: where each slot is kept while it is computed,
/// and which pools price what.
struct MonthPlan {
  /// A pool with all who use it.
  struct SharedPool {
    let id: PoolID
    let columns: PoolColumns
    /// Features by their place in the group and their slots, in the order of the features' names.
    let users: [(member: Int, slot: Int)]
    /// What packs bought in advance this month hold.
    let boughtInAdvance: Double
    /// Where the pool's sums begin.
    let sums: Int
  }

  /// A plan whose allowances are pools of the group.
  struct SharedPlan {
    let id: PlanID
    let terms: PlanTerms<Double>
    /// The plan's pools in the order in which they bear the fee.
    let pools: [Int]
    /// Where the plan's sums begin.
    let sums: Int
  }

  /// Numbers per feature before its slots: requests, calls, billed calls, kept assets.
  static let featureSums = 4
  /// Numbers per pool before its users: used, overage, paid, short, breakage, fee and true-up borne, and what could be
  /// used.
  static let poolSums = 7
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
    let purchases = scenario.purchases(in: scenario.months[month])
    var pools: [SharedPool] = []
    for (id, columns) in found {
      let users = members.indices.flatMap { member in
        members[member].usages[month].slots.indices
          .filter { members[member].usages[month].slots[$0].pool == id }
          .map { (member: member, slot: $0) }
      }.sorted {
        (members[$0.member].feature.name, $0.slot) < (members[$1.member].feature.name, $1.slot)
      }
      pools.append(
        SharedPool(
          id: id, columns: columns, users: users,
          boughtInAdvance: columns.pack.map { pack in
            if case .packs(let credit) = id {
              pack.size * Double(purchases[credit] ?? 0)
            } else {
              0
            }
          } ?? 0, sums: next))
      next += Self.poolSums + users.count
    }
    var plans: [SharedPlan] = []
    for id in pools.compactMap(\.id.plan).uniqued() {
      let own = pools.indices.filter { pools[$0].id.plan == id }
      guard let terms = own.first.flatMap({ pools[$0].columns.plan }) else { continue }
      plans.append(SharedPlan(id: id, terms: terms, pools: own, sums: next))
      next += Self.planSums
    }
    self.plans = plans
    self.pools = pools
    sumCount = next
  }
}
