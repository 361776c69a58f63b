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
    _ row: [String: String], asOf day: Day? = nil
  ) throws -> (month: String?, problem: String?) {
    let catalogue = try Repository.catalogue()
    var options = WarehouseOptions()
    options.asOf = day
    let database = try UsageDatabase(
      catalogue, offers: [try #require(catalogue.offer(Self.offer))], options)
    try database.add([row.merging(["offer": Self.offer.rawValue]) { own, _ in own }])
    let rows = try database.rows(.rows)
    #expect(rows.count == 1)
    return (rows.first?["month"], rows.first?["problem"])
  }

  @Test(
    "SQLite reads the times that a log may have, in UTC",
    arguments: [
      ("2026-10-31T23:30:00-05:00", "2026-11"), ("2026-11-01T00:30:00+02:00", "2026-10"),
      ("2026-10-31T23:59:60Z", "2026-10"), ("2026-10-31T23:59:59.999999999Z", "2026-10"),
      ("2026-10-01t00:00:00z", "2026-10"), ("2026-10-01 00:00:00.5+00:15", "2026-09"),
      ("2028-02-29T12:00:00Z", "2028-02"), ("2026-12-31T23:59:00-00:01", "2027-01"),
    ])
  func times(text: String, month: String) throws {
    let found = try self.month(["timestamp": text])
    #expect(found.month == month)
    #expect(found.problem == nil)
    #expect(try self.month(["timestamp": text], asOf: Repository.today).month == month)
  }

  @Test(
    "SQLite refuses what is no time, under the prices of one day too",
    arguments: [
      "now", "12:00", "2461316", "2026-10-01", "2026-10-01T00:00:00", "2026-02-30T00:00:00Z",
      "2026-02-29T00:00:00Z", "2026-13-01T00:00:00Z", "2026-10-01T24:00:00Z",
      "2026-10-01T00:60:00Z",
      "2026-10-01T00:00:61Z", "2026-10-01T00:00:00.Z", "2026-10-01T00:00:00+24:00",
      "2026-10-01T00:00:00+1:00", "2026-10-01T00:00:00ZZ", "2026-10-01T00:00:00.5x+01:00",
      "2026-10-01T00:00:00.\(String(repeating: "1", count: 60))Z", " 2026-10-01T00:00:00Z",
    ])
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
    ])
  func numbers(name: String, text: String, isLegal: Bool) throws {
    let found = try month(["timestamp": "2026-10-01T00:00:00Z", name: text])
    #expect((found.problem == nil) == isLegal, "\(found)")
  }

  @Test(
    "A metered value has the same largest value in SQL and in a log, whatever columns there are")
  func limits() throws {
    let catalogue = try Repository.catalogue()
    let places = DecimalPlaces(catalogue)
    for offer in catalogue.offers {
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
