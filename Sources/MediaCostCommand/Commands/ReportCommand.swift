import ArgumentParser
import ReportGenerator

/// Writes the report on a scenario.
struct ReportCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "report",
    abstract: "Write the report on a scenario: a page, Markdown and CSV.",
    discussion: """
      Leaves report.html (one page for a browser, nothing is loaded), report.md, both with the decision first, forecast.csv and comparison.csv (tidy, exact amounts) and \
      manifest.json (what it was made from) in the folder. The same input gives the same bytes. Files that an earlier \
      report left there and this one does not write go, unless somebody changed them.

      mediacost report data/scenarios/storefront.yaml --out reports/storefront
      mediacost report data/scenarios/storefront.yaml --out page --format html
      """)
  @OptionGroup var arguments: ScenarioArguments
  @OptionGroup var files: ReportFileOptions

  @Option(
    help: ArgumentHelp("The folder to write to; created if it is missing.", valueName: "folder"))
  var out: String

  func validate() throws {
    if out.isEmpty {
      throw ValidationError("--out: the folder's name is empty; name one, such as reports")
    }
  }

  func run() throws {
    try reportingFailures {
      let opener = try files.open ? FileOpener() : nil
      var job = try arguments.job(.report, format: .markdown, width: 80)
      job.formats = try files.formats()
      var plan = arguments.plan(job)
      plan.writes(ReportManifest.folderNames, into: out, as: "--out")
      plan.printsResult()
      try plan.check()
      let progress = ProgressBar()
      let result = try job.run(progress: progress.show)
      progress.clear()
      try ReportFolder.write(result.files, into: out)
      let names = result.files.map(\.name).joined(separator: ", ")
      Terminal.write("\(result.summary)\n\(out): \(names)\n")
      job.record(result.files, summary: result.summary, in: arguments.store)
      opener?.open("\(out)/\(FileOpener.page)")
    }
  }
}
