import BillingTypes
import PricingRules
import SampleLogs
import TestSupport
import Testing
import WarehouseSQL

@Suite("Plans and steps over the month in SQL")
struct WarehouseMonthTests {
  @Test(
    "A month comes to what its pools settle",
    arguments: [
      [], ["acme/basic"], ["acme/both"], ["acme/basic", "acme/both", "acme/idle"],
    ], [4, 60, 600])
  func monthsAreSettled(plans: [PlanID], rowCount: Int) throws {
    let catalogue = try PlanCard.catalogue()
    var sample = SampleLog.Options(rows: rowCount, from: try #require(Month("2026-03")))
    sample.months = 3
    let log = try SampleTable(catalogue, offers: catalogue.offers, sample)
    var options = WarehouseOptions()
    options.plans = plans
    let database = try UsageDatabase(catalogue, offers: catalogue.offers, options)
    try database.add(log.rows)
    var plain = PlainMonths(catalogue, plans: plans)
    for row in log.rows { try plain.add(row) }
    let (amounts, missing) = try plain.lines()
    let found = try database.rows(.monthly)
    var lines: [String: Rational] = [:]
    for row in found {
      let line = "\(row["month"] ?? "") \(row["item"] ?? "")"
      lines[line] = try DecimalText.parse(row["amount"] ?? "")
      if row["used"] != nil {
        #expect((row["missing"] != nil) == missing.contains(line), "\(line)")
      }
      guard let fee = row["fee"], let overage = row["overage"], let trueUp = row["true_up"] else {
        continue
      }
      let sum = try DecimalText.parse(fee) + DecimalText.parse(overage)
      #expect(try sum + DecimalText.parse(trueUp) == lines[line], "\(line)")
    }
    for line in Set(lines.keys).union(amounts.keys).sorted() {
      #expect(lines[line] == amounts[line], "\(line)")
    }
  }

  @Test("An allowance that carries over is refused, with the way out")
  func carryingIsRefused() throws {
    let catalogue = try PlanCard.catalogue(
      replacing: "minimum_spend: 80.00\n    expires: 1 month",
      with: "minimum_spend: 80.00\n    expires: 2 months")
    try expectRefusal(
      """
      plan acme/basic: what is left of its acme/coin can be used for 2 months, and SQL settles each \
      month by itself; 'mediacost rerate' carries it over
      """, catalogue, plans: ["acme/basic"])
  }

  @Test("A fee that no decimal holds is refused")
  func endlessFeeIsRefused() throws {
    let catalogue = try PlanCard.catalogue(replacing: "amount: 120.00", with: "amount: 100.00")
    try expectRefusal(
      """
      an amount of the month may have more than 12 decimals, which only 'mediacost rerate' rounds as \
      an invoice does
      """, catalogue, plans: ["acme/both"])
  }

  private func expectRefusal(_ words: String, _ catalogue: Catalogue, plans: [PlanID]) throws {
    var options = WarehouseOptions()
    options.plans = plans
    for dialect in SQLDialects.all {
      let sql = try CatalogueSQL(
        catalogue, offers: catalogue.offers, dialect: dialect, options)
      #expect(throws: WarehouseRefusal(words)) { try sql.text(.monthly) }
    }
  }
}
