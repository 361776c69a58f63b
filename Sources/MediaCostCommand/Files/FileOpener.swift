import Foundation

/// The system's program that opens a file for a person.
struct FileOpener {
  /// The file of a report that it opens.
  static let page = "report.html"

  /// The names under which systems have it.
  private static let names = ["xdg-open", "open"]

  private let program: URL

  /// Finds the program, before any work is done.
  ///
  /// - Parameter environment: Where the shell looks for programs is in its `PATH`.
  /// - Throws: a failure where there is none.
  init(environment: [String: String] = ProcessInfo.processInfo.environment) throws {
    let folders = (environment["PATH"] ?? "").split(separator: ":").map(String.init)
    let places = Self.names.flatMap { name in folders.map { "\($0)/\(name)" } }
    guard let place = places.first(where: FileManager.default.isExecutableFile(atPath:)) else {
      throw failure(
        "--open: there is no program here that opens files ('xdg-open' or 'open'); leave --open out, and open the "
          + "page yourself", .usage)
    }
    program = URL(fileURLWithPath: place)
  }

  /// Opens a file; where that fails, the file is there all the same, and a warning says so.
  func open(_ path: String) {
    let process = Process()
    process.executableURL = program
    // A name that begins with a hyphen is no option.
    process.arguments = [URL(fileURLWithPath: path).path]
    process.standardOutput = FileHandle.nullDevice
    do {
      try process.run()
      process.waitUntilExit()
    } catch {
      Terminal.warn("--open: '\(program.lastPathComponent)' cannot be started; the page is \(path)")
      return
    }
    if process.terminationStatus != 0 {
      Terminal.warn(
        "--open: '\(program.lastPathComponent)' ended with status \(process.terminationStatus); the page is \(path)"
      )
    }
  }
}
