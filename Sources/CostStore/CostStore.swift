import Foundation
import GRDB

/// The SQLite file that remembers catalogue versions and runs.
///
/// It owns what was computed, from what, and when. It does not own prices: those are files. Nothing
/// that is computed needs it, and nothing secret is in it.
public struct CostStore: Sendable {
  let queue: DatabaseQueue

  /// Opens a store, creating its folder and tables where they are missing.
  ///
  /// - Parameter path: The file, or `:memory:` for one that is gone afterwards.
  /// - Throws: ``StoreError`` when the file is locked, damaged, newer than this build or out of
  ///   reach.
  public init(path: String) throws(StoreError) {
    do {
      var configuration = Configuration()
      configuration.busyMode = .timeout(2)
      configuration.foreignKeysEnabled = true
      if path == ":memory:" {
        queue = try DatabaseQueue(configuration: configuration)
      } else {
        let folder = URL(fileURLWithPath: path).deletingLastPathComponent()
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        configuration.journalMode = .wal
        queue = try DatabaseQueue(path: path, configuration: configuration)
      }
      try Self.refuseNewer(queue)
      try StoreSchema.migrate(queue)
    } catch {
      throw StoreError(path: path, error)
    }
  }

  /// A file written by a later build has migrations that this one does not know.
  private static func refuseNewer(_ queue: DatabaseQueue) throws {
    let known = Set(StoreSchema.migrations.map(\.name))
    let applied = try queue.read { database -> [String] in
      guard try database.tableExists("grdb_migrations") else { return [] }
      return try String.fetchAll(database, sql: "SELECT identifier FROM grdb_migrations")
    }
    let unknown = applied.filter { !known.contains($0) }
    guard unknown.isEmpty else {
      throw StoreError.Newer(version: applied.count, known: known.count)
    }
  }

  /// The default file: `~/.local/share/mediacost/mediacost.sqlite`, or under `XDG_DATA_HOME`.
  public static func defaultPath(environment: [String: String]) -> String {
    let base =
      environment["XDG_DATA_HOME"].flatMap { $0.isEmpty ? nil : $0 }
      ?? "\(environment["HOME"] ?? ".")/.local/share"
    return "\(base)/mediacost/mediacost.sqlite"
  }
}

/// Why the store cannot be used; never a reason not to compute.
public struct StoreError: Error, Sendable, CustomStringConvertible {
  /// The file.
  public let path: String
  /// What is wrong, in words.
  public let reason: String

  struct Newer: Error {
    let version: Int
    let known: Int
  }

  init(path: String, _ error: any Error) {
    self.path = path
    switch error {
    case let error as StoreError:
      reason = error.reason
    case let newer as Newer:
      reason =
        "the store is version \(newer.version) and this build reads up to \(newer.known); "
        + "update mediacost, or name another file with --db"
    case let error as DatabaseError:
      switch error.resultCode {
      case .SQLITE_BUSY, .SQLITE_LOCKED: reason = "another program holds the file"
      case .SQLITE_NOTADB, .SQLITE_CORRUPT: reason = "the file is damaged or no SQLite database"
      case .SQLITE_READONLY, .SQLITE_CANTOPEN, .SQLITE_PERM:
        reason = "the file cannot be written"
      case .SQLITE_FULL: reason = "the disk is full"
      default: reason = error.message ?? "SQLite error \(error.resultCode.rawValue)"
      }
    default:
      reason = "the file cannot be written"
    }
  }

  /// `path: reason`.
  public var description: String { "\(path): \(reason)" }
}
