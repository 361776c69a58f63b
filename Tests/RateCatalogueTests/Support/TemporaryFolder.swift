import Foundation
import Synchronization

/// A folder that exists while a closure runs; its name is this process and a count.
enum TemporaryFolder {
  private static let count = Atomic<Int>(0)

  /// Runs `body` with an empty folder and removes the folder afterwards.
  static func with<Result>(_ body: (URL) throws -> Result) throws -> Result {
    let number = count.add(1, ordering: .relaxed).newValue
    let process = ProcessInfo.processInfo.processIdentifier
    let folder = FileManager.default.temporaryDirectory
      .appendingPathComponent("mediacost-rate-catalogue-\(process)-\(number)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    return try body(folder)
  }
}
