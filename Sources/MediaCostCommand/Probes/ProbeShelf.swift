import BillingTypes
import BodyPricing
import Foundation
import LiveProbe
import PricingRules
import RateCatalogue

/// The recipes of the data folder, and the prices that they are held against.
struct ProbeShelf {
  /// The recipes, sorted by id.
  let recipes: [ProbeRecipe]
  /// The prices of the day.
  let pricer: BodyPricer
  /// The digest of the catalogue.
  let catalogue: String
  private let options: CatalogueOptions

  /// Reads what is needed for some recipes; all where none is named.
  ///
  /// - Throws: `DataProblems` for a recipe that is wrong, and a usage error for one that is not there.
  init(_ names: [String], _ options: CatalogueOptions) throws {
    self.options = options
    let files = try options.files()
    let paths = files.neighbours.filter { Self.folder(of: $0) == "probes" }
    let known = Dictionary(
      paths.map { (Self.name(of: $0), $0) }, uniquingKeysWith: { first, _ in first })
    var chosen = paths
    if !names.isEmpty {
      chosen = try names.map { name in
        guard let path = known[name] else {
          let name = name.split(whereSeparator: \.isNewline).joined(separator: " ").prefix(80)
          let near = nearest(to: String(name), among: known.keys.sorted(), limit: 1)
          throw failure(
            "no recipe is called '\(name)'"
              + (near.isEmpty
                ? "; there are \(quotedList(known.keys.sorted()))" : didYouMean(near)),
            .usage)
        }
        return path
      }
    }
    recipes = try chosen.map { try DataFile(path: $0).probeRecipe() }
    let providers = recipes.compactMap { $0.offer?.provider }
    pricer = BodyPricer(
      catalogue: try files.catalogue(
        only: Set(providers), bindingsOf: Set(providers)),
      asOf: options.day, knownAt: options.knownAt)
    catalogue = files.digest
  }

  private static func folder(of path: String) -> String? {
    path.split(separator: "/").dropLast().last.map(String.init)
  }

  private static func name(of path: String) -> String {
    String(path.split(separator: "/").last?.dropLast(5) ?? "")
  }

  /// A shelf with one recipe, with the same cards.
  func with(_ name: String) throws -> ProbeShelf { try withAll([name]) }

  /// A shelf with other recipes, with the same cards.
  func withAll(_ names: [String]) throws -> ProbeShelf {
    try ProbeShelf(names, options)
  }

  /// A recipe with its body.
  func prepared(_ recipe: ProbeRecipe) throws -> PreparedProbe {
    do {
      return try PreparedProbe(recipe, pricer)
    } catch {
      throw failure("\(error)", .badData)
    }
  }

  /// What a plan is bound to: the cards and its recipes as they are.
  func digest(of recipes: [ProbeRecipe]) -> String {
    TextDigest.sha256(
      ([catalogue, pricer.asOf.description] + recipes.map { "\($0.id) \($0.digest)" })
        .joined(separator: "\n"))
  }
}
