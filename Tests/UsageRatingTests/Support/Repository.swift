import Foundation
import PricingRules
import RateCatalogue

/// The folder that holds `Package.swift`, and the rate cards that ship in it.
enum Repository {
  /// The root, found from where this file is.
  static let root = URL(fileURLWithPath: #filePath)
    .deletingLastPathComponent()  // Support
    .deletingLastPathComponent()  // UsageRatingTests
    .deletingLastPathComponent()  // Tests
    .deletingLastPathComponent()

  /// The shipped rate cards, read once.
  static func catalogue() throws -> Catalogue { try loadedCatalogue.get() }

  private static let loadedCatalogue = Result<Catalogue, any Error> {
    try CatalogueFiles(
      DataFolder.locate(rates: nil, environment: [:], currentFolder: root, executable: nil)
    ).catalogue()
  }
}
