import CostAnalysis
import Foundation
import PricingRules
import RateCatalogue
import TestSupport
import Testing

@Suite("Names by which lists of prices are read")
struct RivalNamesTests {
  private static func names(_ text: String?) throws -> RivalNames {
    try TemporaryFolder.with { folder in
      let files = FileManager.default
      for name in ["rates", "lists"] {
        try files.createDirectory(
          at: folder.appendingPathComponent(name), withIntermediateDirectories: true)
      }
      try text?.write(
        to: folder.appendingPathComponent("lists/litellm.yaml"), atomically: true, encoding: .utf8)
      let data = try DataFolder.locate(
        rates: folder.path, environment: [:], currentFolder: folder, executable: nil)
      do {
        return try data.rivalNames(.all[0])
      } catch {
        throw Told(words: "\(error)".replacing(folder.path + "/", with: ""))
      }
    }
  }

  private struct Told: Error { let words: String }

  @Test("A name is a provider or an offer, with values where there are some")
  func reading() throws {
    let names = try Self.names(
      """
      providers: {one: acme, two: {provider: acme, with: {region: north}}}
      models:
        one:
          a: acme/a/generate
          b: [acme/b/generate, acme/b/edit]
          c: {offer: acme/c/generate, with: {quality: low}}
      """)
    #expect(names.sellers["one"] == .init("acme"))
    #expect(names.sellers["two"] == .init("acme", settings: [RivalSetting("region", "north")]))
    #expect(names.models["one"]?["a"] == .init(["acme/a/generate"]))
    #expect(names.models["one"]?["b"] == .init(["acme/b/generate", "acme/b/edit"]))
    #expect(
      names.models["one"]?["c"]
        == .init(["acme/c/generate"], settings: [RivalSetting("quality", "low")]))
  }

  @Test("Without a file of names, those of the list are ours")
  func none() throws {
    #expect(try Self.names(nil).sellers.isEmpty)
  }

  @Test("A file of names that is wrong says where")
  func wrong() {
    let told = #expect(throws: Told.self) {
      try Self.names("providers: {one: {with: {a: b}}}\nmodel: {}\n")
    }
    #expect(
      told?.words == """
        lists/litellm.yaml:1: providers.one: 'provider' is missing
        lists/litellm.yaml:2: unknown key 'model'; did you mean 'models'?
        """)
  }

  @Test("Every name that is shipped is one of a card", arguments: RivalListFormat.all.map(\.name))
  func shipped(format: String) throws {
    let folder = try DataFolder.locate(
      rates: Repository.data.path, environment: [:], currentFolder: Repository.root,
      executable: nil)
    let names = try folder.rivalNames(try #require(RivalListFormat.named(format)))
    #expect(!names.sellers.isEmpty)
    let catalogue = try Repository.catalogue()
    #expect(names.missing(in: catalogue) == [])
    for meaning in names.models.values.flatMap(\.values) {
      for (offer, setting) in meaning.offers.flatMap({ id in meaning.settings.map { (id, $0) } }) {
        let parameter = catalogue.offer(offer)?.parameter(setting.name)
        #expect(
          parameter?.value(of: setting.text) != nil, "\(offer) \(setting.name)=\(setting.text)")
      }
    }
  }
}
