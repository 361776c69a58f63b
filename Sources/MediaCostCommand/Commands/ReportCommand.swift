import ArgumentParser
import ReportGenerator

/// Writes the report on a scenario.
struct ReportCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "report",
    abstract: "Write the report on a scenario: a page, Markdown and CSV.",
    discussion: """
      Leaves report.html (one page for a browser, nothing is loaded), report.md with its charts in a folder beside it, both with the decision first, forecast.csv, \
      owning.csv and comparison.csv (tidy, exact amounts: pivots add up) and manifest.json (what it was made from, and every file) in the folder. The same input gives the same bytes. Files that an earlier \
      report left there and this one does not write go, unless somebody changed them.

      mediacost report data/scenarios/storefront.yaml --out reports/storefront
      mediacost report data/scenarios/storefront.yaml --out page --format html
      mediacost report data/scenarios/storefront.yaml --out tabelle --format csv --locale de
      """)
  @OptionGroup var arguments: ScenarioArguments
  @OptionGroup var files: ReportFileOptions
  @OptionGroup var locale: LocaleOption

  @Option(
    help: ArgumentHelp("The folder to write to; created if it is missing.", valueName: "folder"))
  var out: String

  func validate() throws {
    if locale.isGiven {
      let formats = try files.formats()
      guard formats.contains(where: \.hasLocale) else {
        throw ValidationError(
          "--locale: is for CSV, which --format '\(files.format ?? "")' does not write")
      }
    }
    if out.isEmpty {
      throw ValidationError("--out: the folder's name is empty; name one, such as reports")
    }
  }

  func run() throws {
    try reportingFailures {
      let opener = try files.open ? FileOpener() : nil
      var job = try arguments.job(
        .report, format: .markdown, DrawingSetting(locale: locale.locale))
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
