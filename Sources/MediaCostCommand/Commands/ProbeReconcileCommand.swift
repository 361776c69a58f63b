import ArgumentParser
import BillingTypes
import CostStore
import Foundation
import LiveProbe
import PricingRules
import RateCatalogue
import ReportGenerator

extension ProbeCommand {
  /// What nobody knows.
  struct Reconcile: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "reconcile",
      abstract: "Settle calls of which nobody knows whether they were billed.",
      discussion: """
        Without a number it lists them. With --live it asks the provider again, by the work, by what was \
        billed, by the balance, and ends what goes on costing; it never begins anything. By hand: --amount \
        with what the bill says, or --not-billed.

        mediacost probe reconcile
        mediacost probe reconcile 3 --not-billed
        """)

    @Argument(help: ArgumentHelp("The number of the run.", valueName: "run"))
    var number: Int64?

    @OptionGroup var live: LiveOption

    @Option(help: ArgumentHelp("What the bill says that it cost.", valueName: "amount"))
    var amount: String?

    @Flag(help: "The bill says that it cost nothing.")
    var notBilled = false

    @OptionGroup var catalogue: CatalogueOptions
    @OptionGroup var store: StoreOptions
    @OptionGroup var standIn: StandInOption
    @OptionGroup var output: OutputOptions

    func validate() throws {
      if let amount {
        guard let number = WrittenNumber.amount(amount, in: .usd)?.amount,
          number <= Rational(1_000_000),
          let exact = try? Money(rounding: number, in: .usd), exact.units == number
        else {
          throw ValidationError(
            "--amount: '\(amount)' is not the amount of a bill; write one such as 0.05, with twelve places at most"
          )
        }
      }
      let ways = [live.live, amount != nil, notBilled].count(where: { $0 })
      guard ways == (number == nil ? 0 : 1) else {
        throw ValidationError(
          number == nil
            ? "name the run that is to be settled"
            : "say one of --live, --amount and --not-billed")
      }
    }

    func run() throws {
      try reportingFailures {
        guard let number else {
          let runs = try store.reading().probeRuns()
          return try output.write(LedgerDocument(runs.map(\.row).filter(\.isUnclear)))
        }
        guard let recording = try store.recording() else {
          throw failure("--db: ':memory:' remembers no run", .usage)
        }
        guard let row = try recording.probeRuns().first(where: { $0.id == number }) else {
          throw failure("there is no run \(number) of a probe", .usage)
        }
        guard row.end?.kind == "unclear" || row.end == nil else {
          throw failure(
            "run \(number) is settled already"
              + (row.isOpen ? "; it may go on costing, and the next 'probe run' ends it" : ""),
            .usage)
        }
        if live.live {
          let shelf = try ProbeShelf([row.recipe], catalogue)
          let job = ProbeJob(
            shelf, recording, standIn: try standIn.host(),
            environment: ProcessInfo.processInfo.environment)
          let result = try job.reconcile(row)
          try output.write(ProbeResultsDocument([result]))
          return try Run.end([result].filter { $0.outcome == .unclear })
        }
        let job = ProbeJob(
          try ProbeShelf([], catalogue), recording, standIn: nil, environment: [:])
        try job.settle(row, amount: notBilled ? nil : amount)
        Terminal.note("mediacost: run \(number) is settled by hand")
      }
    }
  }
}
