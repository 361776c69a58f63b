package import Foundation
import Synchronization

/// An empty folder of one test, removed when nobody holds it any more; its name is this process and a
/// count.
package final class TemporaryFolder: Sendable {
  /// Where it is.
  package let url: URL

  private static let count = Atomic<Int>(0)

  /// Makes a folder.
  ///
  /// - Throws: What Foundation says when it cannot be made.
  package init() throws {
    let number = Self.count.add(1, ordering: .relaxed).newValue
    let process = ProcessInfo.processInfo.processIdentifier
    url = FileManager.default.temporaryDirectory
      .appendingPathComponent("mediacost-tests-\(process)-\(number)")
    try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
  }

  // What is left in the system's temporary folder is nobody's failure.
  deinit { try? FileManager.default.removeItem(at: url) }

  /// The path of a file or folder in it.
  package func path(_ name: String) -> String { url.appendingPathComponent(name).path }

  /// Writes a file, with the folders on its way, and gives its path.
  @discardableResult
  package func write(_ text: String, to name: String) throws -> String {
    let file = url.appendingPathComponent(name)
    try FileManager.default.createDirectory(
      at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
    try Data(text.utf8).write(to: file)
    return file.path
  }

  /// Runs `body` with an empty folder and removes the folder afterwards.
  package static func with<Result>(_ body: (URL) throws -> Result) throws -> Result {
    let folder = try TemporaryFolder()
    return try withExtendedLifetime(folder) { try body(folder.url) }
  }
}
