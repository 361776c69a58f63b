import BillingTypes
import PricingRules
import TestSupport
import Testing

@testable import Settlement

/// Trials repeat in binary numbers what the exact settlement says.
@Suite("The settlement of trials")
struct TrialColumnsTests {
  /// A row of numbers for as long as the test runs.
  final class Row {
    let values: NumberRow

    init(_ values: [Double]) {
      self.values = .allocate(capacity: values.count)
      _ = self.values.initialize(from: values)
    }

    deinit { values.deallocate() }
  }

  /// Rows of one pool in one month; its trials use the same, and another pool's trials stand between.
  struct Rows {
    let used, available, cost, slope, borne, paid, breakage: Row

    init(_ used: Double) {
      self.used = Row([used, 0, used])
      (available, cost, slope) = (Row([0, 0, 0]), Row([0, 0, 0]), Row([0, 0, 0]))
      (borne, paid, breakage) = (Row([0, 0, 0]), Row([0, 0, 0]), Row([0, 0, 0]))
    }
  }

  static func isNear(_ value: Double, _ exact: Rational) -> Bool {
    abs(value - exact.approximation) <= 1e-9 * max(1, abs(exact.approximation))
  }

  @Test("Trials come to what the exact settlement comes to", arguments: 0..<200)
  func months(seed: Int) throws {
    let random = RandomPools(seed: seed)
    let ids = random.pools.keys.sorted()
    let columns = try ids.map { try PoolColumns(#require(random.pools[$0])) }
    let lots = columns.map { $0.pool.isHeld ? LotColumns(trials: 5, of: $0.pool) : nil }
    for (index, statements) in try random.statements().enumerated() {
      let month = random.months[index]
      let rows = ids.map { Rows(month.used[$0]?.approximation ?? 0) }
      let packs = Double(month.purchases["acme/token"] ?? 0)
      for place in ids.indices {
        let column = columns[place]
        let coming = column.included + (column.pack?.size ?? 0) * packs
        let row = rows[place]
        row.available.values.update(repeating: coming)
        lots[place]?.open(index, adding: coming, 2..<5, available: row.available.values)
        column.fill(
          costs: row.cost.values, slopes: row.slope.values, of: row.used.values,
          available: row.available.values)
      }
      for plan in Set(ids.compactMap(\.plan)) {
        let own = ids.indices.filter { ids[$0].plan == plan }
        let (trueUps, overages) = (Row([0, 0, 0]), Row([0, 0, 0]))
        try #require(columns[own[0]].plan).bear(
          own.map {
            .init(
              used: rows[$0].used.values, overage: rows[$0].cost.values,
              borne: rows[$0].borne.values)
          }, trueUps: trueUps.values, overages: overages.values)
        let trueUp = try own.reduce(Rational.zero) { try $0 + statements[$1].trueUp }
        let overage = try own.reduce(Rational.zero) { try $0 + statements[$1].overage }
        #expect(Self.isNear(trueUps.values[2], trueUp))
        #expect(Self.isNear(overages.values[2], overage))
      }
      for (place, statement) in statements.enumerated() {
        let row = rows[place]
        let pack = columns[place].pack
        lots[place]?.close(
          index, pack, boughtInAdvance: (pack?.size ?? 0) * packs, 2..<5, used: row.used.values,
          available: row.available.values, paid: row.paid.values, breakage: row.breakage.values)
        for trial in [0, 2] {
          #expect(
            Self.isNear(row.cost.values[trial] + row.borne.values[trial], statement.cost))
          if lots[place] != nil {
            #expect(Self.isNear(row.available.values[trial], try statement.available))
          }
          if pack != nil {
            #expect(Self.isNear(row.paid.values[trial], statement.paid))
            #expect(Self.isNear(row.breakage.values[trial], statement.breakage))
          }
        }
      }
    }
  }

  @Test("Fee and true-up that nobody uses are told apart")
  func unborne() throws {
    let plan = Plan(
      id: "acme/p", name: "P", fee: Rational(12), every: .year, billed: .year, includes: [],
      overage: [], minimumSpend: Rational(5), expires: nil, validity: Validity(), evidence: [])
    let terms = try PlanTerms(plan).approximation
    let (used, overage, borne) = (Row([0, 2]), Row([0, 3]), Row([0, 0]))
    let (trueUps, overages, unborne) = (Row([0, 0]), Row([0, 0]), Row([9, 9]))
    terms.bear(
      [.init(used: used.values, overage: overage.values, borne: borne.values)],
      trueUps: trueUps.values, overages: overages.values, unborne: unborne.values)
    #expect(Array(borne.values) == [0, 2])
    #expect(Array(unborne.values) == [5, 0])
    #expect(Array(trueUps.values) == [4, 1])
    #expect((0..<13).map(terms.invoiced) == [12] + Array(repeating: 0, count: 11) + [12])
  }
}
