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
  ///   - isDrawn: Whether it was drawn for this terminal, in colours; what would command it is written out already.
  static func write(_ text: String, isExact: Bool = false, isDrawn: Bool = false) {
    let text = isDrawn || isExact && !isWrittenTo ? text : VisibleText.escaped(text)
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

  /// What the terminal shows beside letters: nothing where there is none, or where it takes no UTF-8.
  static var marks: TerminalMarks {
    isWrittenTo ? marks(in: ProcessInfo.processInfo.environment) : .none
  }

  /// The same by the environment of a terminal.
  static func marks(in environment: [String: String]) -> TerminalMarks {
    func value(_ name: String) -> String? { environment[name].flatMap { $0.isEmpty ? nil : $0 } }
    let terminal = value("TERM") ?? "dumb"
    let locale = (value("LC_ALL") ?? value("LC_CTYPE") ?? value("LANG") ?? "C").lowercased()
    guard terminal != "dumb", locale.contains("utf-8") || locale.contains("utf8") else {
      return .none
    }
    return value("NO_COLOR") == nil ? .coloured : .bars
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
