import ArgumentParser
import Foundation
import WorkloadSimulator

/// How a scenario is simulated: how many trials, from which seed, on how many cores, at which prices.
struct TrialArguments: ParsableArguments {
  @OptionGroup private var count: TrialCountOption
  @OptionGroup private var start: SeedOption
  @OptionGroup private var work: CoresOption

  @Flag(help: "Let prices change as often and as much as the rate cards say they did before.")
  private var priceRisk = false

  /// The options as the simulator takes them.
  var options: TrialOptions {
    TrialOptions(
      trials: count.trials, seed: start.seed, workers: work.count, hasPriceRisk: priceRisk)
  }

  /// What only trials read means nothing without them.
  func validate() throws {
    guard count.trials == 0 else { return }
    let absence = "draws nothing at random; leave it out, or ask for trials"
    if let seed = start.given {
      throw ValidationError("--seed: '\(seed)' with '--trials 0', which \(absence)")
    }
    if priceRisk { throw ValidationError("--price-risk: with '--trials 0', which \(absence)") }
  }
}

/// How many trials.
struct TrialCountOption: ParsableArguments {
  @Option(
    // What begins with '-' is a value as well, which is then said to be wrong.
    parsing: .unconditional,
    help: ArgumentHelp(
      "Simulated trials, 0 to 1000000; 0 gives expected values alone.", valueName: "count"))
  var trials = 10_000

  func validate() throws {
    guard (0...1_000_000).contains(trials) else {
      throw ValidationError("--trials: '\(trials)' is not between 0 and 1000000")
    }
  }
}

/// Where random numbers begin.
struct SeedOption: ParsableArguments {
  @Option(
    name: .customLong("seed"), parsing: .unconditional,
    help: ArgumentHelp("The same seed gives the same numbers; 1 by default.", valueName: "number"))
  var given: UInt64?

  /// The seed, given or by default.
  var seed: UInt64 { given ?? 1 }
}

/// How many threads share the work.
struct CoresOption: ParsableArguments {
  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      "Threads to share the work, 1 to 256; it changes no number. By default as many as there are cores.",
      valueName: "count"))
  var cores: Int?

  /// The threads.
  var count: Int { cores ?? ProcessInfo.processInfo.activeProcessorCount }

  func validate() throws {
    if let cores, !(1...256).contains(cores) {
      throw ValidationError("--cores: '\(cores)' is not between 1 and 256")
    }
  }
}
