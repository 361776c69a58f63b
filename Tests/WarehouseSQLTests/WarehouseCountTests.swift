import BillingTypes
import PricingRules
import TestSupport
import Testing
import WarehouseSQL

/// Whole numbers in SQLite: roots, and what can only be counted.
@Suite("Whole numbers in SQL")
struct WarehouseCountTests {
  /// The rows of a table of one offer.
  static func rows(_ offer: Offer, _ name: String, _ cells: [String]) throws -> [[String: String]] {
    let database = try UsageDatabase(Sample.catalogue(offer), offers: [offer])
    try database.add(
      cells.map { ["timestamp": "2026-03-01T00:00:00Z", "offer": offer.id.rawValue, name: $0] })
    return try database.rows(.rows)
  }

  @Test("A root is exact at squares and beside them, where binary numbers are one off")
  func roots() throws {
    // An amount of one picounit for each: the root itself, 12 places down.
    let offer = Sample.offer(
      parameters: [Sample.count("images", 0...1_000_000_000_000_000_000)],
      charges: [
        Sample.charge("megapixels", quantity: "isqrt(images)", Sample.price("0.000000000001"))
      ])
    var cells: [String: String] = ["0": "0", "1": "1", "2": "1", "3": "1", "4": "2"]
    for root in [67_108_864, 67_108_865, 94_906_265, 94_906_266, 94_906_267, 999_999_999] {
      cells["\(root * root - 1)"] = "\(root - 1)"
      cells["\(root * root)"] = "\(root)"
      cells["\(root * root + 2 * root)"] = "\(root)"
    }
    let found = try Self.rows(offer, "images", cells.keys.sorted())
    #expect(found.allSatisfy { $0["problem"] == nil })
    let expected = try cells.values.map {
      try Sample.number($0) / Rational(Money.picounitsPerUnit)
    }
    let amounts = try found.map { try DecimalText.parse($0["amount"] ?? "") }
    #expect(amounts.sorted() == expected.sorted())
  }

  @Test("A fraction of what is counted is a bad row, a whole number with decimals is none")
  func counts() throws {
    let offer = Sample.offer(
      charges: [Sample.charge("output_images", quantity: "images", Sample.price("0.1"))],
      countedMeters: ["output_images"])
    let found = try Self.rows(offer, "output_images", ["2.5", "2.0", "0.000001", "3"])
    #expect(
      found.map { $0["amount"] ?? "bad" }.sorted() == [
        "0.200000000000", "0.300000000000", "bad", "bad",
      ])
  }
}
