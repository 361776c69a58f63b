import BillingTypes
import PricingRules
import Settlement

/// How a month of a group of features is put together: where each slot is kept while it is computed,
/// and which pools price what.
final class MonthPlan: Sendable {
  /// A pool with all who use it.
  struct SharedPool {
    let id: PoolID
    let columns: PoolColumns
    /// Pools of plans that are not held any longer, whose leftovers are used first.
    let earlier: [PoolID]
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
    /// Months since it began.
    let age: Int
    /// The plan's pools in the order in which they bear the fee.
    let pools: [Int]
    /// Where the plan's sums begin.
    let sums: Int
  }

  /// Numbers per feature before its slots: requests, calls, billed calls, kept assets.
  static let featureSums = 4
  /// Numbers per pool before its users: used, overage, paid, short, breakage, fee and true-up borne, what could be
  /// used, and what cannot be any longer.
  static let poolSums = 8
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
  /// Pools of earlier months that nobody asks for in this one; something may be left in them.
  let ageing: [PoolID]
  let sumCount: Int

  init(
    _ members: [FeatureProgram], month: Int, scenario: Scenario, beginnings: [PlanID: Month]
  ) {
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
    var held = Dictionary(
      members.flatMap { $0.usages[month].pools.map { ($0.key, $0.value) } },
      uniquingKeysWith: { first, _ in first })
    var ageing: [PoolID] = []
    for (id, columns) in Self.earlierPools(of: members, before: month) where held[id] == nil {
      // Packs were paid for: what expires of them is told, whoever asks for them.
      if columns.pack != nil { held[id] = columns } else { ageing.append(id) }
    }
    self.ageing = ageing
    let found = held.sorted { $0.key < $1.key }
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
          id: id, columns: columns, earlier: id.earlier(ageing, holding: held.keys), users: users,
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
      let age = month - ((beginnings[id] ?? scenario.start).index - scenario.start.index)
      plans.append(SharedPlan(id: id, terms: terms, age: age, pools: own, sums: next))
      next += Self.planSums
    }
    self.plans = plans
    self.pools = pools
    sumCount = next
  }

  /// Pools of which something can be left for a month, by id; only where plans change, others are there in every month.
  private static func earlierPools(
    of members: [FeatureProgram], before month: Int
  ) -> [(key: PoolID, value: PoolColumns)] {
    var pools: [PoolID: PoolColumns] = [:]
    for member in members {
      for usage in member.usages[..<month] {
        for (id, columns) in usage.pools where columns.pool.isHeld { pools[id] = columns }
      }
    }
    return pools.sorted { $0.key < $1.key }
  }
}
