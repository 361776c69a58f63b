import Foundation
import GRDB

/// A copy in memory of a store's file, as it was at one moment.
///
/// SQLite would make files beside the one it reads, and could not do so on a medium that is read-only; the file
/// and what lies beside it are therefore copied first.
enum StoreSnapshot {
  /// A store's content; an empty one where there is no file.
  ///
  /// - Throws: ``StoreError/Trouble``, or what SQLite says.
  static func queue(of path: String) throws -> DatabaseQueue {
    let memory = try DatabaseQueue(configuration: CostStore.configuration)
    guard try StoreFile.isStore(path) else { return memory }
    for _ in 0..<20 {
      let before = state(of: path)
      do {
        try copy(path, into: memory)
        return memory
      } catch StoreError.Trouble.busy {
        usleep(50_000)
      } catch  where state(of: path) != before {
        // Somebody wrote meanwhile: what was found wrong may be right.
      }
    }
    throw StoreError.Trouble.busy
  }

  /// What has an effect on a store's content, in the order in which it is copied.
  private static let endings = ["", "-wal", "-journal"]

  private static func copy(_ path: String, into memory: DatabaseQueue) throws {
    var template = Array(
      FileManager.default.temporaryDirectory.appendingPathComponent("mediacost-XXXXXX").path
        .utf8CString)
    guard mkdtemp(&template) != nil else { throw StoreError.Trouble.unreadable(errno) }
    let folder = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let before = state(of: path)
    for ending in endings {
      guard FileManager.default.fileExists(atPath: path + ending) else { continue }
      do {
        try Data(contentsOf: URL(fileURLWithPath: path + ending))
          .write(to: URL(fileURLWithPath: "\(folder)/store\(ending)"))
      } catch {
        guard ending.isEmpty else { throw StoreError.Trouble.busy }
        throw StoreError.Trouble.unreadable(EACCES)
      }
    }
    guard state(of: path) == before else { throw StoreError.Trouble.busy }
    let copy = try DatabaseQueue(
      path: "\(folder)/store", configuration: CostStore.configuration)
    try CostStore.examine(copy)
    try copy.backup(to: memory)
    try copy.close()
  }

  /// Size and last change of each file; equal only where nothing was written in between.
  private static func state(of path: String) -> [Int] {
    endings.flatMap { ending in
      var status = stat()
      guard stat(path + ending, &status) == 0 else { return [0] }
      #if canImport(Darwin)
        let change = status.st_ctimespec
      #else
        let change = status.st_ctim
      #endif
      return [Int(status.st_ino), Int(status.st_size), change.tv_sec, change.tv_nsec]
    }
  }
}
