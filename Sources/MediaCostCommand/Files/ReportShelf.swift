import Foundation
import ReportGenerator

/// A folder of folders with reports, as their manifests tell.
struct ReportShelf {
  /// The reports, by the names of their folders.
  let entries: [ReportIndex.Entry]

  /// A manifest is no longer than this.
  private static let most = 1 << 20

  /// Reads a folder.
  ///
  /// - Throws: a failure that names the file or the folder which is no report.
  init(folder: String) throws {
    let names: [String]
    do {
      names = try FileManager.default.contentsOfDirectory(atPath: folder).sorted()
    } catch {
      throw failure("\(folder): the folder cannot be read", .inputOutput)
    }
    entries = try names.compactMap { name in
      let path = "\(folder)/\(name)/\(ReportManifest.fileName)"
      guard FileManager.default.fileExists(atPath: path) else { return nil }
      guard let headline = Self.headline(in: path) else {
        throw failure(
          "\(path): says no headline; make the report again with 'mediacost report'", .badData)
      }
      guard let entry = ReportIndex.Entry(folder: name, headline: headline) else {
        throw failure(
          "\(path): the folder's name '\(name)' is no address; use letters, digits, '.', '-' and '_'",
          .badData)
      }
      return entry
    }
    guard !entries.isEmpty else {
      throw failure(
        "\(folder): no folder in it has a report; make one with 'mediacost report --out \(folder)/NAME'",
        .badData)
    }
  }

  private static func headline(in path: String) -> ReportHeadline? {
    guard let handle = FileHandle(forReadingAtPath: path),
      let bytes = try? handle.read(upToCount: most + 1), bytes.count <= most,
      let root = try? JSONSerialization.jsonObject(with: bytes) as? [String: Any],
      let texts = root["headline"] as? [String: String], let name = texts["name"],
      let sentence = texts["sentence"], let expected = texts["expected"],
      let interval = texts["interval"], let verdict = texts["verdict"]
    else { return nil }
    return ReportHeadline(
      name: name, sentence: sentence, expected: expected, interval: interval, verdict: verdict)
  }
}
