package import Foundation

/// The programs that were built with the tests.
package enum BuiltProgram {
  /// A program that is not there.
  package struct Missing: Error, CustomStringConvertible {
    package let description: String
  }

  /// The executable of that name beside the test bundle.
  package static func named(_ name: String) throws -> URL {
    let arguments = ProcessInfo.processInfo.arguments
    let bundles =
      arguments.filter { $0.contains(".xctest") }.map { URL(fileURLWithPath: $0) }
      + Bundle.allBundles.map(\.bundleURL)
    let folders = bundles.flatMap { bundle in
      // On macOS the binary is three levels inside the bundle.
      sequence(first: bundle.deletingLastPathComponent()) { $0.deletingLastPathComponent() }
        .prefix(4)
    }
    let candidates =
      (folders + [Repository.root.appendingPathComponent(".build/debug")])
      .map { $0.appendingPathComponent(name) }
    let found = candidates.first { candidate in
      var isFolder: ObjCBool = false
      return FileManager.default.fileExists(atPath: candidate.path, isDirectory: &isFolder)
        && !isFolder.boolValue && FileManager.default.isExecutableFile(atPath: candidate.path)
    }
    guard let found else { throw Missing(description: "the product \(name) is not built") }
    return found
  }
}
