import BillingTypes
import PricingRules
import TestSupport
import Testing
import WarehouseSQL

/// What a table and its columns may be called, and what that may change: nothing but their names.
@Suite("Names in SQL")
struct WarehouseNameTests {
  private static let offers: [OfferID] = [
    "replicate/sd3.5-large/generate", "runway/gen4.5/generate",
  ]
  private static let rows: [[String: String]] = [
    ["timestamp": "2026-10-01T00:00:00Z", "offer": offers[0].rawValue, "images": "3"],
    ["timestamp": "2026-10-02T00:00:00Z", "offer": offers[0].rawValue, "images": "30"],
    ["timestamp": "2026-10-02T00:00:00Z", "offer": offers[0].rawValue, "output_images": "7"],
    ["timestamp": "2026-10-02T00:00:00Z", "offer": offers[1].rawValue, "seconds": "8"],
    ["timestamp": "2026-10-02T00:00:00Z", "offer": offers[1].rawValue, "outcome": "failed"],
    ["timestamp": "2026-10-02T00:00:00Z", "offer": "nobody/nothing/generate"],
  ]

  private static func priced(_ options: WarehouseOptions) throws -> [[String?]] {
    let catalogue = try Repository.catalogue()
    let database = try UsageDatabase(
      catalogue, offers: offers.map { try #require(catalogue.offer($0)) }, options)
    try database.add(
      rows.enumerated().map { number, row in
        var row = row
        row["feature"] = "r\(number)"
        // A cell that would be an amount, a problem or a number of images, were it taken for one.
        for name in options.carried where row[name] == nil { row[name] = "1" }
        return row
      })
    let found = try database.rows(.rows).sorted { ($0["feature"] ?? "") < ($1["feature"] ?? "") }
    return found.map { row in
      ["feature", "month", "amount", "currency", "completeness", "problem"].map { row[$0] }
    }
  }

  @Test(
    "A column that is carried along changes no amount, whatever it is called",
    arguments: [
      "usage_day", "input_problem", "has_unknown_value", "images_cell", "metered_output_images",
      "s1",
      "s2", "outcome_cell", "seconds_cell", "seconds_is_wrong", "priced", "other_rows", "used", "u",
      "p",
      "customer", "cost center", "select", "row_count", "item", "ſ", "day", "zone", "quantity",
    ])
  func keptColumn(name: String) throws {
    let plain = try Self.priced(WarehouseOptions())
    var options = WarehouseOptions()
    options.carried = [name]
    #expect(try Self.priced(options) == plain)
    #expect(plain.map { $0[2] == nil } == [false, true, false, false, true, true])
    #expect(plain.map { $0[3] } == ["USD", "USD", "USD", "USD", "USD", nil])
  }

  @Test("A parameter that is carried along is a parameter all the same", arguments: [true, false])
  func keptParameter(isListed: Bool) throws {
    let plain = try Self.priced(WarehouseOptions())
    var options = WarehouseOptions()
    if isListed {
      options.columns = [
        "timestamp", "offer", "feature", "images", "output_images", "seconds", "outcome", "seconds",
      ]
    }
    options.carried = ["images", "seconds", "outcome", "images", "timestamp"]
    let catalogue = try Repository.catalogue()
    let database = try UsageDatabase(
      catalogue, offers: Self.offers.map { try #require(catalogue.offer($0)) }, options)
    try database.add(
      Self.rows.enumerated().map { $1.merging(["feature": "r\($0)"]) { own, _ in own } })
    let found = try database.rows(.rows).sorted { ($0["feature"] ?? "") < ($1["feature"] ?? "") }
    #expect(found.map { $0["amount"] } == plain.map { $0[2] })
    #expect(found.map { $0["images"] } == ["3", "30", nil, nil, nil, nil])
  }

  @Test(
    "A name that would be taken for another, or for none, is refused",
    arguments: [
      (
        ["amount"], "usage",
        "--keep: 'amount' is what a column of the result is called; carry the table's along under another "
          + "name, by way of a view"
      ),
      (
        ["Currency"], "usage",
        "--keep: 'Currency' is what a column of the result is called; carry the table's along under another "
          + "name, by way of a view"
      ),
      (
        ["Offer"], "usage",
        "--keep: 'Offer' is what a column of the result is called; carry the table's along under another "
          + "name, by way of a view"
      ),
      (
        ["MC_day"], "usage",
        "--keep: 'MC_day' begins with 'mc_', as the names do that SQL has of its own; carry it along under "
          + "another name, by way of a view"
      ),
      (
        ["a", "A"], "usage",
        "--keep: 'a' and 'A' differ in case only, which most engines do not tell apart"
      ),
      (
        [""], "usage",
        "--keep: '' has an empty name; write a name of at least one character that shows"
      ),
      (
        ["a\nb"], "usage",
        "--keep: 'a b' holds a control character; a name is on one line"
      ),
      (
        [], "usage\r-- x",
        "--table: 'usage -- x' holds a control character; a name is on one line"
      ),
      ([], "", "--table: '' has an empty name; write a name of at least one character that shows"),
      (
        [], " ", "--table: ' ' has an empty name; write a name of at least one character that shows"
      ),
      (
        [], "a..b",
        "--table: 'a..b' has an empty name; write a name of at least one character that shows"
      ),
      (
        [], "usage.",
        "--table: 'usage.' has an empty name; write a name of at least one character that shows"
      ),
    ])
  func refusedName(kept: [String], table: String, words: String) throws {
    var options = WarehouseOptions()
    options.carried = kept
    options.table = table
    for dialect in CatalogueSQL.dialects {
      #expect(throws: WarehouseRefusal(words, isUsage: true)) {
        try CatalogueSQL(Repository.catalogue(), offers: Self.offers, dialect: dialect, options)
      }
    }
  }

  @Test("No text of a card puts a control character into literals or comments")
  func literals() throws {
    for dialect in SQLDialects.all {
      let literal = dialect.literal("a\n-- b\u{0}\u{1B}[31m\u{202E}c'\u{2028}")
      #expect(literal.contains("a -- b  [31m c"))
      #expect(literal.unicodeScalars.allSatisfy { $0.value >= 32 && $0.value < 0x2000 })
    }
  }
}
