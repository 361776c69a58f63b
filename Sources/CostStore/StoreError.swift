import Foundation
import GRDB

/// Why the store cannot be used; never a reason not to compute.
public struct StoreError: Error, Sendable, CustomStringConvertible {
  /// The file, or the setting that should name it.
  public let path: String
  /// What is wrong, in words.
  public let reason: String

  /// What the store itself finds wrong with a file.
  enum Trouble: Error {
    case newer(version: Int, known: Int)
    case foreign, damaged, noDatabase, noFile, busy
    /// What the system says.
    case unreadable(Int32)
  }

  init(path: String, reason: String) {
    self.path = path
    self.reason = reason
  }

  /// The error for something that went wrong.
  init(path: String, isReading: Bool = false, _ error: any Error) {
    self.path = path
    let outOfReach = isReading ? "the file cannot be read" : "the file cannot be written"
    switch error {
    case let error as StoreError: reason = error.reason
    case Trouble.unreadable where !isReading: reason = outOfReach
    case let trouble as Trouble: reason = Self.words(trouble)
    case is RowDecodingError: reason = Self.words(.damaged)
    case let error as DatabaseError:
      switch error.resultCode {
      case .SQLITE_BUSY, .SQLITE_LOCKED: reason = Self.words(.busy)
      case .SQLITE_NOTADB: reason = Self.words(.noDatabase)
      case .SQLITE_CORRUPT: reason = Self.words(.damaged)
      case .SQLITE_READONLY, .SQLITE_CANTOPEN, .SQLITE_PERM: reason = outOfReach
      case .SQLITE_FULL: reason = "the disk is full"
      default: reason = error.message ?? "SQLite error \(error.resultCode.rawValue)"
      }
    default: reason = outOfReach
    }
  }

  private static func words(_ trouble: Trouble) -> String {
    switch trouble {
    case .newer(let version, let known):
      "the store is version \(version) and this build reads up to \(known); "
        + "update mediacost, or name another file with --db"
    case .foreign: "this is the database of another application; name another file with --db"
    case .damaged: "the store is damaged; it was left as it is"
    case .noDatabase: "the file is damaged or no SQLite database"
    case .noFile: "this is no file; name one with --db"
    case .busy: "another program holds the file"
    case .unreadable(let number): "the file cannot be read: \(String(cString: strerror(number)))"
    }
  }

  /// `path: reason`.
  public var description: String { "\(path): \(reason)" }
}
