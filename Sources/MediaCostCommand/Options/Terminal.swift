import ArgumentParser
import Foundation
import ReportGenerator

/// Standard output and standard error.
enum Terminal {
  /// Whether a person reads standard output.
  static let isWrittenTo = isatty(STDOUT_FILENO) == 1

  /// Writes text to standard output; a disk that is full ends the program with its own status.
  ///
  /// - Parameters:
  ///   - text: The text; what would command a terminal is written out.
  ///   - isExact: Whether a program reads it, which gets every byte unless it is a terminal after all.
  static func write(_ text: String, isExact: Bool = false) {
    let text = isExact && !isWrittenTo ? text : VisibleText.escaped(text)
    do {
      try FileHandle.standardOutput.write(contentsOf: Data(text.utf8))
    } catch {
      warn("standard output cannot be written")
      exit(ExitCode.inputOutput.rawValue)
    }
  }

  /// Writes a line to standard error, with the program's name.
  static func warn(_ text: String) {
    note("mediacost: \(text)")
  }

  /// Writes a line to standard error; where that cannot be, there is nobody left to tell.
  static func note(_ text: String) {
    try? FileHandle.standardError.write(
      contentsOf: Data("\(VisibleText.escaped(text))\n".utf8))
  }

  /// Columns of the terminal; 80 where there is none and COLUMNS does not say.
  static var width: Int {
    if let text = ProcessInfo.processInfo.environment["COLUMNS"], let width = Int(text), width > 0 {
      return width
    }
    var size = winsize()
    guard ioctl(STDOUT_FILENO, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 else { return 80 }
    return Int(size.ws_col)
  }
}
