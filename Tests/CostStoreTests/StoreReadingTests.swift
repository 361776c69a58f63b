import Foundation
import GRDB
import TestSupport
import Testing

@testable import CostStore

/// Whoever looks at a store changes nothing, and learns whether it is whole.
@Suite("Reading a store")
struct StoreReadingTests {
  let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  var path: String { folder.path("store.sqlite") }

  /// A store with three runs, closed.
  @discardableResult
  func recorded() throws -> [Int64] {
    let store = try CostStore(path: path, digest: Sample.digest)
    defer { try? store.queue.close() }
    return try (1...3).map {
      try store.record(
        Sample.run(summary: "run \($0)"), catalogueFiles: Sample.files, outputs: Sample.outputs)
    }
  }

  /// Names, bytes and times of all that is in the folder.
  func state() throws -> [String: [String]] {
    let names = try FileManager.default.contentsOfDirectory(atPath: folder.url.path)
    return try Dictionary(
      uniqueKeysWithValues: names.map { name in
        let attributes = try FileManager.default.attributesOfItem(atPath: folder.path(name))
        let bytes = try Data(contentsOf: folder.url.appendingPathComponent(name))
        return (
          name, ["\(attributes[.modificationDate] ?? "")", "\(bytes.count)", "\(bytes.hashValue)"]
        )
      })
  }

  func reading() throws(StoreError) -> CostStore {
    try CostStore(reading: path, digest: Sample.digest)
  }

  func reason() -> String? {
    do throws(StoreError) {
      let store = try reading()
      for run in try store.runs() { _ = try store.outputs(of: run.id) }
      return nil
    } catch {
      #expect(error.path == path)
      return error.reason
    }
  }

  /// Changes a closed store behind its back.
  func change(_ sql: String) throws {
    let queue = try DatabaseQueue(path: path)
    try queue.write { database in
      try database.execute(
        sql: "DROP TRIGGER run_is_append_only; DROP TRIGGER run_output_is_append_only")
      try database.execute(sql: sql)
    }
    try queue.close()
  }

  @Test("A file that is not there holds no runs, and is not made")
  func nothing() throws {
    #expect(try reading().runs().isEmpty)
    #expect(try state().isEmpty)
    try folder.write("", to: "store.sqlite")
    #expect(try reading().runs().isEmpty)
    #expect(try state().keys.sorted() == ["store.sqlite"])
  }

  @Test("Reading changes no byte and no time, and leaves no file")
  func unchanged() throws {
    try recorded()
    let before = try state()
    #expect(before.keys.sorted() == ["store.sqlite"])
    #expect(try reading().runs().map(\.summary) == ["run 3", "run 2", "run 1"])
    #expect(try reading().outputs(of: 2) == Sample.outputs.reversed())
    #expect(try state() == before)
  }

