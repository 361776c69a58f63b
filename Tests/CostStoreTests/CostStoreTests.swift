import Foundation
import GRDB
import TestSupport
import Testing

@testable import CostStore

@Suite("Opening a store")
struct CostStoreTests {
  let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  static func error(_ path: String) -> String? {
    do throws(StoreError) {
      _ = try CostStore(path: path, digest: Sample.digest)
      return nil
    } catch {
      #expect(error.path == path)
      return error.description
    }
  }

  @Test("A new store makes its folders, and is the same when it is opened again")
  func create() throws {
    let path = folder.path("a/b/store.sqlite")
    let id = try CostStore(path: path, digest: Sample.digest)
      .record(Sample.run(), catalogueFiles: Sample.files, outputs: Sample.outputs)
    let again = try CostStore(path: path, digest: Sample.digest)
    #expect(try again.run(id)?.summary == "Shop: 12.5 USD over 2 months")
    #expect(try again.outputs(of: id).count == 2)
  }

  @Test("Two stores in memory know nothing of each other")
  func memory() throws {
    let (first, second) = (
      try CostStore(path: ":memory:", digest: Sample.digest),
      try CostStore(path: ":memory:", digest: Sample.digest)
    )
    try first.record(Sample.run(), catalogueFiles: [], outputs: [])
    #expect(try second.runs().isEmpty)
  }

  @Test("Two open stores of one file see each other's runs")
  func shared() throws {
    let first = try CostStore(path: folder.path("store.sqlite"), digest: Sample.digest)
    let second = try CostStore(path: folder.path("store.sqlite"), digest: Sample.digest)
    try first.record(Sample.run(summary: "one"), catalogueFiles: Sample.files, outputs: [])
    try second.record(Sample.run(summary: "two"), catalogueFiles: Sample.files, outputs: [])
    #expect(try first.runs().map(\.summary) == ["two", "one"])
    #expect(try second.runs().map(\.id) == [2, 1])
  }

