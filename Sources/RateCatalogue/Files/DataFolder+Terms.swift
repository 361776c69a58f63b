import Foundation
import PricingRules

extension DataFolder {
  /// The file of terms of a name or a path.
  ///
  /// - Parameter name: A path, or the name of a file in `terms/` beside the rate cards, without its ending.
  /// - Throws: ``DataProblem`` for a file that cannot be read, and for a name that no file has.
  /// - Returns: The file.
  public func termsFile(_ name: String) throws(DataProblem) -> DataFile {
    let files = files(in: "terms")
    let names = files.map { path in
      let file = path.split(separator: "/").last.map(String.init) ?? path
      return String(file.dropLast(5))
    }
    let known =
      names.isEmpty ? "" : "; data/terms has \(quotedList(names))"
    let exists = FileManager.default.fileExists(atPath: name)
    if exists || name.contains("/") || name.contains(".") {
      guard exists else {
        throw DataProblem(
          file: name, line: 0, path: "", message: "no such file" + known, source: .file)
      }
      return try DataFile(path: name)
    }
    if let place = names.firstIndex(of: name) {
      // As it could be written, so that a report names no folder of one machine alone.
      let here = FileManager.default.currentDirectoryPath + "/"
      let path = files[place]
      return try DataFile(path: path.hasPrefix(here) ? String(path.dropFirst(here.count)) : path)
    }
    let near = nearest(to: name, among: names)
    throw DataProblem(
      file: name, line: 0, path: "",
      message: "no such file, and no file of data/terms has that name"
        + (near.isEmpty ? known : didYouMean(near)), source: .file)
  }
}
