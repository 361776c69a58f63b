import ArgumentParser
import Foundation
import ReportGenerator

/// Writes the list of the reports in a folder.
struct IndexCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "index",
    abstract: "Write the list of the reports in a folder: a page and a text.",
    discussion: """
      Leaves index.html and README.md in the folder: for every report in it the decision, what it costs, whether the \
      budget fits, and a link. What they say stands in each report's manifest.json; nothing is computed again. Files of \
      these names that are no such list are not replaced.

      mediacost report data/scenarios/storefront.yaml --out reports/storefront
      mediacost index reports
      """)

  @Argument(help: "The folder whose folders have reports, such as reports.")
  var folder: String

  func run() throws {
    try reportingFailures {
      let index = ReportIndex(try ReportShelf(folder: folder).entries)
      var plan = FilePlan()
      plan.writes(ReportIndex.fileNames, into: folder, as: "the list")
      plan.printsResult()
      try plan.check()
      try refuseFilesOfOthers()
      for file in index.files {
        try FileOutput.stream(to: "\(folder)/\(file.name)") { try $0(Array(file.text.utf8)) }
      }
      Terminal.write("\(folder): \(ReportIndex.fileNames.joined(separator: ", "))\n")
    }
  }

  /// A README.md or index.html that somebody wrote stays.
  private func refuseFilesOfOthers() throws {
    for name in ReportIndex.fileNames {
      let path = "\(folder)/\(name)"
      guard let bytes = FileManager.default.contents(atPath: path), !bytes.isEmpty,
        !ReportIndex.made(String(decoding: bytes, as: UTF8.self))
      else { continue }
      throw failure(
        "\(path): is no list that 'mediacost index' made, and is not replaced; move it, or name another folder",
        .inputOutput)
    }
  }
}
