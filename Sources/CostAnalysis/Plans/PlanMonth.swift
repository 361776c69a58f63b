import BillingTypes
import PricingRules
import Settlement

/// One way to pay for an allowance: a plan, or packs of a credit.
enum PlanSeller: Sendable {
  /// A plan that includes it.
  case plan(Plan)
  /// Packs that are bought as they are needed.
  case packs(Credit)

  /// What it is called: a plan's id, or `packs`.
  var name: String {
    switch self {
    case .plan(let plan): plan.id.rawValue
    case .packs: PlanID.packs.rawValue
    }
  }
}

/// What months come to where nothing but one allowance is used of a seller, by the settlement that forecasts use.
struct PlanMonth {
  let seller: PlanSeller
  /// A credit or a meter.
  let key: String

  private var pools: [PoolID: Pool] {
    switch seller {
    case .plan(let plan): Dictionary(plan.pools.map { ($0.id, $0.pool) }) { first, _ in first }
    case .packs(let credit): [.packs(credit.id): .packs(credit)]
    }
  }

  private var pool: PoolID {
    switch seller {
    case .plan(let plan): .plan(plan.id, allowance: key)
    case .packs(let credit): .packs(credit.id)
    }
  }

  /// What the first month costs in which a quantity is used.
  ///
  /// - Returns: The cost, or why it is not known or the quantity cannot be had.
  func cost(of quantity: Rational) throws(NumberError) -> Result<Rational, SettlementRefusal> {
    let statements = try months(1, using: quantity)[0]
    if let gap = statements.compactMap(\.gap).first { return .failure(SettlementRefusal(gap: gap)) }
    var sum = Rational.zero
    for statement in statements { sum = try sum + statement.cost }
    return .success(sum)
  }

  /// How much of what a month includes is lost unused, once as much is used in every month as long as anything is kept.
  func lost(using quantity: Rational) throws(NumberError) -> Rational {
    let kept = pools[pool]?.monthsKept ?? 1
    let months = try months(min(kept, 60) + 2, using: quantity)
    return months.last?.first { $0.id == pool }?.expired ?? .zero
  }

  private func months(
    _ count: Int, using quantity: Rational
  ) throws(NumberError) -> [[PoolStatement]] {
    let start = Month(index: 0)
    var book = SettlementBook(from: start)
    var months: [[PoolStatement]] = []
    for index in 0..<count {
      months.append(try book.settle(start.advanced(by: index), pools, used: [pool: quantity]))
    }
    return months
  }

  /// The quantities at which what more costs changes: where the allowance ends, and where overage has reached the least
  /// that a month comes to.
  func bends() throws(NumberError) -> [Rational] {
    guard case .plan(let plan) = seller else { return [] }
    let allowance = try AllowanceTerms<Rational>(plan, key)
    let trueUp = try PlanTerms<Rational>(plan).trueUp(after: [])
    guard let price = allowance.price, price > .zero, trueUp > .zero else {
      return [allowance.included]
    }
    return [allowance.included, try allowance.included + trueUp / price]
  }
}

/// Why a month has no known cost.
struct SettlementRefusal: Error {
  let gap: SettlementGap
}
