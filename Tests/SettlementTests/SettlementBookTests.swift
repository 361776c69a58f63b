import BillingTypes
import PricingRules
import TestSupport
import Testing

@testable import ReportGenerator
import Settlement

@Suite("The settlement of months")
struct SettlementBookTests {
  static let seeds = 0..<200

  @Test("Months are what they are unit by unit and lot by lot", arguments: seeds)
  func reference(seed: Int) throws {
    let random = RandomPools(seed: seed)
    var slow = UnitByUnit()
    for (index, statements) in try random.statements().enumerated() {
      let month = random.months[index]
      let expected = try slow.settle(
        index, random.pools, used: month.used, purchases: month.purchases)
      #expect(statements.map(\.id) == random.pools.keys.sorted())
      for statement in statements {
        let found = UnitByUnit.Statement(
          carried: Int(statement.carried.numerator), bought: Int(statement.bought.numerator),
          excess: Int(statement.excess.numerator), expired: Int(statement.expired.numerator),
          carriedOn: Int(statement.carriedOn.numerator), fee: Int(statement.fee.numerator),
          trueUp: Int(statement.trueUp.numerator), cost: statement.cost)
        let isPriced =
          if case .packs(let credit) = statement.pool { !credit.packs.isEmpty } else { true }
        if isPriced { #expect(found == expected[statement.id]) }
        #expect(statement.isPriced || statement.cost == .zero)
      }
    }
  }

  @Test(
    "What comes to a pool is used, lost or carried on, and what is carried on arrives",
    arguments: seeds)
  func balance(seed: Int) throws {
    let random = RandomPools(seed: seed)
    var carried: [PoolID: Rational] = [:]
    for statement in try random.statements().joined() where statement.isPriced {
      if case .steps = statement.id { continue }
      let came = try statement.available + statement.bought
      let went = try statement.used - statement.excess + statement.expired + statement.carriedOn
      #expect(came == went)
      #expect(statement.carried == carried[statement.id] ?? .zero)
      carried[statement.id] = statement.carriedOn
    }
  }

  @Test(
    "Nothing is paid back, and a plan comes to its fee and its minimum at least", arguments: seeds)
  func amounts(seed: Int) throws {
    let random = RandomPools(seed: seed)
    for statements in try random.statements() {
      for statement in statements {
        #expect(statement.paid >= .zero)
        #expect(statement.cost >= statement.fee)
        #expect(statement.breakage >= .zero)
      }
      for plan in Set(statements.compactMap { $0.pool.plan?.id }) {
        let own = statements.filter { $0.pool.plan?.id == plan }
        let cost = try own.reduce(Rational.zero) { try $0 + $1.cost }
        #expect(own.filter { $0.fee > .zero || $0.trueUp > .zero }.count <= 1)
        #expect(cost >= own[0].pool.plan?.fee ?? .zero)
        #expect(cost >= own[0].pool.plan?.minimumSpend ?? .zero)
      }
    }
  }

  @Test("Over whole years, the fees that are paid are those that are due", arguments: seeds)
  func fees(seed: Int) throws {
    var random = SplitMix64(seed: UInt64(seed))
    let plan = Plan(
      id: "acme/yearly", name: "Yearly", fee: Rational(1 + random.below(100)),
      every: random.pick([.month, .year]), billed: random.pick([.month, .year]), includes: [],
      overage: [], minimumSpend: nil, expires: nil, validity: Validity(), evidence: [])
    var book = SettlementBook(from: RandomPools.start)
    var (due, paid) = (Rational.zero, Rational.zero)
    for month in 0..<24 {
      for statement in try book.settle(
        RandomPools.start.advanced(by: month),
        Dictionary(uniqueKeysWithValues: plan.pools.map { ($0.id, $0.pool) }), used: [:])
      {
        due = try due + statement.cost
        paid = try paid + statement.paid
      }
    }
    #expect(due == paid)
  }

  @Test("What nobody asks for in a month grows older all the same")
  func gap() throws {
    let credit = Credit(
      id: "acme/token", name: "Token",
      packs: [Credit.Pack(credits: Rational(10), price: Rational(5))], defaultSource: .pack,
      expires: .months(2), evidence: [])
    let pools: [PoolID: Pool] = [.packs("acme/token"): .packs(credit)]
    var book = SettlementBook(from: RandomPools.start)
    let first = try book.settle(RandomPools.start, pools, used: [.packs("acme/token"): Rational(4)])
    #expect(first[0].carriedOn == Rational(6))
    #expect(try book.settle(RandomPools.start.advanced(by: 1), [:], used: [:]).isEmpty)
    let third = try book.settle(RandomPools.start.advanced(by: 2), pools, used: [:])
    #expect(third[0].carried == .zero)
  }

  @Test(
    "What is missing is said",
    arguments: [
      (
        .none, "plan acme/p includes 5 images; 7 more are needed and cannot be bought in it"
      ),
      (.unknown, "plan acme/p includes 5 images; what 7 more cost is not known"),
      (.price(.one), nil),
    ] as [(Plan.Overage, String?)])
  func gap(overage: Plan.Overage, words: String?) throws {
    let plan = Plan(
      id: "acme/p", name: "P", fee: .one, every: .month, billed: .month,
      includes: [(key: "images", quantity: Rational(5))],
      overage: [(key: "images", price: overage)], minimumSpend: nil, expires: nil,
      validity: Validity(), evidence: [])
    var book = SettlementBook(from: RandomPools.start)
    let id = PoolID.plan("acme/p", allowance: "images")
    let statements = try book.settle(
      RandomPools.start, [id: .plan(plan, allowance: "images")], used: [id: Rational(12)])
    #expect(statements[0].gap?.words == words)
  }
}
