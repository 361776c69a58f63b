import Foundation
import PricingRules
import RateCatalogue
import TestSupport
import Testing

/// A catalogue is known by its content, and by nothing else.
@Suite("CatalogueFiles")
struct CatalogueFilesTests {
  private static let contents = [
    (name: "vocabulary.yaml", text: "units: {}\n"), (name: "acme.yaml", text: "provider: acme\n"),
    (name: "zeta.yaml", text: "provider: zeta\n"),
  ]

  @Test("The digest is the SHA-256 of names, lengths and bytes; stored runs rely on it")
  func digestIsPinned() {
    // printf 'vocabulary.yaml\n10\nunits: {}\nacme.yaml\n15\nprovider: acme\nzeta.yaml\n15\nprovider: zeta\n' | sha256sum
    #expect(
      CatalogueFiles(contents: Self.contents).digest
        == "55cafaee9345ed21e2a0a978e2928075c1f7b22743fc51a0449e020615df70a1")
  }

  @Test("The digest changes with every single byte")
  func digestChangesWithEveryByte() {
    var seen: Set<String> = [CatalogueFiles(contents: Self.contents).digest]
    var count = 1
    for file in Self.contents.indices {
      for offset in Self.contents[file].text.utf8.indices {
        var changed = Self.contents
        var bytes = Array(changed[file].text.utf8)
        let place = changed[file].text.utf8.distance(
          from: changed[file].text.utf8.startIndex, to: offset)
        bytes[place] ^= 1
        changed[file].text = String(decoding: bytes, as: UTF8.self)
        seen.insert(CatalogueFiles(contents: changed).digest)
        count += 1
      }
    }
    #expect(count == 41)
    #expect(seen.count == count)
  }

  @Test(
    "The digest changes with a file's name, a file more, a file less, and a byte that moves over",
    arguments: [
      [("vocabulary.yaml", "units: {}\n"), ("acmf.yaml", "provider: acme\n")],
      [("vocabulary.yaml", "units: {}\n")],
      [("vocabulary.yaml", "units: {}\n"), ("acme.yaml", "provider: acme\n"), ("b.yaml", "")],
      [("vocabulary.yaml", "units: {}"), ("acme.yaml", "\nprovider: acme\n")],
    ])
  func digestChangesWithShape(files: [(String, String)]) {
    let contents = [("vocabulary.yaml", "units: {}\n"), ("acme.yaml", "provider: acme\n")]
    let original = CatalogueFiles(contents: contents.map { (name: $0.0, text: $0.1) })
    let changed = CatalogueFiles(contents: files.map { (name: $0.0, text: $0.1) })
    #expect(changed.digest != original.digest)
  }

  @Test("The order in which files are found does not matter")
  func orderDoesNotMatter() throws {
    let contents = try Repository.files().contents
    var numbers = SplitMix64(seed: 7)
    for _ in 0..<5 {
      let files = CatalogueFiles(contents: contents.shuffled(using: &numbers))
      #expect(files.digest == (try Repository.files().digest))
      #expect(try files.catalogue(only: ["luma", "fal"]).cards.map(\.provider) == ["fal", "luma"])
    }
  }

  @Test("The folder's path does not matter, and files that are no cards do not count")
  func pathDoesNotMatter() throws {
    let digests = try ["one", "two/deeper"].map { name in
      try TemporaryFolder.with { folder in
        let base = folder.appendingPathComponent(name)
        let rates = base.appendingPathComponent("rates")
        try FileManager.default.createDirectory(at: rates, withIntermediateDirectories: true)
        // In reverse, so that no order of creation can pass for the order of names.
        for file in try Repository.files().contents.reversed() {
          let besideCards = ["vocabulary.yaml", "assumptions.yaml", "price-risk.yaml"]
          let parent = besideCards.contains(file.name) ? base : rates
          try Data(file.text.utf8).write(to: parent.appendingPathComponent(file.name))
        }
        try Data("x".utf8).write(to: rates.appendingPathComponent("README.md"))
        try Data("x".utf8).write(to: rates.appendingPathComponent(".acme.yaml"))
        return try CatalogueFiles(
          DataFolder.locate(
            rates: base.path, environment: [:], currentFolder: folder, executable: nil)
        ).digest
      }
    }
    #expect(digests == [try Repository.files().digest, try Repository.files().digest])
  }
}
