package import BillingTypes
package import PricingRules

/// Settles pools month after month, exactly, and keeps what earlier months left.
///
/// ```
/// open       what was left, what the month includes, what is bought in advance
/// charge     what was used: overage beyond an allowance, the price of packs, steps
/// bear       fee and true-up, by the first allowance of a plan that is used
/// close      packs for what is short, the oldest first, what expires, what is carried on
/// ```
package struct SettlementBook: Sendable {
  /// The month in which yearly fees are invoiced first.
  private let start: Month
  private var lots: [PoolID: ExactLots] = [:]
  private var last: Month?

  /// Begins with nothing left of earlier months.
  ///
  /// - Parameter start: The month in which plans begin.
  package init(from start: Month) { self.start = start }

  /// Settles the next month.
  ///
  /// - Parameters:
  ///   - month: The month after the last one that was settled, or any for the first.
  ///   - pools: All that is held or used in it.
  ///   - used: What is used of each; nothing of those that are left out.
  ///   - purchases: Packs that are bought in advance, by credit.
  ///   - beginnings: The months in which plans began that did not begin with the book.
  /// - Returns: A statement per pool, in the order of their ids.
  /// - Throws: ``NumberError/overflow``.
  package mutating func settle(
    _ month: Month, _ pools: [PoolID: Pool], used: [PoolID: Rational],
    purchases: [CreditID: Int] = [:], beginnings: [PlanID: Month] = [:]
  ) throws(NumberError) -> [PoolStatement] {
    precondition(last.map { month == $0.advanced(by: 1) } ?? true, "months are settled in order")
    last = month
    var statements: [PoolStatement] = []
    for (id, pool) in pools.sorted(by: { $0.key < $1.key }) {
      var statement = PoolStatement(id: id, pool: pool, used: used[id] ?? .zero)
      let earlier = id.earlier(lots.keys, holding: pools.keys)
      try open(&statement, month, purchases, earlier)
      try charge(&statement)
      statements.append(statement)
    }
    try bear(&statements, month, beginnings)
    for place in statements.indices {
      let earlier = statements[place].id.earlier(lots.keys, holding: pools.keys)
      try close(&statements[place], month, earlier)
    }
    // What nobody asks for any longer goes on ageing.
    for id in lots.keys where pools[id] == nil { _ = lots[id]?.expire(after: month.index) }
    return statements
  }

  /// What can be used: what was left, what the month includes, and packs bought in advance.
  private mutating func open(
    _ statement: inout PoolStatement, _ month: Month, _ purchases: [CreditID: Int],
    _ earlier: [PoolID]
  ) throws(NumberError) {
    switch statement.pool {
    case .plan(let plan, let allowance):
      statement.included = try AllowanceTerms(plan, allowance).included
    case .packs(let credit):
      let packs = Rational(purchases[credit.id] ?? 0)
      if let pack = PackTerms(credit) { statement.boughtInAdvance = try packs * pack.size }
    case .fee, .steps: return
    }
    var held = lots[statement.id] ?? ExactLots(monthsKept: statement.pool.monthsKept)
    statement.carried = try held.available()
    for id in earlier {
      statement.carried = try statement.carried + (lots[id]?.available() ?? .zero)
    }
    try held.add(statement.included + statement.boughtInAdvance, in: month.index)
    lots[statement.id] = held
  }

  /// What the month's use costs, without what a plan costs whatever is used.
  private func charge(_ statement: inout PoolStatement) throws(NumberError) {
    switch statement.pool {
    case .plan(let plan, let allowance):
      let terms = try AllowanceTerms(plan, allowance)
      statement.excess = try terms.excess(of: statement.used, beyond: statement.available)
      statement.overage = try terms.overage(of: statement.excess)
      statement.cost = statement.overage
      if statement.excess > .zero {
        statement.gap = SettlementGap(
          of: plan, allowance, included: statement.included, excess: statement.excess)
      }
    case .packs(let credit):
      if let pack = PackTerms(credit) {
        statement.cost = try pack.cost(of: statement.used)
      } else if statement.used != .zero {
        statement.gap = .packPriceUnknown(credit: credit.id)
      }
    case .steps(let costs): statement.cost = try costs.cost(of: statement.used)
    case .fee: break
    }
    statement.paid = statement.cost
  }

  /// Of each plan's pools the first that is used, or else the first, bears the fee and the true-up.
  private func bear(
    _ statements: inout [PoolStatement], _ month: Month, _ beginnings: [PlanID: Month]
  ) throws(NumberError) {
    var shared: [PlanID: [Int]] = [:]
    for (place, statement) in statements.enumerated() {
      if let plan = statement.id.plan { shared[plan, default: []].append(place) }
    }
    for places in shared.values {
      guard let plan = statements[places[0]].pool.plan else { continue }
      let used = bearer(of: places.count) { statements[places[$0]].used != .zero }
      let place = places[used ?? 0]
      let terms = try PlanTerms(plan)
      let trueUp = try terms.trueUp(after: places.map { statements[$0].overage })
      let invoiced = terms.invoiced(
        inMonth: month.index - (beginnings[plan.id] ?? start).index)
      statements[place].fee = terms.fee
      statements[place].trueUp = trueUp
      statements[place].cost = try statements[place].overage + terms.fee + trueUp
      statements[place].paid = try statements[place].overage + invoiced + trueUp
    }
  }

  /// Packs are bought for what is short; what is left is carried on or gone.
  private mutating func close(
    _ statement: inout PoolStatement, _ month: Month, _ earlier: [PoolID]
  ) throws(NumberError) {
    guard var held = lots[statement.id] else { return }
    // What an earlier plan left is older than what this one includes.
    var (used, lost, kept) = (statement.used, Rational.zero, Rational.zero)
    for id in earlier {
      guard var old = lots[id] else { continue }
      used = try used - old.draw(used, in: month.index)
      lost = try lost + old.expiring(after: month.index)
      kept = try kept + old.available() - old.expiring(after: month.index)
      lots[id] = old
    }
    var pack: PackTerms<Rational>?
    if case .packs(let credit) = statement.pool { pack = PackTerms(credit) }
    (statement.bought, statement.expired) = try held.close(
      month.index, used: used, available: statement.available, pack)
    statement.expired = try statement.expired + lost
    statement.carriedOn = try held.available() + kept
    lots[statement.id] = held
    guard let pack else { return }
    statement.paid = try pack.cost(of: statement.boughtInAdvance + statement.bought)
    statement.breakage = try pack.cost(of: statement.expired)
  }
}
