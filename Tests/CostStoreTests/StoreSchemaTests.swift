import GRDB
import TestSupport
import Testing

@testable import CostStore

@Suite("The tables of the store")
struct StoreSchemaTests {
  let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  /// The store's file with one run in it, opened by itself.
  func queue() throws -> DatabaseQueue {
    let store = try CostStore(path: folder.path("store.sqlite"), digest: Sample.digest)
    try store.record(Sample.run(), catalogueFiles: Sample.files, outputs: Sample.outputs)
    return store.queue
  }

  /// Why a statement fails; nil when it does not.
  func failure(_ sql: String, in queue: DatabaseQueue) -> String? {
    do {
      try queue.write { try $0.execute(sql: sql) }
      return nil
    } catch {
      return (error as? DatabaseError)?.message
    }
  }

  @Test(
    "What was recorded cannot be edited",
    arguments: [
      (
        "UPDATE catalogue_file SET content = 'x'", "catalogue versions are never edited"
      ),
      ("UPDATE run_output SET content = 'x'", "results of runs are never edited"),
      ("UPDATE run SET summary = 'x'", "runs are never edited"),
    ])
  func appendOnly(sql: String, message: String) throws {
    let queue = try queue()
    #expect(failure(sql, in: queue) == message)
    let content = try queue.read {
      try String.fetchAll($0, sql: "SELECT content FROM run_output ORDER BY name")
    }
    #expect(content == ["a,b\r\n1,2\r\n", "# Shop\n"])
  }

  @Test(
    "Nothing refers to what is not there",
    arguments: [
      "INSERT INTO run_output VALUES (99, 'a', 'b', 'c')",
      "INSERT INTO catalogue_file VALUES ('none', 'a', 'b')",
      "DELETE FROM run", "DELETE FROM catalogue",
    ])
  func foreignKeys(sql: String) throws {
    #expect(failure(sql, in: try queue()) == "FOREIGN KEY constraint failed")
  }

  @Test("Every table is strict, so that no text stands where a number belongs")
  func strict() throws {
    let queue = try queue()
    let tables = try queue.read {
      try Row.fetchAll(
        $0,
        sql: """
          SELECT name, strict FROM pragma_table_list
          WHERE schema = 'main' AND name NOT LIKE 'sqlite_%' AND name <> 'grdb_migrations'
          ORDER BY name
          """)
    }
    #expect(
      tables.map { $0["name"] as String } == [
        "catalogue", "catalogue_file", "observation", "probe_cap", "probe_event", "probe_run",
        "run",
        "run_output",
      ])
    #expect(tables.allSatisfy { $0["strict"] == 1 })
    #expect(
      failure("INSERT INTO run_output VALUES ('one', 'a', 'b', 'c')", in: queue)
        == "cannot store TEXT value in INTEGER column run_output.run")
  }

  @Test("The number of a run is never given to another")
  func autoincrement() throws {
    let queue = try queue()
    try queue.write { database in
      try database.execute(sql: "DELETE FROM run_output; DELETE FROM run")
    }
    let store = try CostStore(path: folder.path("store.sqlite"), digest: Sample.digest)
    #expect(try store.record(Sample.run(), catalogueFiles: [], outputs: []) == 2)
  }

  @Test("The file has a write-ahead log, so that a reader does not wait for a writer")
  func journal() throws {
    let mode = try queue().read { try String.fetchOne($0, sql: "PRAGMA journal_mode") }
    #expect(mode == "wal")
  }

  @Test("Migrations are numbered from one in their order")
  func numbers() {
    let numbers = StoreSchema.migrations.map { Int($0.name.prefix { $0 != " " }) }
    #expect(numbers == (1...StoreSchema.migrations.count).map { $0 })
  }

  @Test(
    "A file of every earlier version is brought to the newest, and keeps what is in it",
    arguments: 0...StoreSchema.migrations.count)
  func migration(version: Int) throws {
    let path = folder.path("store.sqlite")
    do {
      let old = try DatabaseQueue(path: path)
      try StoreSchema.migrate(old, upTo: version, digest: Sample.digest)
      if version >= 1 {
        let noSeal = version > 1 ? ", ''" : ""
        try old.write { database in
          try database.execute(
            sql: """
              INSERT INTO catalogue VALUES ('old', '2026-01-01T00:00:00Z');
              INSERT INTO catalogue_file VALUES ('old', 'rates/acme.yaml', 'provider: acme');
              INSERT INTO run (id, kind, recorded_at, version, scenario_file, scenario_digest,
                scenario_text, catalogue, as_of, known_at, options, summary\(version > 1 ? ", seal" : ""))
              VALUES (9, 'report', '', '', '', '', '', 'old', '', NULL, '', ''\(noSeal)),
                (7, 'report', '2026-01-01T00:00:00Z', '0.0.1', 's.yaml', ?,
                'scenario: S', 'old', '2026-01-01', NULL, 'format=table', 'S: 1 USD'\(noSeal));
              DELETE FROM run WHERE id = 9;
              INSERT INTO run_output VALUES (7, 'report.md', ?, '# S');
              """, arguments: [Sample.digest("scenario: S"), Sample.digest("# S")])
          if version > 1 { try RunSeal.seal(7, in: database, Sample.digest) }
        }
      }
      try old.close()
    }
    let store = try CostStore(path: path, digest: Sample.digest)
    if version >= 1 {
      #expect(try store.runs().map(\.id) == [7])
      #expect(try store.run(7)?.scenarioText == "scenario: S")
      #expect(try store.outputs(of: 7).map(\.content) == ["# S"])
      #expect(try store.catalogueFiles("old").map(\.text) == ["provider: acme"])
    }
    let id = try store.record(Sample.run(), catalogueFiles: Sample.files, outputs: Sample.outputs)
    #expect(try store.run(id) != nil)
    // A number that was given once, to a run that is gone, is never given again.
    #expect(id == (version >= 1 ? 10 : 1))
    let newest = try store.queue.read {
      try String.fetchAll($0, sql: "SELECT sql FROM sqlite_schema WHERE sql NOTNULL ORDER BY name")
    }
    let fresh = try CostStore(path: ":memory:", digest: Sample.digest).queue.read {
      try String.fetchAll($0, sql: "SELECT sql FROM sqlite_schema WHERE sql NOTNULL ORDER BY name")
    }
    #expect(newest == fresh)
  }
}
