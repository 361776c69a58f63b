package import BillingTypes
import PricingRules

/// The pools of one month, with what earlier months left of their allowances and packs.
///
/// It is the one place that says who bears a plan's fee and true-up, and what an allowance holds.
package struct PoolMonth {
  /// The month.
  package let month: Month
  /// The pools by their ids.
  package var pools: [String: Pool] = [:]
  /// What is left of allowances and packs, by pool.
  package private(set) var ledgers: [String: LotLedger]

  /// Begins a month after what an earlier one left.
  package init(_ month: Month, after earlier: [String: LotLedger] = [:]) {
    self.month = month
    ledgers = earlier
  }

  /// Brings the ledgers to this month: what it includes, and what is bought in advance.
  ///
  /// - Parameter bought: What packs that are bought in advance for a pool hold.
  /// - Throws: ``NumberError/overflow``.
  package mutating func open(bought: (Pool) -> Rational = { _ in .zero }) throws {
    for (id, pool) in pools where ledgers[id]?.month != month {
      if case .tiers = pool { continue }
      var ledger = ledgers[id] ?? LotLedger(monthsKept: pool.monthsKept)
      ledger.month = month
      let quantity = try pool.monthlyAllowance + bought(pool)
      if quantity > .zero { ledger.add(quantity, in: month.index) }
      ledgers[id] = ledger
    }
  }

  /// What a pool comes to; of a plan with several allowances the first that is used bears the fee
  /// and the true-up.
  ///
  /// - Parameters:
  ///   - id: The pool.
  ///   - totals: What the month uses of each pool.
  /// - Throws: ``NumberError/overflow``.
  /// - Returns: The cost and its parts.
  package func settlement(of id: String, _ totals: [String: Rational]) throws -> Settlement {
    guard let pool = pools[id] else { return Settlement(cost: .zero) }
    let total = totals[id] ?? .zero
    guard case .plan(let plan, _) = pool else { return try pool.settle(total) }
    let available = try ledgers[id]?.available
    let allowances = pools.keys.filter { pools[$0]?.name == plan.id }.sorted()
    let bearer = allowances.first { totals[$0] ?? .zero != .zero } ?? allowances.first
    guard bearer == id else {
      return try pool.settle(total, chargingFee: false, available: available)
    }
    var beside = Rational.zero
    for other in allowances where other != id {
      beside =
        try beside
        + (pools[other]?.settle(
          totals[other] ?? .zero, chargingFee: false, available: ledgers[other]?.available
        ).cost ?? .zero)
    }
    return try pool.settle(total, beside: beside, available: available)
  }

  /// What can be used of a pool; nil where nothing is held.
  package func available(_ id: String) throws -> Rational? { try ledgers[id]?.available }

  /// Adds what is bought of a pool during the month.
  package mutating func add(_ quantity: Rational, to id: String) {
    ledgers[id]?.add(quantity, in: month.index)
  }

  /// Ends the month for a pool.
  ///
  /// - Parameters:
  ///   - id: The pool.
  ///   - quantity: What was used.
  /// - Throws: ``NumberError/overflow``.
  /// - Returns: What is left and cannot be used any longer.
  package mutating func close(_ id: String, used quantity: Rational) throws -> Rational {
    try ledgers[id]?.use(quantity)
    return try ledgers[id]?.expire(after: month.index) ?? .zero
  }
}