  @Test("A file of a later build is refused, and left as it is")
  func newer() throws {
    let path = folder.path("store.sqlite")
    try CostStore(path: path, digest: Sample.digest).queue.write { database in
      try database.execute(sql: "INSERT INTO grdb_migrations VALUES ('4 from the future')")
    }
    #expect(
      Self.error(path)
        == "\(path): the store is version 4 and this build reads up to 3; update mediacost, or name "
        + "another file with --db")
    let applied = try DatabaseQueue(path: path).read {
      try Int.fetchOne($0, sql: "SELECT count(*) FROM grdb_migrations")
    }
    #expect(applied == 4)
  }

  @Test("A file that is damaged or something else is refused, and left as it is")
  func damaged() throws {
    let text = "provider: acme\n" + String(repeating: "not a database ", count: 100)
    let path = try folder.write(text, to: "rates.yaml")
    #expect(Self.error(path) == "\(path): the file is damaged or no SQLite database")
    #expect(try String(contentsOfFile: path, encoding: .utf8) == text)
  }

  @Test("A store whose pages are overwritten says so when it is read")
  func damagedPages() throws {
    let path = folder.path("store.sqlite")
    do {
      let store = try CostStore(path: path, digest: Sample.digest)
      for _ in 0..<20 {
        try store.record(
          Sample.run(), catalogueFiles: Sample.files,
          outputs: [
            Sample.output("o", String(repeating: "x", count: 5000))
          ])
      }
      try store.queue.writeWithoutTransaction {
        try $0.execute(sql: "PRAGMA wal_checkpoint(TRUNCATE)")
      }
      try store.queue.close()
    }
    let handle = try #require(FileHandle(forWritingAtPath: path))
    try handle.seek(toOffset: 4096)
    try handle.write(contentsOf: Data(repeating: 0xFF, count: 100_000))
    try handle.close()
    #expect(Self.error(path) == "\(path): the store is damaged; it was left as it is")
  }

  @Test("A folder that cannot be made is no place for a store")
  func noFolder() throws {
    let blocker = try folder.write("a file", to: "blocker")
    for path in ["\(blocker)/store.sqlite", "\(blocker)/deeper/store.sqlite"] {
      #expect(Self.error(path) == "\(path): the file cannot be written")
    }
  }

  @Test("A folder is no store")
  func folderAsFile() {
    #expect(
      Self.error(folder.url.path) == "\(folder.url.path): this is no file; name one with --db")
  }

  /// What comes of an action while another connection writes to the file.
  func whileWriting<Value>(
    _ path: String, _ action: () throws -> Value
  ) throws -> Result<Value, any Error> {
    let other = try DatabaseQueue(path: path)
    return try other.writeWithoutTransaction { database in
      try database.execute(sql: "BEGIN EXCLUSIVE")
      let result = Result { try action() }
      try database.execute(sql: "ROLLBACK")
      return result
    }
  }

  @Test("A file that another program holds is said to be held; readers do not wait for it")
  func busy() throws {
    let path = folder.path("store.sqlite")
    let store = try CostStore(path: path, digest: Sample.digest)
    try store.record(Sample.run(), catalogueFiles: [], outputs: [])
    let written = try whileWriting(path) {
      #expect(try store.runs().count == 1)
      return try store.record(Sample.run(), catalogueFiles: [], outputs: [])
    }
    let error = #expect(throws: StoreError.self) { try written.get() }
    #expect(error?.description == "\(path): another program holds the file")
    #expect(try store.record(Sample.run(), catalogueFiles: [], outputs: []) == 2)
  }

  @Test(
    "A file that is held the whole time is opened, and says so when something is to be recorded")
  func openWhileWriting() throws {
    let path = folder.path("store.sqlite")
    try CostStore(path: path, digest: Sample.digest)
      .record(Sample.run(), catalogueFiles: [], outputs: [])
    let written = try whileWriting(path) {
      let store = try CostStore(path: path, digest: Sample.digest)
      #expect(try store.runs().count == 1)
      try store.record(Sample.run(), catalogueFiles: [], outputs: [])
    }
    let error = #expect(throws: StoreError.self) { try written.get() }
    #expect(error?.description == "\(path): another program holds the file")
    #expect(try CostStore(path: path, digest: Sample.digest).runs().count == 1)
  }

  @Test(
    "The default file follows the environment",
    arguments: [
      (["HOME": "/home/a"], "/home/a/.local/share/mediacost/mediacost.sqlite"),
      (["HOME": "/home/a", "XDG_DATA_HOME": "/data"], "/data/mediacost/mediacost.sqlite"),
      (["XDG_DATA_HOME": "/data"], "/data/mediacost/mediacost.sqlite"),
      (
        ["HOME": "/home/a", "XDG_DATA_HOME": ""],
        "/home/a/.local/share/mediacost/mediacost.sqlite"
      ),
    ])
  func defaultPath(environment: [String: String], expected: String) throws {
    let place = try StorePlace(environment: environment)
    #expect(place.path == expected)
    #expect(place.ownsFolder)
    #expect(!StorePlace(path: expected).ownsFolder)
  }

  @Test(
    "An environment that names no place is refused in words",
    arguments: [
      ([:], "HOME: it is not set, so runs have no place; name a file with --db"),
      (["HOME": ""], "HOME: it is not set, so runs have no place; name a file with --db"),
      (
        ["HOME": "/home/a", "XDG_DATA_HOME": "data"],
        "XDG_DATA_HOME: 'data' does not begin with '/'; name the whole path, or a file with --db"
      ),
      (
        ["HOME": "me"],
        "HOME: 'me' does not begin with '/'; name the whole path, or a file with --db"
      ),
    ])
  func noPlace(environment: [String: String], words: String) {
    let error = #expect(throws: StoreError.self) { try StorePlace(environment: environment) }
    #expect(error?.description == words)
  }
}
