import ArgumentParser
import BillingTypes
import CostStore
import Foundation
import LiveProbe
import PricingRules
import RateCatalogue
import ReportGenerator

extension ProbeCommand {
  /// Real calls.
  struct Run: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "run",
      abstract: "Make the calls, each at most once, under a cap.",
      discussion: """
        The most that a call can cost is in the ledger before it is sent, and is given back only where \
        nothing was billed for certain. A call whose outcome nobody knows ends the run; 'probe reconcile' \
        settles it. What a recipe asks is not paid for twice.

        mediacost probe run openai-images-generate --dry-run
        mediacost probe run openai-images-generate --live --max-spend 0.05

        Exit status: 1 where a cap or an earlier run forbids it, the outcome is not known, or more was billed \
        than the worst case; 69 where the provider refused or failed.
        """)

    @Argument(help: ArgumentHelp("Recipes by name.", valueName: "recipe"))
    var recipes: [String] = []

    @OptionGroup var live: LiveOption

    @Option(
      help: ArgumentHelp("The most that this command may spend, in USD.", valueName: "amount"))
    var maxSpend: String?

    @Option(
      help: ArgumentHelp(
        "The most that all probes of a day may spend, in USD, from now on; 5 where nobody ever said.",
        valueName: "amount"))
    var maxPerDay: String?

    @Flag(help: "Show the exact requests, keys masked, and send nothing.")
    var dryRun = false

    @Flag(help: "Ask again what an earlier run answered.")
    var again = false

    @Option(help: ArgumentHelp("Make the calls of this plan.", valueName: "file"))
    var plan: String?

    @Option(
      help: ArgumentHelp("Write every request and answer here, without secrets.", valueName: "file")
    )
    var record: String?

    @Option(help: ArgumentHelp("Answer from a recording; nothing is sent.", valueName: "file"))
    var replay: String?

    @Option(help: ArgumentHelp("Keep what was made in this folder.", valueName: "folder"))
    var keep: String?

    @OptionGroup var catalogue: CatalogueOptions
    @OptionGroup var store: StoreOptions
    @OptionGroup var standIn: StandInOption
    @OptionGroup var output: OutputOptions

    func validate() throws {
      guard [live.live, dryRun, replay != nil].count(where: { $0 }) == 1 else {
        throw ValidationError(
          live.live || dryRun || replay != nil
            ? "--live, --dry-run and --replay exclude each other"
            : "--live is missing: this makes real calls; '--dry-run' shows what would be sent")
      }
      guard recipes.isEmpty == (plan != nil) else {
        throw ValidationError(
          plan == nil
            ? "name a recipe; 'mediacost probe plan' lists them"
            : "--plan: the plan names the recipes; leave them out")
      }
      for (option, amount) in [("--max-spend", maxSpend), ("--max-per-day", maxPerDay)] {
        if let amount, WrittenNumber.amount(amount, in: .usd) == nil {
          throw ValidationError(
            "\(option): '\(amount)' is not an amount in USD; write one such as 0.50")
        }
      }
      if live.live, maxSpend == nil {
        throw ValidationError(
          "--max-spend is missing; say what this may cost at most, such as --max-spend 0.05")
      }
    }

    func run() throws {
      try reportingFailures {
        let names = try plan.map { try ProbePlanning.recipes(inPlan: $0) } ?? recipes
        let shelf = try ProbeShelf(names, catalogue)
        if let plan { try ProbePlanning.check(plan, shelf) }
        if dryRun { return try dry(shelf) }
        try checkFiles()
        let job = ProbeJob(
          shelf, replay == nil ? try store.recording() : nil, standIn: try standIn.host(),
          environment: ProcessInfo.processInfo.environment)
        var results: [ProbeResult] = []
        if let replay {
          results = try job.replay(try BodyInput.file(replay))
        } else {
          job.asksAgain = again
          job.budget = ProbeBudget(
            most: WrittenNumber.amount(maxSpend ?? "0", in: .usd)?.amount ?? .zero)
          results = try job.run(dayCap: maxPerDay.map { try NumberUnit.money(.usd).plain($0) })
        }
        // What was paid for is told before anything else can go wrong.
        if !results.isEmpty { try output.write(ProbeResultsDocument(results)) }
        if let record { try job.record(to: record) }
        if let keep { try job.keep(results, in: keep) }
        if let stop = job.stop { throw failure(stop.description, .doesNotHold) }
        try Self.end(results)
      }
    }

    /// Refuses files that would be lost, or cannot be written, before anything is sent.
    private func checkFiles() throws {
      var files = FilePlan()
      files.reads(try catalogue.files())
      if let plan { files.reads(plan, as: "--plan") }
      if let replay { files.reads(replay, as: "--replay") }
      files.writes(store)
      files.writes(record, as: "--record")
      files.printsResult()
      try files.check()
      if let record {
        let file = try TemporaryFile(replacing: record, shown: record)
        file.discard()
      }
      if let keep {
        do {
          try FileManager.default.createDirectory(
            atPath: keep, withIntermediateDirectories: true)
        } catch {
          throw FileOutputError(path: keep, reason: "the folder cannot be made")
        }
      }
    }

    private func dry(_ shelf: ProbeShelf) throws {
      var text = ""
      for recipe in shelf.recipes {
        text += try ProbeDryRun(shelf.prepared(recipe), ProcessInfo.processInfo.environment).text
      }
      Terminal.write(text)
    }

    /// The status for what the runs came to.
    static func end(_ results: [ProbeResult]) throws {
      let isAbove = results.contains { $0.facts.contains { $0.code == "above_worst_case" } }
      if isAbove || results.contains(where: { $0.outcome == .unclear }) {
        throw ExitCode.doesNotHold
      }
      if results.contains(where: { $0.outcome != .succeeded }) { throw ExitCode.unavailable }
    }
  }
}
