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
  static func executable() throws -> URL { try BuiltProgram.named("mediacost") }

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
    // What cards say is the same for all tests.
    all["XDG_CACHE_HOME"] =
      try executable().deletingLastPathComponent().appendingPathComponent("test-cache").path
    process.environment = all.merging(environment) { $1 }
    return process
  }
}
