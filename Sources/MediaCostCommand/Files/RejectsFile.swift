import CostAnalysis
import Foundation
import ReportGenerator
import UsageRating

/// Where the bad rows of a log go.
struct RejectsFile {
  /// The file.
  let path: String
  /// Whether somebody asked for it; if not, it is there only while rows are bad.
  private let isNamed: Bool

  /// Creates the place.
  ///
  /// - Parameters:
  ///   - named: The file that was asked for; by default it lies beside the log, under a name that `*.csv`
  ///     does not pick up.
  ///   - log: The log; `-` for standard input.
  init(_ named: String?, of log: String) {
    path = named ?? (log == "-" ? "usage.rejects" : "\(log).rejects")
    isNamed = named != nil
  }

  /// Opens the files that are asked for; the one of bad rows appears only if there are any.
  ///
  /// - Parameters:
  ///   - rows: The file of every row's amount; nil for none.
  ///   - body: Rates the log.
  /// - Throws: ``FileOutputError``, and what `body` throws.
  /// - Returns: What `body` returns.
  func write(
    rows: String?,
    _ body: (LogRater.Taker<RatedLine>?, @escaping LogRater.Taker<RejectedLine>) throws -> LogRating
  ) throws -> LogRating {
    guard let rows else { return try writingRejects { try body(nil, $0) } }
    return try FileOutput.stream(to: rows) { write in
      let take = try Self.taker(of: LineFile.rated, write)
      return try writingRejects { try body(take, $0) }
    }
  }

  /// Begins a file of lines.
  private static func taker<Line>(
    of file: LineFile<Line>, _ write: @escaping FileOutput.Writer
  ) throws -> LogRater.Taker<Line> {
    try write(file.header)
    return { try write(file.bytes(of: $0)) }
  }

  private func writingRejects(
    _ body: (@escaping LogRater.Taker<RejectedLine>) throws -> LogRating
  ) throws -> LogRating {
    let writing = { (write: @escaping FileOutput.Writer) in
      try body(try Self.taker(of: LineFile.rejected, write))
    }
    if isNamed { return try FileOutput.stream(to: path, writing) }
    let folder = URL(fileURLWithPath: path).deletingLastPathComponent().path
    guard isFree, FileManager.default.isWritableFile(atPath: folder) else {
      // Nobody asked for a file there; it matters only if a row is bad.
      let path = path
      return try body { _ in
        throw FileOutputError(
          path: path, reason: "bad rows cannot be written there; name a file with --rejects")
      }
    }
    let rating = try FileOutput.stream(to: path, unless: { $0.rejected == 0 }, writing)
    // What an earlier run left there is true no longer.
    if rating.rejected == 0, FileManager.default.fileExists(atPath: path) { unlink(path) }
    return rating
  }

  /// Whether there is no file, or one that an earlier run left.
  private var isFree: Bool {
    var status = stat()
    guard lstat(path, &status) == 0 else { return true }
    guard status.st_mode & S_IFMT == S_IFREG, let handle = FileHandle(forReadingAtPath: path) else {
      return false
    }
    defer { try? handle.close() }
    let header = Data(LineFile.rejected.header)
    return (try? handle.read(upToCount: header.count)) == header
  }
}
