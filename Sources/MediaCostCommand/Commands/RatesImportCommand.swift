import ArgumentParser
import CostAnalysis
import RateCatalogue
import ReportGenerator

extension RatesCommand {
  /// Holds a list of prices that others publish against the cards.
  struct Import: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "import",
      abstract: "Hold a list of prices that others publish against the rate cards.",
      discussion: """
        Every figure of FILE that is about media gets a verdict: agrees, disagrees (by how much, and why where the \
        reason is known), no_counterpart, past_its_end, not_comparable. The list is a claim; no card is changed. \
        LIST is litellm (its model_prices_and_context_window.json) or genai-prices (its data.json).

        mediacost rates import litellm model_prices_and_context_window.json --as-of 2026-11-30
        """)

    @Argument(help: ArgumentHelp("The form of the list.", valueName: "list"))
    var list: RivalListFormat

    @OptionGroup var file: RivalListFile
    @OptionGroup var catalogue: CatalogueOptions
    @OptionGroup var output: OutputOptions

    func run() throws {
      try reportingFailures {
        var plan = FilePlan()
        plan.reads(file.file, as: "the list")
        plan.printsResult()
        try plan.check()
        let (record, digest) = try file.record(list, catalogue)
        try output.write(CourtDocument(record, digest: digest))
      }
    }
  }
}