  @Test("What a killed run left in the write-ahead log is read too, and stays where it is")
  func writeAheadLog() throws {
    try recorded()
    // A copy of an open store is what a kill leaves.
    let store = try CostStore(path: path, digest: Sample.digest)
    try store.record(
      Sample.run(summary: "run 4"), catalogueFiles: Sample.files, outputs: Sample.outputs)
    let killed = try TemporaryFolder()
    for name in ["store.sqlite", "store.sqlite-wal"] {
      try FileManager.default.copyItem(atPath: folder.path(name), toPath: killed.path(name))
    }
    let reading = try CostStore(reading: killed.path("store.sqlite"), digest: Sample.digest)
    #expect(try reading.runs().first?.summary == "run 4")
    #expect(
      try FileManager.default.contentsOfDirectory(atPath: killed.url.path).sorted()
        == ["store.sqlite", "store.sqlite-wal"])
  }

  @Test("A store of the first version is read as it is")
  func older() throws {
    let old = try DatabaseQueue(path: path)
    try StoreSchema.migrate(old, upTo: 1, digest: Sample.digest)
    try old.close()
    let before = try state()
    #expect(try reading().runs().isEmpty)
    #expect(try state() == before)
  }

  @Test(
    "A text that changed behind the store's back is damage",
    arguments: [
      "UPDATE run SET summary = 'run 5' WHERE id = 2",
      "UPDATE run SET id = 9 WHERE id = 3; UPDATE run_output SET run = 9 WHERE run = 3",
      "UPDATE run SET known_at = '2026-01-01' WHERE id = 1",
      "UPDATE run SET scenario_text = 'x' WHERE id = 1",
      "UPDATE run_output SET content = 'x' WHERE run = 3 AND name = 'report.md'",
      "UPDATE run_output SET digest = 'x' WHERE run = 3 AND name = 'report.md'",
      "UPDATE run_output SET name = 'x' WHERE run = 3 AND name = 'report.md'",
      "DELETE FROM run_output WHERE run = 1 AND name = 'report.md'",
    ])
  func tampered(sql: String) throws {
    try recorded()
    #expect(reason() == nil)
    try change("PRAGMA defer_foreign_keys = ON; \(sql)")
    #expect(reason() == "the store is damaged; it was left as it is")
  }

  @Test("Files of a catalogue are held against its digest, where the reader says how")
  func catalogue() throws {
    try recorded()
    let store = try reading()
    #expect(try store.catalogueFiles("digest-1") { _ in "digest-1" }.count == 2)
    let error = #expect(throws: StoreError.self) {
      try store.catalogueFiles("digest-1") { _ in "digest-2" }
    }
    #expect(error?.reason == "the store is damaged; it was left as it is")
  }

  @Test(
    "The database of another application is refused by readers and writers, and left as it is",
    arguments: [
      "CREATE TABLE t (a)", "CREATE TABLE t (a); PRAGMA application_id = 7",
      "CREATE TABLE grdb_migrations (identifier TEXT); CREATE TABLE t (a)",
    ])
  func foreign(sql: String) throws {
    let other = try DatabaseQueue(path: path)
    try other.writeWithoutTransaction { try $0.execute(sql: sql) }
    try other.close()
    let before = try state()
    let words = "this is the database of another application; name another file with --db"
    #expect(reason() == words)
    #expect(CostStoreTests.error(path) == "\(path): \(words)")
    #expect(try state() == before)
  }

  @Test("The head of the file says that it is ours")
  func applicationID() throws {
    try recorded()
    let head = try Data(contentsOf: URL(fileURLWithPath: path)).prefix(72)
    #expect(String(decoding: head.suffix(4), as: UTF8.self) == "mcSs")
  }

  func mode(_ path: String) throws -> Int {
    let attributes = try FileManager.default.attributesOfItem(atPath: path)
    return try #require(attributes[.posixPermissions] as? Int)
  }

  @Test("The file and the folders that are made for it are for the owner alone")
  func modes() throws {
    let path = folder.path("a/b/store.sqlite")
    let store = try CostStore(path: path, digest: Sample.digest)
    try store.record(Sample.run(), catalogueFiles: [], outputs: [])
    for name in ["store.sqlite", "store.sqlite-wal", "store.sqlite-shm"] {
      #expect(try mode(folder.path("a/b/\(name)")) == 0o600, "\(name)")
    }
    #expect(try mode(folder.path("a")) == 0o700)
    #expect(try mode(folder.path("a/b")) == 0o700)
  }

  @Test(
    "A store that others could read is closed to them; a folder only where it is the store's own")
  func tightened() throws {
    try recorded()
    for ownsFolder in [false, true] {
      try FileManager.default.setAttributes([.posixPermissions: 0o644], ofItemAtPath: path)
      try FileManager.default.setAttributes(
        [.posixPermissions: 0o755], ofItemAtPath: folder.url.path)
      _ = try CostStore(path: path, ownsFolder: ownsFolder, digest: Sample.digest)
      #expect(try mode(path) == 0o600)
      #expect(try mode(folder.url.path) == (ownsFolder ? 0o700 : 0o755))
    }
  }
}
