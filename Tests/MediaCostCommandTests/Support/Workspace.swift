import Foundation
import Synchronization
import TestSupport

/// A folder of one test, which is also the home of the programs it runs.
struct Workspace: Sendable {
  private let temporary: TemporaryFolder

  /// The folder.
  var folder: URL { temporary.url }

  /// The path of a file in the folder.
  func path(_ name: String) -> String { temporary.path(name) }

  /// Writes a file and gives its path.
  @discardableResult
  func write(_ text: String, to name: String) throws -> String {
    try temporary.write(text, to: name)
  }

  /// The text of a file.
  func read(_ name: String) throws -> String {
    try String(contentsOf: folder.appendingPathComponent(name), encoding: .utf8)
  }

  /// Whether there is such a file or folder.
  func has(_ name: String) -> Bool { FileManager.default.fileExists(atPath: path(name)) }

  /// The names of the files in a folder and in the folders in it, in order.
  func files(in name: String) throws -> [String] {
    try FileManager.default.subpathsOfDirectory(atPath: path(name)).filter { file in
      var isFolder: ObjCBool = false
      _ = FileManager.default.fileExists(atPath: path("\(name)/\(file)"), isDirectory: &isFolder)
      return !isFolder.boolValue
    }.sorted()
  }

  /// The names in a folder, those that begin with a dot among them.
  func names(in name: String) throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: path(name)).sorted()
  }

  /// Runs the program and waits for its end.
  ///
  /// Results go to files, so that no pipe can fill up.
  @discardableResult
  func run(_ arguments: String..., environment: [String: String] = [:]) throws -> Program.Outcome {
    try run(arguments, environment: environment)
  }

  /// Runs the program and waits for its end.
  func run(_ arguments: [String], environment: [String: String] = [:]) throws -> Program.Outcome {
    try outcome(of: Program.process(arguments, home: self, environment: environment))
  }

  /// Runs a line as a shell does, in the folder, with the program in its path and the shipped data beside it.
  func shell(_ line: String) throws -> Program.Outcome {
    try outcome(of: shellProcess(line))
  }

  /// A line for a shell, not yet started.
  func shellProcess(_ line: String) throws -> Process {
    let program = try Program.executable().deletingLastPathComponent().path
    let process = try Program.process(
      [], home: self, environment: ["PATH": "\(program):/usr/bin:/bin"])
    process.executableURL = URL(fileURLWithPath: "/bin/sh")
    process.arguments = ["-c", line]
    process.currentDirectoryURL = folder
    process.environment?["MEDIACOST_DATA"] = Repository.root.appendingPathComponent("data").path
    return process
  }

  private func outcome(of process: Process) throws -> Program.Outcome {
    let number = Self.nextNumber()
    let (out, err) = (".output-\(number)", ".errors-\(number)")
    try write("", to: out)
    try write("", to: err)
    process.standardInput = FileHandle.nullDevice
    process.standardOutput = try FileHandle(forWritingTo: URL(fileURLWithPath: path(out)))
    process.standardError = try FileHandle(forWritingTo: URL(fileURLWithPath: path(err)))
    try Program.start(process)
    process.waitUntilExit()
    return Program.Outcome(
      output: try read(out), errors: try read(err),
      status: process.terminationReason == .exit
        ? process.terminationStatus : -process.terminationStatus)
  }

  /// What makes the names of results unique.
  private static let count = Atomic<Int>(0)

  /// A number that no other call gets.
  private static func nextNumber() -> Int { count.add(1, ordering: .relaxed).newValue }

  /// Folders that last as long as the process.
  private static let lasting = Mutex<[URL]>([])

  /// An empty folder for what several tests read, removed when the process ends.
  static func untilExit() throws -> Workspace {
    let folder = try TemporaryFolder()
    let isFirst = lasting.withLock { folders in
      folders.append(folder.url)
      return folders.count == 1
    }
    if isFirst {
      atexit {
        for folder in Workspace.lasting.withLock({ $0 }) {
          try? FileManager.default.removeItem(at: folder)
        }
      }
    }
    return Workspace(temporary: folder)
  }

  /// Runs `body` with an empty folder and removes the folder afterwards.
  static func with<Result>(_ body: (Workspace) throws -> Result) throws -> Result {
    let folder = try TemporaryFolder()
    return try withExtendedLifetime(folder) { try body(Workspace(temporary: folder)) }
  }
}
