import BillingTypes
import PricingRules
import SampleLogs
import TestSupport
import Testing
import WarehouseSQL

/// Tables with columns of single pictures, run by SQLite.
@Suite("Lists in SQL")
struct WarehouseListTests {
  static let ids: [OfferID] = ["openai/gpt-image-2/edit", "gmi-cloud/gpt-image-2/edit"]

  @Test("A row comes to what a quote comes to, whichever pictures have sizes of their own")
  func rowsComeToTheirQuotes() throws {
    let catalogue = try Repository.catalogue()
    let offers = Self.ids.compactMap { catalogue.offer($0) }
    var options = SampleLog.Options(rows: 300, from: try #require(Month("2026-06")))
    options.badInMillion = 100_000
    options.isTyped = true
    options.elements = 3
    let log = try SampleTable(catalogue, offers: offers, options)
    var sql = WarehouseOptions()
    sql.columns = try #require(log.rows.first).keys.sorted()
    let database = try UsageDatabase(catalogue, offers: offers, sql)
    try database.add(log.rows)
    let byID = Dictionary(
      uniqueKeysWithValues: try database.rows(.rows).map { ($0["feature"] ?? "", $0) })
    var lists = 0
    for row in log.rows {
      let found = try #require(byID[row["feature"] ?? ""])
      let expected = log.quote(of: row)
      #expect((found["problem"] == nil) == (expected != nil), "\(row): \(found)")
      let amount = try found["amount"].map { try DecimalText.parse($0) }
      #expect(
        amount == (expected?.pricing == .unknown ? nil : expected?.amount?.units),
        "\(row): \(found)")
      if row["reference_width_2"] != "", expected != nil { lists += 1 }
    }
    #expect(lists > 20)
  }

  @Test(
    "A picture beyond the count is a bad row that says so; a table without such columns has none")
  func beyond() throws {
    let catalogue = try Repository.catalogue()
    let offer = try #require(catalogue.offer(Self.ids[0]))
    var options = WarehouseOptions()
    #expect(
      !(try CatalogueSQL(catalogue, offers: [offer], dialect: SQLiteDialect(), options))
        .schema.contains("reference_width_"))
    options.columns = ["timestamp", "offer", "reference_images", "reference_width_2"]
    let database = try UsageDatabase(catalogue, offers: [offer], options)
    let row = ["timestamp": "2026-09-01T00:00:00Z", "offer": offer.id.rawValue]
    try database.add([
      row.merging(["reference_images": "1", "reference_width_2": "64"]) { $1 },
      row.merging(["reference_images": "2", "reference_width_2": "0"]) { $1 },
    ])
    let problems = try database.rows(.rows).compactMap { $0["problem"] }.sorted()
    #expect(
      problems.contains { $0.contains("reference_width_2 is given, and there are not so many") },
      "\(problems)")
    #expect(
      problems.contains(
        "reference_width_2: legal are whole numbers from 1 to 16384 px"), "\(problems)")
  }
}
