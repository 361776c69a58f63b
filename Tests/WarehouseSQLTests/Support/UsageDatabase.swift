import BillingTypes
import GRDB
import PricingRules
import WarehouseSQL

/// A usage table in SQLite's memory, and what the generated SQL makes of it.
struct UsageDatabase {
  private let queue: DatabaseQueue
  private let sql: CatalogueSQL

  init(_ catalogue: Catalogue, offers: [Offer], _ options: WarehouseOptions = .init()) throws {
    queue = try DatabaseQueue()
    sql = try CatalogueSQL(catalogue, offers: offers, dialect: SQLiteDialect(), options)
    try queue.write { [sql] in try $0.execute(sql: sql.schema) }
  }

  /// Adds rows, each with its cells by column; what is empty is not given.
  func add(_ rows: [[String: String]]) throws {
    try queue.write { database in
      for row in rows {
        let given = row.filter { $0.value != "" }.sorted { $0.key < $1.key }
        let columns = given.map { "\"\($0.key)\"" }.joined(separator: ", ")
        let holes = given.map { _ in "?" }.joined(separator: ", ")
        try database.execute(
          sql: "INSERT INTO usage (\(columns)) VALUES (\(holes))",
          arguments: StatementArguments(given.map(\.value)))
      }
    }
  }

  /// The result of a form: the cells of each row by column, as text.
  func rows(_ form: CatalogueSQL.Form) throws -> [[String: String]] {
    let text = try sql.text(form)
    return try queue.read { database in
      try Row.fetchAll(database, sql: text).map { row in
        Dictionary(
          uniqueKeysWithValues: row.compactMap { name, value in
            String.fromDatabaseValue(value).map { (name, $0) }
              ?? Int64.fromDatabaseValue(value).map { (name, "\($0)") }
          })
      }
    }
  }
}
