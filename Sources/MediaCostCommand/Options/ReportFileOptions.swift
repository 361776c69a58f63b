import ArgumentParser
import ReportGenerator

/// Which files of a report are written, and whether the page is opened.
struct ReportFileOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "Which files to write, such as html,md,csv; all of them by default.", valueName: "formats"))
  var format: String?

  @Flag(help: "Open report.html with the system's program for it.")
  var open = false

  /// Formats that have files in a report's folder.
  private static let able = ReportFormat.all.filter { !$0.fileNames.isEmpty }

  func validate() throws {
    let formats = try formats()
    guard open else { return }
    guard formats.contains(where: { $0.fileNames.contains(FileOpener.page) }) else {
      throw ValidationError(
        "--open: opens \(FileOpener.page), which --format '\(format ?? "")' does not write")
    }
  }

  /// The formats that are asked for, in the order of the list.
  ///
  /// - Throws: a usage error for a format that has no file in a report's folder.
  func formats() throws -> [ReportFormat] {
    guard let format else { return ReportFormat.all }
    let words = format.split(separator: ",", omittingEmptySubsequences: false)
      .map { String($0).trimmingSpaces }
    for word in words where !Self.able.contains(where: { $0.answers(to: word) }) {
      let known = Self.able.map { "'\($0.fileEnding)'" }.joined(separator: ", ")
      throw ValidationError("--format: no file of a report is '\(word)'; there are \(known)")
    }
    return Self.able.filter { own in words.contains { own.answers(to: $0) } }
  }

  /// What has to be said for the same files; nothing for all of them.
  static func words(for formats: [ReportFormat]) -> String? {
    let own = formats.filter { !$0.fileNames.isEmpty }.map(\.fileEnding)
    return own == able.map(\.fileEnding) ? nil : own.joined(separator: ",")
  }
}

extension ReportFormat {
  /// Whether a word means it: its name, or what its files end with.
  fileprivate func answers(to word: String) -> Bool { word == name || word == fileEnding }
}

extension String {
  fileprivate var trimmingSpaces: String {
    var words = Substring(self)
    while words.first == " " { words.removeFirst() }
    while words.last == " " { words.removeLast() }
    return String(words)
  }
}
