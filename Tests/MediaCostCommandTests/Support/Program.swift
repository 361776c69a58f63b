import Foundation
import TestSupport
import Testing

/// The built program, run as people run it, in the folder that holds `Package.swift`.
enum Program {
  /// What a run left behind.
  struct Outcome: Sendable {
    let output: String
    let errors: String
    /// The exit status; minus the signal when one ended the program.
    let status: Int32

    /// The output as a JSON object.
    func json() throws -> [String: Any] {
      try #require(try JSONSerialization.jsonObject(with: Data(output.utf8)) as? [String: Any])
    }

    /// The lines of the output.
    var lines: [String] {
      output.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    }
  }

  /// The executable beside the test bundle.
  static func executable() throws -> URL {
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
      .map { $0.appendingPathComponent("mediacost") }
    return try #require(
      candidates.first { candidate in
        var isFolder: ObjCBool = false
        return FileManager.default.fileExists(atPath: candidate.path, isDirectory: &isFolder)
          && !isFolder.boolValue && FileManager.default.isExecutableFile(atPath: candidate.path)
      }, "the product mediacost is not built")
  }

  /// Starts a process that signals reach, as from a shell; threads of tests block them, and a process inherits
  /// that.
  static func start(_ process: Process) throws {
    var (none, before) = (sigset_t(), sigset_t())
    sigemptyset(&none)
    pthread_sigmask(SIG_SETMASK, &none, &before)
    defer { pthread_sigmask(SIG_SETMASK, &before, nil) }
    try process.run()
  }

  /// A process with these arguments that has not been started; its home is a folder of the test's.
  static func process(
    _ arguments: [String], home: Workspace, environment: [String: String] = [:]
  ) throws -> Process {
    let process = Process()
    process.executableURL = try executable()
    process.arguments = arguments
    process.currentDirectoryURL = Repository.root
    var all = ProcessInfo.processInfo.environment
    for name in ["XDG_DATA_HOME", "MEDIACOST_DATA", "COLUMNS"] { all[name] = nil }
    all["HOME"] = home.folder.path
    process.environment = all.merging(environment) { $1 }
    return process
  }
}
