import Foundation
import GRDB

/// The SQLite file that remembers catalogue versions and runs.
///
/// It owns what was computed, from what, and when. It does not own prices: those are files. Nothing
/// that is computed needs it, and nothing secret is in it.
public struct CostStore: Sendable {
  /// What identifies a text, such as its SHA-256; what is read is held against it.
  public typealias Digest = @Sendable (_ text: String) -> String

  /// What SQLite may keep beside a store, as endings of its name; the file itself first.
  public static let fileEndings = ["", "-wal", "-shm", "-journal"]

  let queue: DatabaseQueue
  let digest: Digest
  /// The file, for messages.
  let path: String
  /// The file.
  public var place: String { path }

  /// Opens a store to record in it, creating its folder and tables where they are missing.
  ///
  /// - Parameters:
  ///   - path: The file, or `:memory:` for one that is gone afterwards.
  ///   - ownsFolder: Whether its folder is for the store alone, so that nobody else may look into it.
  ///   - digest: What identifies a text.
  /// - Throws: ``StoreError`` when the file is locked, damaged, another application's, newer than this
  ///   build or out of reach.
  public init(
    path: String, ownsFolder: Bool = false, digest: @escaping Digest
  ) throws(StoreError) {
    self.path = path
    self.digest = digest
    do {
      if path == ":memory:" {
        queue = try DatabaseQueue(configuration: Self.configuration)
      } else {
        try StoreFile.prepare(path, ownsFolder: ownsFolder)
        queue = try DatabaseQueue(path: path, configuration: Self.configuration)
        try Self.examine(queue)
        StoreFile.makePrivate(path)
        // Readers do not wait for a writer.
        try queue.writeWithoutTransaction { try $0.execute(sql: "PRAGMA journal_mode = WAL") }
      }
      try StoreSchema.migrate(queue, digest: digest)
    } catch {
      throw StoreError(path: path, error)
    }
  }

  /// Opens a store to read it; the file is neither created nor changed, nor is anything beside it.
  ///
  /// - Parameters:
  ///   - path: The file; one that is not there holds no runs.
  ///   - digest: What identifies a text.
  /// - Throws: ``StoreError`` when the file is damaged, another application's, newer than this build or
  ///   cannot be read.
  public init(reading path: String, digest: @escaping Digest) throws(StoreError) {
    self.path = path
    self.digest = digest
    do {
      queue =
        try path == ":memory:"
        ? DatabaseQueue(configuration: Self.configuration) : StoreSnapshot.queue(of: path)
      // The copy, not the file, is brought to this build's version.
      try StoreSchema.migrate(queue, digest: digest)
    } catch {
      throw StoreError(path: path, isReading: true, error)
    }
  }

  static var configuration: Configuration {
    var configuration = Configuration()
    configuration.busyMode = .timeout(2)
    configuration.foreignKeysEnabled = true
    return configuration
  }

  /// Refuses what is not a whole store of this application that this build can read.
  static func examine(_ queue: DatabaseQueue) throws {
    try queue.read { database in
      // A file that says nothing yet is nobody's.
      let things = try Int.fetchOne(
        database, sql: "SELECT count(*) FROM sqlite_schema WHERE tbl_name <> 'grdb_migrations'")
      guard things ?? 0 > 0 else { return }
      let known = StoreSchema.migrations.map(\.name)
      let applied =
        try database.tableExists("grdb_migrations")
        ? String.fetchAll(database, sql: "SELECT identifier FROM grdb_migrations") : []
      let mark = try Int.fetchOne(database, sql: "PRAGMA application_id") ?? 0
      guard
        mark == StoreSchema.applicationID
          || mark == 0 && known.prefix(1).allSatisfy(applied.contains)
      else { throw StoreError.Trouble.foreign }
      let findings = try String.fetchAll(database, sql: "PRAGMA integrity_check(1)")
      guard findings == ["ok"] else { throw StoreError.Trouble.damaged }
      guard applied.allSatisfy(known.contains) else {
        throw StoreError.Trouble.newer(version: applied.count, known: known.count)
      }
      let references = try Row.fetchOne(database, sql: "PRAGMA foreign_key_check")
      guard references == nil else { throw StoreError.Trouble.damaged }
    }
  }
}
