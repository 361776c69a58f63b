import Foundation
import PricingRules
import RateCatalogue
import TestSupport
import Testing

/// Where the data is looked for, and what is said when it is not there.
@Suite("DataFolder")
struct DataFolderTests {
  @Test("A folder of cards, one with rates/ inside, and MEDIACOST_DATA are all found")
  func foundInOrder() throws {
    try TemporaryFolder.with { folder in
      let inner = folder.appendingPathComponent("other/rates")
      try FileManager.default.createDirectory(at: inner, withIntermediateDirectories: true)
      try Data(AcmeCard.text.utf8).write(to: inner.appendingPathComponent("acme.yaml"))
      try Data(AcmeCard.vocabulary.utf8)
        .write(to: folder.appendingPathComponent("other/vocabulary.yaml"))
      for rates in ["other", "other/rates", inner.path] {
        #expect(try providers(rates: rates, [:], in: folder) == ["acme"], "\(rates)")
      }
      #expect(try providers(rates: nil, ["MEDIACOST_DATA": "other"], in: folder) == ["acme"])
      // --rates comes before MEDIACOST_DATA, and MEDIACOST_DATA before ./data.
      let environment = ["MEDIACOST_DATA": folder.appendingPathComponent("other").path]
      #expect(try providers(rates: nil, environment, in: Repository.root) == ["acme"])
      #expect(
        try providers(rates: "data", environment, in: Repository.root)
          == Repository.catalogue().cards.map(\.provider))
    }
  }

  @Test("Cards without a vocabulary of their own use the one that ships")
  func vocabularyFallsBack() throws {
    try TemporaryFolder.with { folder in
      try Data(AcmeCard.text.utf8).write(to: folder.appendingPathComponent("acme.yaml"))
      let found = try DataFolder.locate(
        rates: folder.path, environment: [:], currentFolder: Repository.root, executable: nil)
      #expect(
        found.vocabulary.path == Repository.data.appendingPathComponent("vocabulary.yaml").path)
      #expect(try CatalogueFiles(found).catalogue().offers.count == 1)
    }
  }

  @Test("A vocabulary beside the cards is no card")
  func vocabularyBesideCards() throws {
    try TemporaryFolder.with { folder in
      try Data(AcmeCard.text.utf8).write(to: folder.appendingPathComponent("acme.yaml"))
      try Data(AcmeCard.vocabulary.utf8).write(to: folder.appendingPathComponent("vocabulary.yaml"))
      #expect(try providers(rates: folder.path, [:], in: Repository.root) == ["acme"])
    }
  }

  @Test("A folder that does not exist, and a machine without data, say what was looked for")
  func notFound() throws {
    try TemporaryFolder.with { folder in
      let missing = #expect(throws: DataProblem.self) {
        try DataFolder.locate(
          rates: "nowhere", environment: [:], currentFolder: folder, executable: nil)
      }
      #expect(
        missing?.description == "nowhere: no such folder; name a folder of rate cards")
      let nothing = #expect(throws: DataProblem.self) {
        try DataFolder.locate(rates: nil, environment: [:], currentFolder: folder, executable: nil)
      }
      #expect(
        nothing?.description
          == "data: no rate cards were found; looked in '\(folder.path)/data/rates'; name a folder with --rates or MEDIACOST_DATA"
      )
    }
  }

  @Test("A folder without cards is no catalogue")
  func emptyFolder() throws {
    try TemporaryFolder.with { folder in
      let found = try DataFolder.locate(
        rates: folder.path, environment: [:], currentFolder: Repository.root, executable: nil)
      let error = #expect(throws: DataProblems.self) { try CatalogueFiles(found) }
      #expect(
        error?.description.hasSuffix(
          "the folder holds no rate card; a card is a file such as 'openai.yaml'") == true)
    }
  }

  private func providers(
    rates: String?, _ environment: [String: String], in folder: URL
  ) throws -> [String] {
    let found = try DataFolder.locate(
      rates: rates, environment: environment, currentFolder: folder, executable: nil)
    return try CatalogueFiles(found).catalogue().cards.map(\.provider)
  }
}
