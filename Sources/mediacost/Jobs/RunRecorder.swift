import ArgumentParser
import BillingTypes
import CostStore
import Foundation
import RateCatalogue
import WorkloadSimulator

/// Where runs are remembered.
struct StoreOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "The file that remembers runs, or ':memory:' for none; by default ~/.local/share/mediacost/mediacost.sqlite.",
      valueName: "file"))
  var db: String?

  /// The file.
  var path: String {
    db ?? CostStore.defaultPath(environment: ProcessInfo.processInfo.environment)
  }
}

/// Options that every command takes, so that one set can be passed to all; here they change nothing.
struct UnusedOptions: ParsableArguments {
  @Option(help: .hidden) var db: String?
  @Option(help: .hidden) var seed: UInt64?
  @Option(help: .hidden) var trials: Int?
}

extension ScenarioJob {
  /// Remembers a run; a store that cannot be used is a warning, never a failure.
  func record(_ outputs: [Output], summary: String, in store: StoreOptions) {
    guard store.path != ":memory:" else { return }
    let run = RunRecord(
      kind: kind.rawValue, recordedAt: Surroundings.nowUTC, version: ProductVersion.text,
      scenarioFile: scenarioFile.name, scenarioDigest: scenarioFile.digest,
      scenarioText: scenarioFile.text, catalogue: catalogueFiles.digest,
      asOf: asOf.description, knownAt: knownAt?.description,
      options:
        "format=\(format.rawValue) width=\(width) trials=\(trials.trials) seed=\(trials.seed)"
        + (trials.hasPriceRisk ? " price-risk=yes" : ""), summary: summary)
    do {
      try CostStore(path: store.path).record(
        run, catalogueFiles: catalogueFiles.contents,
        outputs: outputs.map {
          RunOutput(name: $0.name, digest: TextDigest.sha256($0.text), content: $0.text)
        })
    } catch {
      Terminal.warn("this run was not recorded: \(error)")
    }
  }
}
