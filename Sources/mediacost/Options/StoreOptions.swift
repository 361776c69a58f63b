import ArgumentParser
import CostStore
import Foundation

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

  func validate() throws {
    if db == "" {
      throw ValidationError("--db: the file's name is empty; name one, or ':memory:' for none")
    }
  }
}
