import ArgumentParser
import BillingTypes
import CostStore
import Foundation
import LiveProbe
import PricingRules
import RateCatalogue
import ReportGenerator

/// Real calls that calibrate, under a cap, never paid twice.
struct ProbeCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "probe",
    abstract: "Make real calls, under a cap, to see what providers really bill.",
    discussion: """
      A recipe in data/probes is one real call as data. 'plan' shows what would be called, what it can \
      cost at most and which doubt it would settle; 'quote' asks providers that quote for nothing; 'run' \
      makes the calls; 'reconcile' settles a call of which nobody knows whether it was billed. Nothing is \
      sent without --live. Keys come from environment variables alone, and are written nowhere.

      The first probe, free: a session in LiveAvatar's sandbox.

      mediacost probe plan heygen-liveavatar-sandbox
      mediacost probe run heygen-liveavatar-sandbox --dry-run
      """,
    subcommands: [Quote.self, PlanCommand.self, Run.self, Reconcile.self])
}

/// Recipes, by name.
struct RecipeArguments: ParsableArguments {
  @Argument(help: ArgumentHelp("Recipes by name; all of them by default.", valueName: "recipe"))
  var recipes: [String] = []
}

/// What tests say about where requests go.
struct StandInOption: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "Send every request to a server of tests on this machine.", valueName: "address",
      visibility: .private))
  var standIn: String?

  /// The server of tests.
  ///
  /// - Throws: a usage error for an address that is not this machine.
  func host() throws -> ProbeChild.StandInHost? {
    guard let standIn else { return nil }
    guard let host = ProbeChild.StandInHost(standIn) else {
      throw ValidationError(
        "--stand-in: '\(standIn)' is not on this machine; write http://127.0.0.1: and a port")
    }
    return host
  }
}

/// Whether requests are really sent.
struct LiveOption: ParsableArguments {
  @Flag(help: "Really send requests; without it nothing leaves this machine.")
  var live = false

  /// Refuses to go on without the flag.
  func require(_ instead: String) throws {
    guard live else {
      throw ValidationError("--live is missing: this makes real calls; \(instead)")
    }
  }
}
