import Foundation
import MediaCost
import Synchronization
import TestSupport
import Testing

@Suite("Logs and SQL of the library")
struct LogAndSQLTests {
  static let log = """
    timestamp,offer,quality
    2026-11-01T10:00:00Z,openai/gpt-image-2/generate,high
    2026-11-02T10:00:00Z,openai/gpt-image-2/generate,high
    2026-11-03T10:00:00Z,openai/gpt-image-2/generate,ultra

    """

  @Test("A log comes to the same from a file and from memory, and a bad row is told with its line")
  func rating() throws {
    let catalogue = try Repository.catalogue()
    let folder = try TemporaryFolder()
    let path = try folder.write(Self.log, to: "usage.csv")
    for log in [UsageLog.bytes(Array(Self.log.utf8)), .file(URL(fileURLWithPath: path))] {
      let rejects = Written()
      let rating = try catalogue.rate(log, workers: 1, rejects: { rejects.add($0) })
      #expect(rating.rows == 2 && rating.rejected == 1)
      #expect(rating.totals.map(\.description) == ["0.42204 USD"])
      #expect(rating.groups.map(\.month.description) == ["2026-11"])
      #expect(rejects.text.contains("4,"))
    }
  }

  @Test("Rows are written when they are asked for")
  func rows() throws {
    let rows = Written()
    _ = try Repository.catalogue().rate(
      .bytes(Array(Self.log.utf8)), RatingOptions(listsRows: true, assumesDefaults: true),
      workers: 1,
      rows: { rows.add($0) })
    #expect(rows.text.contains("2,openai/gpt-image-2/generate,0.21102,complete,0.21102,0.21102,"))
  }

  @Test("A log without a byte has no rows; one that is not there is an error")
  func noLog() throws {
    let catalogue = try Repository.catalogue()
    let empty = try catalogue.rate(.bytes([]))
    #expect(empty.rows == 0 && empty.rejected == 0 && empty.totals.isEmpty)
    let nowhere = Repository.root.appendingPathComponent("no-such-log.csv")
    #expect(throws: (any Error).self) { try catalogue.rate(.file(nowhere)) }
  }

  @Test(
    "SQL is written for a dialect by its name, and another name is refused with those there are")
  func sql() throws {
    let catalogue = try Repository.catalogue()
    let sql = try CatalogueSQL(
      catalogue, offers: ["openai/gpt-image-2/generate"], dialect: "duckdb")
    #expect(try sql.text(.query).contains("GROUP BY") && sql.schema.hasPrefix("CREATE TABLE"))
    #expect {
      try CatalogueSQL(catalogue, dialect: "oracle")
    } throws: {
      "\($0)"
        == "no dialect is called 'oracle'; there are 'duckdb', 'spark', 'clickhouse', 'bigquery', 'sqlite'"
    }
    #expect(throws: RequestError.self) {
      try CatalogueSQL(catalogue, offers: ["acme/none/generate"], dialect: "duckdb")
    }
  }
}

/// Bytes that were written, whoever wrote them.
private final class Written: Sendable {
  private let bytes = Mutex<[UInt8]>([])

  func add(_ more: [UInt8]) { bytes.withLock { $0 += more } }

  var text: String { bytes.withLock { String(decoding: $0, as: UTF8.self) } }
}
