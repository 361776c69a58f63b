import ArgumentParser
import BillingTypes
import CostStore
import Foundation
import LiveProbe
import PricingRules
import RateCatalogue
import ReportGenerator

extension ProbeCommand {
  /// What would be called.
  struct PlanCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "plan",
      abstract: "Show what would be called, what it can cost at most, and what it would settle.",
      discussion: """
        Sends nothing and needs no key. With a scenario, only recipes about its offers, and how far its \
        total is open by each. 'probe run --plan' makes the calls of a plan that was written as JSON, as \
        long as recipes and cards are the same, for a day.

        mediacost probe plan
        mediacost probe plan --scenario data/scenarios/storefront.yaml --format json
        """)

    @OptionGroup var names: RecipeArguments

    @Option(
      help: ArgumentHelp("Only recipes about the offers of this scenario.", valueName: "file"))
    var scenario: String?

    @OptionGroup var catalogue: CatalogueOptions
    @OptionGroup var store: StoreOptions
    @OptionGroup var output: OutputOptions

    func run() throws {
      try reportingFailures {
        let shelf = try ProbeShelf(names.recipes, catalogue)
        let plan = ProbePlanning(shelf, try store.reading().probeRuns())
        let document = try plan.document(
          scenario: scenario, catalogue, expires: Surroundings.utc(in: 86_400))
        try output.write(document)
      }
    }
  }
}
