public import Foundation

/// Where the data files are: rate cards, vocabulary, scenarios and claims.
public struct DataFolder: Sendable {
  /// The folder of the rate cards.
  public let rates: URL
  /// The file of names that all cards share.
  public let vocabulary: URL

  /// Finds the data.
  ///
  /// What is named: `rates` (a folder of cards, or one that has `rates/` inside), else the environment variable
  /// `MEDIACOST_DATA`; else the first that exists of `./data` and the data beside the program.
  ///
  /// - Throws: ``DataProblem`` that names what was looked for.
  public static func locate(
    rates: String?, environment: [String: String], currentFolder: URL, executable: URL?
  ) throws(DataProblem) -> DataFolder {
    if let rates {
      let folder = url(rates, in: currentFolder)
      guard isFolder(folder) else {
        throw DataProblem(
          file: rates, line: 0, path: "",
          message: "no such folder; name a folder of rate cards", source: .file)
      }
      let fallback = try? locate(
        rates: nil, environment: environment, currentFolder: currentFolder, executable: executable)
      return DataFolder(folder, fallback: fallback)
    }
    if let path = environment["MEDIACOST_DATA"], !path.isEmpty {
      // Who names a folder wants its prices and no others.
      let folder = url(path, in: currentFolder)
      guard isFolder(folder.appendingPathComponent("rates")) else {
        throw DataProblem(
          file: path, line: 0, path: "",
          message:
            "MEDIACOST_DATA names '\(path)', which has no folder 'rates'; name the folder that has it",
          source: .file)
      }
      return DataFolder(folder, fallback: nil)
    }
    var candidates = [currentFolder.appendingPathComponent("data")]
    if let executable {
      candidates += installed(
        in: executable.resolvingSymlinksInPath().deletingLastPathComponent())
    }
    return try first(
      of: candidates, advice: "; name a folder with --rates or MEDIACOST_DATA")
  }

  /// Finds the data that was built with this package.
  ///
  /// - Parameter folders: Where a program's files may be; the data lies in one of them.
  /// - Throws: ``DataProblem`` that names what was looked for.
  /// - Returns: The folder of the first that has it.
  public static func bundled(in folders: [URL]) throws(DataProblem) -> DataFolder {
    try first(of: folders.flatMap(installed), advice: "; name a folder of rate cards")
  }

  /// Where the data is when it came with a program of that folder.
  private static func installed(in folder: URL) -> [URL] {
    [
      "mediacost_RateCatalogue.resources/data", "mediacost_RateCatalogue.bundle/data",
      "mediacost_RateCatalogue.bundle/Contents/Resources/data", "../share/mediacost/data",
    ].map { folder.appendingPathComponent($0) }
  }

  private static func first(of candidates: [URL], advice: String) throws(DataProblem) -> DataFolder
  {
    for candidate in candidates where isFolder(candidate.appendingPathComponent("rates")) {
      return DataFolder(candidate, fallback: nil)
    }
    throw DataProblem(
      file: "data", line: 0, path: "",
      message: "no rate cards were found; looked in "
        + candidates.map { "'\($0.appendingPathComponent("rates").path)'" }.joined(separator: ", ")
        + advice, source: .file)
  }

  /// Files beside the vocabulary that need not be there: how prices change, what forecasts assume.
  var extras: [URL] {
    CatalogueFiles.extraNames
      .map { vocabulary.deletingLastPathComponent().appendingPathComponent($0) }
      .filter { FileManager.default.fileExists(atPath: $0.path) }
  }

  /// The scenario and claims files beside the rate cards, sorted; none where there are no folders.
  public func files(in name: String) -> [String] {
    let folder = rates.deletingLastPathComponent().appendingPathComponent(name)
    // The folder is optional, and what cannot be listed is not there.
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
    return names.filter { $0.hasSuffix(".yaml") && !$0.hasPrefix(".") }.sorted()
      .map { folder.appendingPathComponent($0).path }
  }

  private init(_ folder: URL, fallback: DataFolder?) {
    let inner = folder.appendingPathComponent("rates")
    rates = Self.isFolder(inner) ? inner : folder
    let candidates = [
      folder.appendingPathComponent("vocabulary.yaml"),
      folder.appendingPathComponent("../vocabulary.yaml"),
    ]
    vocabulary =
      candidates.first { FileManager.default.fileExists(atPath: $0.path) }
      ?? fallback?.vocabulary ?? candidates[0]
  }

  /// A relative path starts inside the folder, whether or not its URL ends with a slash.
  private static func url(_ path: String, in folder: URL) -> URL {
    path.hasPrefix("/") ? URL(fileURLWithPath: path) : folder.appendingPathComponent(path)
  }

  private static func isFolder(_ url: URL) -> Bool {
    var isFolder: ObjCBool = false
    return FileManager.default.fileExists(atPath: url.path, isDirectory: &isFolder)
      && isFolder.boolValue
  }
}
