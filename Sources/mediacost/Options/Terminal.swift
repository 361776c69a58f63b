import ArgumentParser
import Foundation

/// Standard output and standard error.
enum Terminal {
  /// Writes text to standard output; a disk that is full ends the program with its own status.
  static func write(_ text: String) {
    do {
      try FileHandle.standardOutput.write(contentsOf: Data(text.utf8))
    } catch {
      warn("standard output cannot be written")
      exit(ExitCode.inputOutput.rawValue)
    }
  }

  /// Writes a line to standard error; where that cannot be, there is nobody left to tell.
  static func warn(_ text: String) {
    try? FileHandle.standardError.write(contentsOf: Data("mediacost: \(text)\n".utf8))
  }

  /// Writes a line about the result to standard error.
  static func note(_ text: String) {
    try? FileHandle.standardError.write(contentsOf: Data("\(text)\n".utf8))
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
