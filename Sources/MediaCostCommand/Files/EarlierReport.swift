import Foundation
import RateCatalogue
import ReportGenerator

/// What an earlier report left in a folder, as its manifest says.
struct EarlierReport {
  /// Files that are still as the report wrote them; one that somebody has edited is that person's.
  let unchanged: [String]

  /// Reads a folder; one without a manifest of ours holds nothing of ours.
  init(folder: String) {
    let files = Self.listed(in: "\(folder)/\(ReportManifest.fileName)")
    unchanged = files.filter { name, digest in
      let place = "\(folder)/\(name)"
      var status = stat()
      guard !name.hasPrefix("/"), !name.split(separator: "/").contains(".."),
        lstat(place, &status) == 0, status.st_mode & S_IFMT == S_IFREG,
        let bytes = try? Data(contentsOf: URL(fileURLWithPath: place))
      else { return false }
      return TextDigest.sha256(String(decoding: bytes, as: UTF8.self)) == digest
    }
    .map(\.name)
  }

  /// Whether there is a manifest of a report.
  static func isThere(in folder: String) -> Bool {
    !listed(in: "\(folder)/\(ReportManifest.fileName)").isEmpty
  }

  private static func listed(in manifest: String) -> [(name: String, digest: String)] {
    guard let bytes = try? Data(contentsOf: URL(fileURLWithPath: manifest)),
      let root = try? JSONSerialization.jsonObject(with: bytes) as? [String: Any],
      let files = root["files"] as? [[String: String]]
    else { return [] }
    return files.compactMap { file in
      guard let name = file["file"], let digest = file["sha256"] else { return nil }
      return (name, digest)
    }
  }
}
