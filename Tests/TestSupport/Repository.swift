package import BillingTypes
package import Foundation
package import PricingRules
package import RateCatalogue

/// The folder that holds `Package.swift`, and the data that ships in it.
package enum Repository {
  /// The root, found from where this file is.
  package static let root = URL(fileURLWithPath: #filePath)
    .deletingLastPathComponent()  // TestSupport
    .deletingLastPathComponent()  // Tests
    .deletingLastPathComponent()

  /// The data folder.
  package static let data = root.appendingPathComponent("data")

  /// The day that stands for today in these tests.
  package static let today = day("2026-11-22")

  /// A day that a test writes out.
  package static func day(_ text: String) -> Day {
    guard let day = Day(text) else { preconditionFailure("'\(text)' is no day") }
    return day
  }

  /// The bytes of the shipped rate cards.
  package static func files() throws -> CatalogueFiles { try loadedFiles.get() }

  /// The shipped rate cards, read once.
  package static func catalogue() throws -> Catalogue { try loadedCatalogue.get() }

  /// A quoter over the shipped rate cards.
  package static func quoter(asOf day: Day = today, knownAt: Day? = nil) throws -> Quoter {
    Quoter(catalogue: try catalogue(), asOf: day, knownAt: knownAt)
  }

  /// The text of a data file, such as `rates/openai.yaml`.
  package static func text(_ path: String) throws -> String {
    try String(contentsOf: data.appendingPathComponent(path), encoding: .utf8)
  }

  private static let loadedFiles = Result<CatalogueFiles, any Error> {
    try CatalogueFiles(
      DataFolder.locate(rates: nil, environment: [:], currentFolder: root, executable: nil))
  }

  private static let loadedCatalogue = Result<Catalogue, any Error> {
    try loadedFiles.get().catalogue()
  }
}
