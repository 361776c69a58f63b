import ArgumentParser
import CostStore
import Foundation
import RateCatalogue

/// Where runs are remembered.
struct StoreOptions: ParsableArguments {
  /// What is named where nothing shall be remembered.
  static let memory = ":memory:"

  @Option(
    help: ArgumentHelp(
      "The file that remembers runs, or ':memory:' for none; by default ~/.local/share/mediacost/mediacost.sqlite.",
      valueName: "file"))
  var db: String?

  /// The file.
  func place() throws(StoreError) -> StorePlace {
    if let db { return StorePlace(path: db) }
    return try StorePlace(environment: ProcessInfo.processInfo.environment)
  }

  /// The store, to read runs; it is neither created nor changed.
  func reading() throws -> CostStore {
    let path = try place().path
    var plan = FilePlan()
    plan.reads(store: path)
    plan.printsResult()
    try plan.check()
    return try CostStore(reading: path, digest: TextDigest.sha256)
  }

  /// The store, to record a run; nil where none shall be.
  func recording() throws(StoreError) -> CostStore? {
    let place = try place()
    guard place.path != Self.memory else { return nil }
    return try CostStore(
      path: place.path, ownsFolder: place.ownsFolder, digest: TextDigest.sha256)
  }

  func validate() throws {
    if db == "" {
      throw ValidationError("--db: the file's name is empty; name one, or ':memory:' for none")
    }
  }
}
