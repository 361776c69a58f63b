import ArgumentParser
import Foundation
import WorkloadSimulator

/// How many trials, and from which seed.
struct TrialArguments: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "Simulated trials, 0 to 1000000; 0 gives expected values alone.", valueName: "count"))
  var trials = 10_000

  @Option(help: ArgumentHelp("The same seed gives the same numbers.", valueName: "number"))
  var seed: UInt64 = 1

  @Option(
    help: ArgumentHelp(
      "Threads to share the work, 1 to 256; it changes no number. By default as many as there are cores.",
      valueName: "count"))
  var cores: Int?

  @Flag(help: "Let prices change as often and as much as the rate cards say they did before.")
  var priceRisk = false

  func validate() throws {
    guard (0...1_000_000).contains(trials) else {
      throw ValidationError("--trials: '\(trials)' is not between 0 and 1000000")
    }
    if let cores, !(1...256).contains(cores) {
      throw ValidationError("--cores: '\(cores)' is not between 1 and 256")
    }
  }

  /// The options as the simulator takes them.
  var options: TrialOptions {
    TrialOptions(
      trials: trials, seed: seed, workers: cores ?? ProcessInfo.processInfo.activeProcessorCount,
      hasPriceRisk: priceRisk)
  }
}
