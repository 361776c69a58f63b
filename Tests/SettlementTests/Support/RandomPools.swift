import BillingTypes
import PricingRules

@testable import Settlement
import TestSupport

/// Plans, packs and steps from a seed, in small whole numbers, and months in which they are used.
struct RandomPools {
  /// The pools; the allowances of up to two plans among them.
  let pools: [PoolID: Pool]
  /// By month: what is used of each pool, and packs that are bought in advance.
  let months: [(used: [PoolID: Rational], purchases: [CreditID: Int])]

  static let start = Month(index: 24_324)

  init(seed: Int) {
    var random = SplitMix64(seed: UInt64(seed))
    var pools: [PoolID: Pool] = [:]
    for name in ["acme/small", "acme/large"].prefix(random.below(3)) {
      for (id, pool) in Self.plan(PlanID(name), &random).pools { pools[id] = pool }
    }
    if random.below(3) > 0 {
      let credit = Self.credit(&random)
      pools[.packs("acme/token")] = .packs(credit)
    }
    if random.below(2) > 0 {
      pools[.steps("acme/still/generate", charge: 0, meter: "images")] =
        .steps(QuantityCost(Self.steps(&random)))
    }
    self.pools = pools
    months = (0..<(3 + random.below(26))).map { _ in
      var used: [PoolID: Rational] = [:]
      for id in pools.keys.sorted() where random.below(4) > 0 {
        if case .fee = id { continue }
        used[id] = Rational(random.below(60))
      }
      return (used, random.below(4) > 0 ? [:] : ["acme/token": random.below(4)])
    }
  }

  private static func plan(_ id: PlanID, _ random: inout SplitMix64) -> Plan {
    let keys = ["acme/credit", "images", "seconds"].shuffled(using: &random)
      .prefix(random.below(4))
    return Plan(
      id: id, name: id.rawValue, fee: Rational(random.below(50)), every: .month,
      billed: random.pick([.month, .year]),
      includes: keys.map { (key: $0, quantity: Rational(1 + random.below(40))) },
      overage: keys.map { key in
        (key: key, price: random.pick([.price(Rational(1 + random.below(9))), .none, .unknown]))
      },
      minimumSpend: random.pick([nil, Rational(random.below(300))]), expires: expiry(&random),
      validity: Validity(), evidence: [])
  }

  private static func credit(_ random: inout SplitMix64) -> Credit {
    Credit(
      id: "acme/token", name: "Token",
      packs: random.below(6) == 0
        ? []
        : [
          Credit.Pack(
            credits: Rational(1 + random.below(25)), price: Rational(1 + random.below(30)))
        ],
      defaultSource: .pack, expires: expiry(&random), evidence: [])
  }

  private static func expiry(_ random: inout SplitMix64) -> Expiry? {
    random.pick([nil, .unknown, .never, .months(1), .months(2), .months(3), .days(365), .days(40)])
  }

  private static func steps(_ random: inout SplitMix64) -> Price {
    let steps = PriceSteps([
      (upTo: Rational(1 + random.below(20)), amount: Rational(random.below(9))),
      (upTo: Rational(21 + random.below(20)), amount: Rational(random.below(9))),
      (upTo: nil, amount: Rational(random.below(9))),
    ])
    return random.pick([
      .graduated(steps: steps), .volume(steps: steps),
      .cliff(steps: steps),
      .package(amount: Rational(random.below(9)), size: Rational(1 + random.below(7))),
    ])
  }

  /// The statements of every month.
  func statements() throws -> [[PoolStatement]] {
    var book = SettlementBook(from: Self.start)
    return try months.enumerated().map { index, month in
      try book.settle(
        Self.start.advanced(by: index), pools, used: month.used, purchases: month.purchases)
    }
  }
}
