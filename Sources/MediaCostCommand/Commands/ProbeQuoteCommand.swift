import ArgumentParser
import BillingTypes
import CostStore
import Foundation
import LiveProbe
import PricingRules
import RateCatalogue
import ReportGenerator

extension ProbeCommand {
  /// What providers quote.
  struct Quote: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "quote",
      abstract: "Ask providers that quote for nothing, and compare with our price.",
      discussion: """
        Asks price and estimate endpoints and dry runs: nothing is made, nothing is billed. What they say is \
        kept as an observation; no card changes by it.

        mediacost probe quote ideogram-generate-quote --live
        """)

    @OptionGroup var names: RecipeArguments
    @OptionGroup var live: LiveOption
    @OptionGroup var catalogue: CatalogueOptions
    @OptionGroup var store: StoreOptions
    @OptionGroup var standIn: StandInOption
    @OptionGroup var output: OutputOptions

    func run() throws {
      try live.require("'probe plan' shows which recipes quote for nothing")
      try reportingFailures {
        let shelf = try ProbeShelf(names.recipes, catalogue)
        let recipes = shelf.recipes.filter { $0.quoteStep != nil && $0.disabled == nil }
        guard !recipes.isEmpty else {
          throw failure("none of these providers quotes for nothing", .usage)
        }
        let job = ProbeJob(
          shelf, try store.recording(), standIn: try standIn.host(),
          environment: ProcessInfo.processInfo.environment)
        var quotes: [ProbeQuote] = []
        for recipe in recipes { quotes += try job.quote(recipe) }
        try output.write(ProbeQuotesDocument(quotes))
        if quotes.contains(where: { $0.said == nil }) { throw ExitCode.unavailable }
      }
    }
  }
}
