import ArgumentParser
import BillingTypes
import Foundation
import PricingRules
import RateCatalogue
import ReportGenerator
import WorkloadSimulator

/// Writes one simulated month as a usage log.
struct TraceCommand: ExplainsAbsence {
  static let configuration = CommandConfiguration(
    commandName: "trace",
    abstract: "Write one simulated month as a usage log.",
    discussion: """
      Writes every call of a month as a row: when, by which offer, what was asked for, how it ended. \
      Inputs are those of one trial of the forecast. The total, printed to standard output, or to \
      standard error where the rows are there, is what the rows come to with the month's plans and \
      steps over the month, as 'mediacost rerate' settles them; what earlier months left of \
      allowances and packs is not in it.

      mediacost trace data/scenarios/storefront.yaml --month 2027-03 --out trace.csv
      """)
  static let absences = [
    "--format": "writes a usage log, which is CSV",
    "--price-risk": "prices its rows as quotes do",
  ]

  @OptionGroup var file: ScenarioFileArgument
  @OptionGroup var changes: SettingOptions

  @Option(help: ArgumentHelp("The month, such as 2027-03.", valueName: "month"))
  var month: Month

  @OptionGroup var output: OutputFileOption

  @Option(help: ArgumentHelp("Which trial of the forecast to show, from 1.", valueName: "number"))
  var trial = 1

  @OptionGroup var catalogue: CatalogueOptions
  @OptionGroup var trials: TrialCountOption
  @OptionGroup var start: SeedOption

  func validate() throws {
    guard trials.trials > 0 else {
      throw ValidationError("--trials: a trace shows one of the trials; '0' leaves none")
    }
    guard (1...trials.trials).contains(trial) else {
      throw ValidationError("--trial: '\(trial)' is not between 1 and \(trials.trials)")
    }
  }

  func run() throws {
    try reportingFailures {
      let cards = try catalogue.files()
      var plan = FilePlan()
      plan.reads(self.file.scenario, as: "the scenario")
      plan.reads(cards)
      plan.writes(output)
      try plan.check()
      let file = try changes.changed(DataFile(path: self.file.scenario))
      let known = try cards.catalogue(bindingsOf: [])
      let scenario = try file.scenario(known.assumptions, vocabulary: known.vocabulary)
      let forecaster = Forecaster(
        catalogue: known,
        asOf: catalogue.asOf ?? scenario.asOf ?? catalogue.day, knownAt: catalogue.knownAt)
      var trace = try file.reportingProblems {
        try forecaster.trace(
          scenario, month: month, trial: trial - 1,
          TrialOptions(trials: trials.trials, seed: start.seed))
      }
      // Rows that go to the terminal show how far they are.
      let progress = output.out == nil ? nil : ProgressBar()
      try FileOutput.stream(to: output.out) { write in
        var log = TraceLog(trace.features)
        var bytes = log.header
        bytes.reserveCapacity(Self.bufferSize + 4096)
        while let event = trace.next() {
          log.append(event, to: &bytes)
          if bytes.count >= Self.bufferSize {
            try write(bytes)
            bytes.removeAll(keepingCapacity: true)
            progress?.show("rows", trace.share)
          }
        }
        try write(bytes)
      }
      progress?.clear()
      // Where the rows are on standard output, the total must not be among them.
      let summary = trace.summary(in: scenario.currency)
      if output.out == nil { Terminal.note(summary) } else { Terminal.write(summary + "\n") }
    }
  }

  private static let bufferSize = 1 << 20
}
