import BillingTypes
import PricingRules
import TestSupport
import Testing
import WarehouseSQL

@Suite("SQL for warehouses")
struct WarehouseSQLTests {
  /// The shipped cards, under a digest that stays the same.
  private func sql(
    _ dialect: any SQLDialect, offers: [OfferID], _ options: WarehouseOptions = .init()
  ) throws -> CatalogueSQL {
    let shipped = try Repository.catalogue()
    let catalogue = Catalogue(cards: shipped.cards, vocabulary: shipped.vocabulary, digest: "…")
    return try CatalogueSQL(
      catalogue, offers: offers.map { try #require(catalogue.offer($0)) }, dialect: dialect,
      options)
  }

  @Test("The query of two offers is as it was looked at", arguments: SQLDialects.all.map(\.name))
  func query(name: String) throws {
    let dialect = try #require(SQLDialects.all.first { $0.name == name })
    let offers: [OfferID] = ["fal/sd3.5-large/generate", "google/veo-3.1-fast/generate"]
    try expectSnapshot(sql(dialect, offers: offers).text(.query), named: "\(name).query.sql")
  }

  @Test("The views of one offer are as they were looked at", arguments: SQLDialects.all.map(\.name))
  func views(name: String) throws {
    let dialect = try #require(SQLDialects.all.first { $0.name == name })
    var options = WarehouseOptions()
    options.table = "media.usage"
    options.asOf = Day("2026-11-22")
    options.carried = ["customer"]
    options.columns = ["timestamp", "offer", "seconds", "outcome", "customer", "images"]
    let sql = try sql(dialect, offers: ["runway/gen4.5/generate"], options)
    try expectSnapshot(sql.schema + "\n" + sql.text(.views), named: "\(name).views.sql")
  }

  @Test(
    "What a month comes to under a plan is as it was looked at",
    arguments: SQLDialects.all.map(\.name))
  func monthly(name: String) throws {
    let dialect = try #require(SQLDialects.all.first { $0.name == name })
    var options = WarehouseOptions()
    options.plans = ["heygen/liveavatar-starter"]
    let sql = try sql(dialect, offers: ["heygen/liveavatar-full/session"], options)
    try expectSnapshot(sql.text(.monthly), named: "\(name).monthly.sql")
  }

  @Test("Every dialect holds every shipped offer, the same text each time, without a binary number")
  func everyOfferIsHeld() throws {
    let catalogue = try Repository.catalogue()
    for dialect in SQLDialects.all {
      // One dialect has all offers; the others one of each shape, which is what they differ by.
      let ids = dialect.name == SQLDialects.all[0].name ? nil : OfferShapes.ids
      let sql = try CatalogueSQL(
        catalogue, offers: ids.map { $0.filter { $0 != Self.inexact } }, dialect: dialect.name)
      #expect(sql.leftOut == (ids == nil ? [Self.inexact] : []))
      let text = try sql.text(.query)
      #expect(text.contains("-- left out, as their rules have no exact form") == (ids == nil))
      #expect(try sql.text(.query) == text)
      for word in ["DOUBLE", "FLOAT", "REAL", "1e", "ROUND("] {
        #expect(!text.contains(word), "\(dialect.name) has \(word)")
      }
    }
  }

  /// An offer whose tokens of a second are a fraction, and another one where films are sent in.
  private static let inexact: OfferID = "fal/seedance-2.5/reference"

  @Test("Only DuckDB has macros; the others say what they have instead")
  func macros() throws {
    for dialect in SQLDialects.all {
      let sql = try sql(dialect, offers: ["runway/gen4.5/generate"])
      if dialect.name == "duckdb" {
        let text = try sql.text(.macros)
        #expect(text.contains("CREATE OR REPLACE MACRO mediacost_priced(usage_table) AS TABLE"))
        #expect(!text.contains("FROM usage AS u"))
      } else {
        #expect(
          throws: WarehouseRefusal(
            "\(dialect.title) has no macros that take a table; make views with --form views instead"
          )
        ) { try sql.text(.macros) }
      }
    }
  }

  @Test("A column that no rule knows is refused, with the ways out")
  func unknownColumn() throws {
    var options = WarehouseOptions()
    options.columns = ["timestamp", "offer", "shade"]
    #expect(
      throws: WarehouseRefusal(
        "no parameter or meter is called 'shade'; columns that the rules do not look at are left out, "
          + "or carried along with --keep")
    ) { try sql(DuckDBDialect(), offers: ["runway/gen4.5/generate"], options) }
  }
}
