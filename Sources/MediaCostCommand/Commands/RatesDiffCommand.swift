import ArgumentParser
import BillingTypes
import CostAnalysis
import Foundation
import PricingRules
import RateCatalogue
import ReportGenerator
import WorkloadSimulator

extension RatesCommand {
  /// Compares two folders of cards, or two days of one catalogue.
  struct Diff: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "diff",
      abstract: "Show what is not the same in two folders of cards, or on two days.",
      discussion: """
        Offers and plans that came and went, what requests cost and which figures changed, the largest factor first. \
        What is easily a slip (a factor above three, a zero, another currency, five figures cleared at once) needs \
        'reviewed:' in the card: exit status 1 where it is not there.

        mediacost rates diff 2026-11-29 2026-11-30 --rates data
        mediacost rates diff data data --as-of 2026-11-30 --scenario data/scenarios/storefront.yaml
        """)

    @Argument(help: ArgumentHelp("A folder of rate cards, or a day.", valueName: "before"))
    var before: String

    @Argument(help: ArgumentHelp("Another folder, or another day.", valueName: "after"))
    var after: String

    @Option(
      help: ArgumentHelp("A scenario, forecast at the prices of both.", valueName: "file"))
    var scenario: String?

    @OptionGroup var changes: SettingOptions
    @OptionGroup var prices: PriceDayOption
    @OptionGroup var knowledge: KnowledgeDayOption
    @OptionGroup var rates: RateCardsOption
    @OptionGroup var output: OutputOptions

    func validate() throws {
      if scenario == nil, !changes.settings.isEmpty {
        throw ValidationError("--set: changes a scenario; name one with --scenario")
      }
      let days = [before, after].compactMap { Day($0) }
      guard days.count != 1 else {
        throw ValidationError(
          "'\(before)' and '\(after)': one is a day and the other is none; name two days, or two folders of rate cards"
        )
      }
      if days.count == 2, prices.asOf != nil {
        throw ValidationError("--as-of: both days are named already")
      }
      if days.isEmpty, rates.rates != nil {
        throw ValidationError("--rates: both folders are named already; it goes with two days")
      }
    }

    func run() throws {
      var needsReview = false
      try reportingFailures {
        let file = try scenario.map { try changes.changed(DataFile(path: $0)) }
        let (old, new) = try sides(file)
        let diff = RateDiff(old, new, knownAt: knowledge.knownAt)
        let difference = try file.map { file in
          func read(_ side: RateSide) throws -> Scenario {
            try file.scenario(side.catalogue.assumptions, vocabulary: side.catalogue.vocabulary)
          }
          return try file.reportingProblems {
            try ScenarioDifference(
              try read(old), try read(new), old, new, knownAt: knowledge.knownAt,
              workers: ProcessInfo.processInfo.activeProcessorCount)
          }
        }
        try output.write(RateDiffDocument(diff, scenario: difference))
        needsReview = !diff.unreviewed.isEmpty
      }
      if needsReview { throw ExitCode.doesNotHold }
    }

    /// Both sides: two days of one catalogue, or two catalogues on one day.
    private func sides(_ scenario: DataFile?) throws -> (old: RateSide, new: RateSide) {
      if let first = Day(before), let second = Day(after) {
        let cards = try catalogue(rates)
        return (
          RateSide(cards, on: first, named: before), RateSide(cards, on: second, named: after)
        )
      }
      let day = prices.asOf ?? scenario?.scenarioDay() ?? prices.day
      return (
        RateSide(try catalogue(.folder(before)), on: day, named: before),
        RateSide(try catalogue(.folder(after)), on: day, named: after)
      )
    }

    private func catalogue(_ option: RateCardsOption) throws -> Catalogue {
      let files = try option.files()
      var plan = FilePlan()
      if let scenario { plan.reads(scenario, as: "the scenario") }
      plan.reads(files)
      plan.printsResult()
      try plan.check()
      return try files.catalogue(bindingsOf: [])
    }
  }
}
