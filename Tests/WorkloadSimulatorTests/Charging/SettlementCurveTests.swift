import BillingTypes
import PricingRules
import TestSupport
import Testing

@testable import WorkloadSimulator

/// The fast forms of a month's settlement are those of the exact ones.
@Suite("Settlement in bulk")
struct SettlementCurveTests {
  static func steps(_ mode: TierMode) -> Price {
    Price(
      .tiered(mode, over: .month, upTo: [Rational(10), Rational(40), nil]),
      amounts: ["0.5", "0.3", "0.1"].map { Sample.number($0) })
  }

  @Test(
    "A curve costs what its price costs, alone and in rows",
    arguments: [
      steps(.graduated), steps(.volume), steps(.cliff),
      Price(.package(size: Rational(7)), amounts: [Rational(3)]),
      Price(.perUnit(per: Rational(4)), amounts: [Rational(3)]),
      Price(.flat, amounts: [Rational(9)]),
    ])
  func prices(price: Price) throws {
    let curve = SettlementCurve(.tiers(price))
    let (quantities, available) = (Column(101), Column(101))
    let (costs, slopes) = (Column(101), Column(101))
    for index in 0...100 { quantities.values[index] = Double(index) / 2 }
    curve.fill(
      costs: costs.values, slopes: slopes.values, of: quantities.values,
      available: available.values)
    for index in 0...100 {
      let exact = try price.cost(of: Rational(Int128(index), over: 2)).approximation
      #expect(abs(costs.values[index] - exact) < 1e-9)
      #expect(abs(curve.cost(of: Double(index) / 2, available: 0).cost - exact) < 1e-9)
    }
  }

  @Test("Lots in columns are used and lost like the exact ledger's", arguments: [1, 2, 3, nil])
  func lots(monthsKept: Int?) throws {
    var random = SplitMix64(seed: UInt64(monthsKept ?? 9))
    let columns = LotColumns(trials: 1, monthsKept: monthsKept)
    var ledger = LotLedger(monthsKept: monthsKept)
    for month in 0..<40 {
      let bought = random.below(50)
      columns.add(Double(bought), in: month, trial: 0)
      ledger.add(Rational(bought), in: month)
      let available = try ledger.available
      #expect(columns.available(trial: 0) == available.approximation)
      let used = min(Rational(random.below(60)), available)
      columns.use(used.approximation, in: month, trial: 0)
      try ledger.use(used)
      let gone = try ledger.expire(after: month)
      #expect(columns.expire(after: month, trial: 0) == gone.approximation)
      if monthsKept == nil { #expect(gone == .zero) }
    }
  }
}
