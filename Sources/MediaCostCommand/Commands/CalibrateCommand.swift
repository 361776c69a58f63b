import ArgumentParser
import CostAnalysis
import CostStore
import ReportGenerator

/// What probes measured of the estimators.
struct CalibrateCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "calibrate",
    abstract: "See how far estimates were off, by what probes measured.",
    discussion: """
      Estimates are corrected by what was measured, never prices: a bill that disagrees with a price is a \
      claim against the card. 'forecast --calibrated' uses what this shows.

      mediacost calibrate show
      """,
    subcommands: [Show.self])

  /// Shows every ratio.
  struct Show: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "show",
      abstract: "Show measured over estimated, by offer and tier.",
      discussion: """
        The ratio is drawn towards 1 as long as little was measured, and one measurement that is far off does \
        not move it. Where sources disagree, it says how much the bills speak for each reading.

        mediacost calibrate show --format json
        """)

    @OptionGroup var store: StoreOptions
    @OptionGroup var output: OutputOptions

    func run() throws {
      try reportingFailures {
        let seen = Observations(try store.reading().observations())
        try output.write(
          CalibrationDocument(
            CalibrationStudy.findings(seen.samples),
            weights: CalibrationStudy.weights(seen.readings),
            latencies: CalibrationStudy.latencies(seen.latencies)))
      }
    }
  }
}
