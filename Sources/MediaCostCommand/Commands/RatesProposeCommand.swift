import ArgumentParser
import CostAnalysis
import RateCatalogue
import ReportGenerator

extension RatesCommand {
  /// Writes what a list has otherwise, to be reviewed.
  struct Propose: ExplainsAbsence {
    static let configuration = CommandConfiguration(
      commandName: "propose",
      abstract: "Write what a list of prices has otherwise than the rate cards, to be reviewed.",
      discussion: """
        Writes YAML: for each figure that disagrees and is not our own price of something else, what the card says and \
        by which source, what the list says, and 'needs: reviewed' where the change is large or odd. No card is \
        changed; offers that the list does not have are 'silent', never retired.

        mediacost rates propose model_prices_and_context_window.json --list litellm --out delta.yaml
        """)
    static let absences = ["--format": "writes YAML, to be reviewed"]

    @OptionGroup var file: RivalListFile

    @Option(help: ArgumentHelp("The form of the list.", valueName: "list"))
    var list: RivalListFormat

    @OptionGroup var output: OutputFileOption
    @OptionGroup var catalogue: CatalogueOptions

    func run() throws {
      try reportingFailures {
        var plan = FilePlan()
        plan.reads(file.file, as: "the list")
        plan.writes(output)
        try plan.check()
        let (record, digest) = try file.record(list, catalogue)
        let document = DeltaDocument(PriceDelta(record), digest: digest)
        try FileOutput.stream(to: output.out) { try $0(Array(document.text.utf8)) }
      }
    }
  }
}
