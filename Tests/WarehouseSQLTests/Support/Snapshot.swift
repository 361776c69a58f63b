import Foundation
import TestSupport
import Testing

/// Texts that were looked at once and must stay as they are, in the folder `Snapshots`.
///
/// `RECORD_SNAPSHOTS=1 swift test` writes them again, and fails once, so that a recording is never taken
/// for a pass.
func expectSnapshot(
  _ text: String, named name: String, sourceLocation: SourceLocation = #_sourceLocation
) throws {
  let folder = Repository.root.appendingPathComponent("Tests/WarehouseSQLTests/Snapshots")
  let file = folder.appendingPathComponent(name)
  if ProcessInfo.processInfo.environment["RECORD_SNAPSHOTS"] != nil {
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    try text.write(to: file, atomically: true, encoding: .utf8)
    Issue.record("recorded \(name)", sourceLocation: sourceLocation)
    return
  }
  let recorded = try String(contentsOf: file, encoding: .utf8)
  #expect(text == recorded, "\(name) differs", sourceLocation: sourceLocation)
}
