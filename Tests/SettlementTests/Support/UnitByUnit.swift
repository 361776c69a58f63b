import BillingTypes
import PricingRules

@testable import Settlement
import TestSupport

/// Months settled the slow way: every unit of an allowance or of a pack is one thing with the month it
/// came in, and is used, lost or kept by itself.
struct UnitByUnit {
  /// What a pool comes to in a month.
  struct Statement: Equatable {
    var carried = 0
    var bought = 0
    var excess = 0
    var expired = 0
    var carriedOn = 0
    var fee = 0
    var trueUp = 0
    var cost: Rational = .zero
  }

  /// The months in which the units that are left came, the oldest first.
  private var units: [PoolID: [Int]] = [:]

  mutating func settle(
    _ month: Int, _ pools: [PoolID: Pool], used: [PoolID: Rational], purchases: [CreditID: Int]
  ) throws -> [PoolID: Statement] {
    var statements: [PoolID: Statement] = [:]
    for (id, pool) in pools {
      statements[id] = try settle(
        month, id, pool, used: Int(used[id]?.numerator ?? 0), purchases)
    }
    for plan in Set(pools.values.compactMap { $0.plan?.id }) {
      let own = pools.keys.filter { pools[$0]?.plan?.id == plan }.sorted()
      guard let terms = pools[own[0]]?.plan else { continue }
      let bearer = own.first { used[$0] ?? .zero > .zero } ?? own[0]
      let fee = Int(terms.fee.numerator)
      var spent = Rational(fee)
      for id in own { spent = try spent + (statements[id]?.cost ?? .zero) }
      let trueUp = try max(.zero, (terms.minimumSpend ?? .zero) - spent)
      statements[bearer]?.fee = fee
      statements[bearer]?.trueUp = Int(trueUp.numerator)
      let overage = statements[bearer]?.cost ?? .zero
      statements[bearer]?.cost = try overage + Rational(fee) + trueUp
    }
    return statements
  }

  private mutating func settle(
    _ month: Int, _ id: PoolID, _ pool: Pool, used: Int, _ purchases: [CreditID: Int]
  ) throws -> Statement {
    var statement = Statement()
    var left = units[id] ?? []
    statement.carried = left.count
    var price = Rational.zero
    var size = 0
    switch pool {
    case .fee: return statement
    case .steps(let costs):
      statement.cost = try costs.price.cost(of: Rational(used))
      return statement
    case .plan(let plan, let allowance):
      left += Array(repeating: month, count: Int(plan.included(allowance).numerator))
      if case .price(let overage) = plan.overage(of: allowance) { price = overage }
    case .packs(let credit):
      guard let pack = credit.packs.first else { return statement }
      size = Int(pack.credits.numerator)
      price = try pack.price / pack.credits
      left += Array(repeating: month, count: size * (purchases["acme/token"] ?? 0))
    }
    for _ in 0..<used {
      if left.isEmpty, size > 0 {
        left = Array(repeating: month, count: size)
        statement.bought += size
      }
      if left.isEmpty { statement.excess += 1 } else { left.removeFirst() }
    }
    let priced = size > 0 ? used : statement.excess
    statement.cost = try price * Rational(priced)
    if let kept = Self.monthsKept(pool) {
      let stay = left.filter { month + 1 < $0 + kept }
      statement.expired = left.count - stay.count
      left = stay
    }
    statement.carriedOn = left.count
    units[id] = left
    return statement
  }

  private static func monthsKept(_ pool: Pool) -> Int? {
    let expires: Expiry?
    switch pool {
    case .plan(let plan, _):
      if plan.expires == nil || plan.expires == .unknown { return 1 }
      expires = plan.expires
    case .packs(let credit): expires = credit.expires
    case .fee, .steps: return nil
    }
    switch expires {
    case .months(let months): return months
    case .days(let days): return max(1, days / 30)
    case .never, .unknown, nil: return nil
    }
  }
}
