import ArgumentParser
import BillingTypes
import RateCatalogue
import ReportGenerator
import TestSupport
import Testing
import WorkloadSimulator

@testable import MediaCostCommand

/// A format is one value: a made-up one is drawn and written like those of the list.
@Suite("Formats as values")
struct ReportFormatTests {
  /// Headings in capitals, and a file of its own in a report's folder.
  static let loud = ReportFormat(
    name: "loud", fileEnding: "loud",
    folderTexts: [
      FolderText("titles.loud") { report, _ in titles(of: report.report) },
      FolderText("nothing.loud") { _, _ in nil },
      FolderText("never.loud", where: { _ in false }) { _, _ in "here" },
    ],
    draw: { document, setting in "\(setting.width)\n\(titles(of: document.report))" })

  private static func titles(of report: Report) -> String {
    report.blocks.map { block in
      if case .heading(_, let text) = block { text.uppercased() + "\n" } else { "" }
    }.joined()
  }

  @Test("A made-up format draws any document, at the width of the terminal")
  func draws() {
    let report = Report([.heading(1, "Title"), .paragraph("Words.")])
    #expect(Self.loud.text(of: report, DrawingSetting(width: 61)) == "61\nTITLE\n")
    #expect(Self.loud.drawsProse)
    #expect(ReportFormat.named("loud") == nil)
    #expect(ReportFormat.named("loud", among: ReportFormat.all + [Self.loud])?.name == "loud")
  }

  @Test("A made-up format is written into a report's folder and stands in its manifest")
  func isWritten() throws {
    try Workspace.with { workspace in
      let folder = try DataFolder.locate(
        rates: nil, environment: [:], currentFolder: Repository.root, executable: nil)
      let job = ScenarioJob(
        kind: .report, scenarioFile: DataFile(name: "s.yaml", text: TestScenario.pictures),
        catalogueFiles: try CatalogueFiles(folder),
        asOf: try #require(Day("2026-11-22")), knownAt: nil, trials: TrialOptions(trials: 10),
        format: .markdown, setting: DrawingSetting())
      let usual = try job.run().files.map(\.name)
      #expect(
        usual == [
          "report.md", "charts/months-light.svg", "charts/months-dark.svg",
          "charts/accepted-light.svg", "charts/accepted-dark.svg", "report.html", "forecast.csv",
          "intervals.csv", "comparison.csv", "manifest.json",
        ])
      let files = try job.run(formats: ReportFormat.all + [Self.loud]).files
      #expect(files.map(\.name) == usual.dropLast() + ["titles.loud", "manifest.json"])
      #expect(files.last?.text.contains("\"titles.loud\"") == true)
      try ReportFolder.write(files, into: workspace.path("out"))
      #expect(try workspace.read("out/titles.loud").hasPrefix("TWO MONTHS OF PICTURES\n"))
    }
  }

  @Test("--format offers the list: in help, in completions, in the error")
  func isOffered() throws {
    let names = ReportFormat.all.map(\.name)
    #expect(names == ["table", "markdown", "html", "csv", "json"])
    let quote = try #require(CommandPath.all.first { $0.words == ["quote"] })
    #expect(
      quote.help.contains(
        "(values: \(names.joined(separator: ", ")); default: \(names.first ?? ""))"))
    #expect(
      RootCommand.completionScript(for: .fish).contains(names.joined(separator: " ")))
    let error = #expect(throws: (any Error).self) {
      _ = try RootCommand.parseAsRoot(["quote", "x", "--format", "loud"])
    }
    let message = error.map { RootCommand.message(for: $0) } ?? ""
    for name in names { #expect(message.contains("'\(name)'"), "\(message)") }
  }

  @Test("A format for figures has nothing for a document that is only for people")
  func proseOnly() {
    let prose = ReportFormat.all.filter(\.drawsProse).map(\.name)
    #expect(prose == ["table", "markdown", "html"])
    #expect(Set(ReportFormat.all.map(\.name)).count == ReportFormat.all.count)
  }
}
