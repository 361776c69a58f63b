import BillingTypes
import PricingRules
import TestSupport
import Testing
import WarehouseSQL

/// Which months rows are in and which numbers are legal, where a table may hold what a log does not.
@Suite("Times and numbers in SQL")
struct WarehouseTimeTests {
  private static let offer: OfferID = "stability/sd3.5-large/generate"

  /// The month and the problem of a row, by SQLite.
  private func month(
    _ row: [String: String], of offer: OfferID = Self.offer, asOf day: Day? = nil
  ) throws -> (month: String?, problem: String?) {
    let catalogue = try Repository.catalogue()
    var options = WarehouseOptions()
    options.asOf = day
    let database = try UsageDatabase(
      catalogue, offers: [try #require(catalogue.offer(offer))], options)
    try database.add([row.merging(["offer": offer.rawValue]) { own, _ in own }])
    let rows = try database.rows(.rows)
    #expect(rows.count == 1)
    return (rows.first?["month"], rows.first?["problem"])
  }

  @Test(
    "SQLite reads the times that a log may have, in UTC",
    arguments: LogCells.times)
  func times(text: String, month: String) throws {
    let found = try self.month(["timestamp": text])
    #expect(found.month == month)
    #expect(found.problem == nil)
    #expect(try self.month(["timestamp": text], asOf: Repository.today).month == month)
  }

  @Test(
    "SQLite refuses what is no time, under the prices of one day too",
    arguments: LogCells.noTimes)
  func noTime(text: String) throws {
    for day in [nil, Repository.today] {
      let found = try self.month(["timestamp": text], asOf: day)
      #expect(found.month == nil)
      #expect(
        found.problem == "timestamp: what is given is no time such as 2027-03-01T12:00:00Z")
    }
  }

  @Test("A row without a time is in the month of the day that is asked for")
  func emptyTime() throws {
    #expect(try month([:]).problem == "timestamp: no time is given")
    #expect(try month([:], asOf: Repository.today).month == "2026-11")
  }

  @Test(
    "A number that the column's kind does not have is a bad row",
    arguments: [
      ("images", "1", true), ("images", "1.5", false), ("images", "1.000001", false),
      ("images", "one", false), ("output_images", "2.5", false), ("output_images", "2", true),
      ("output_images", "2.5000001", false),
      ("output_images", "-1", false), ("output_images", "1e3", false),
      ("output_images", "-0", true),
    ])
  func numbers(name: String, text: String, isLegal: Bool) throws {
    let found = try month(["timestamp": "2026-10-01T00:00:00Z", name: text])
    #expect((found.problem == nil) == isLegal, "\(found)")
  }

  @Test("A metered value with decimals is read as in a log", arguments: LogCells.numbers)
  func decimals(text: String, isLegal: Bool) throws {
    let row = ["timestamp": "2026-10-01T00:00:00Z", "video_seconds": text]
    let found = try month(row, of: "google/veo-3.1-fast/generate")
    #expect((found.problem == nil) == isLegal, "\(found)")
  }

  @Test(
    "Where an engine has times on no day that can be written, their rows are bad",
    arguments: ["duckdb", "spark"], [nil, Repository.today])
  func timesBeyondDays(dialect: String, asOf day: Day?) throws {
    var options = WarehouseOptions()
    options.asOf = day
    let text = try CatalogueSQL(
      Repository.catalogue(), offers: [Self.offer], dialect: dialect, options
    ).text(.rows)
    #expect(text.contains("<= DATE '9999-12-31'"))
    #expect(text.contains("> DATE '9999-12-31'"))
    #expect(text.contains("BETWEEN DATE '0001-01-01' AND DATE '9999-12-31'"))
  }

  @Test(
    "A metered value has the same largest value in SQL and in a log, whatever columns there are")
  func limits() throws {
    let catalogue = try Repository.catalogue()
    let places = DecimalPlaces(catalogue)
    for offer in catalogue.offers where OfferShapes.ids.contains(offer.id) {
      let quoter = Quoter(catalogue: catalogue, asOf: Repository.today)
      guard offer.validity.contains(quoter.asOf) else { continue }
      let worths = Dictionary(
        try quoter.creditWorths(of: offer, plan: nil).map { ($0.credit, $0.money) },
        uniquingKeysWith: { first, _ in first })
      let limit = MeterLimit(
        offer, currency: catalogue.currency(of: offer.provider), on: quoter.asOf, knownAt: nil,
        creditWorth: worths, places: places)
      for meter in offer.meters where offer.parameter(meter) == nil {
        var options = WarehouseOptions()
        options.asOf = quoter.asOf
        options.columns = ["timestamp", "offer", meter]
        let text = try CatalogueSQL(
          catalogue, offers: [offer.id], dialect: "duckdb", options
        ).text(.query)
        #expect(
          text.contains("\(meter): legal are \(MeterLimit.words(upTo: limit.units))"),
          "\(offer.id): \(meter)")
      }
    }
  }
}
