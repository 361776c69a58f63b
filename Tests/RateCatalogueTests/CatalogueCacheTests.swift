import Foundation
import PricingRules
import TestSupport
import Testing
import WorkloadSimulator

@testable import RateCatalogue

@Suite("What data files say is kept between runs, and is never another thing than they say")
struct CatalogueCacheTests {
  @Test("A catalogue is the same without a cache, with an empty one, and with a full one")
  func same() throws {
    try TemporaryFolder.with { temporary in
      let cache = Self.cache(temporary)
      let plain = try CatalogueFiles(try Self.shipped).catalogue()
      for turn in 0..<3 {
        let files = try CatalogueFiles(try Self.shipped, cache: cache)
        Self.expectSame(try files.catalogue(), plain)
        #expect(files.cards.allSatisfy { $0.isRead == (turn == 0) })
        #expect(files.digest == plain.digest)
      }
    }
  }

  @Test("A file that was changed is read, whatever its time and size say")
  func changed() throws {
    try TemporaryFolder.with { temporary in
      let (cache, folder) = (Self.cache(temporary), try Self.copy(in: temporary))
      _ = try CatalogueFiles(folder, cache: cache).catalogue()
      let card = folder.rates.appendingPathComponent("openai.yaml")
      let before = try FileManager.default.attributesOfItem(atPath: card.path)
      let text = try String(contentsOf: card, encoding: .utf8)
      let other = text.replacingOccurrences(of: "name: OpenAI", with: "name: OpenIA")
      #expect(other != text && other.utf8.count == text.utf8.count)
      try Data(other.utf8).write(to: card)
      try FileManager.default.setAttributes(
        [.modificationDate: try #require(before[.modificationDate])], ofItemAtPath: card.path)
      let files = try CatalogueFiles(folder, cache: cache)
      #expect(try files.catalogue().cards.first { $0.provider == "openai" }?.name == "OpenIA")
      #expect(files.cards.filter(\.isRead).map(\.stem) == ["openai"])
    }
  }

  @Test(
    "Who sells a model is known without reading a card again, and is asked anew of a changed one")
  func sellers() throws {
    try TemporaryFolder.with { temporary in
      let (cache, folder) = (Self.cache(temporary), try Self.copy(in: temporary))
      let first = try CatalogueFiles(folder, cache: cache)
      let before = first.providers(selling: ["gpt-image-2"])
      _ = try first.catalogue(only: before)
      #expect(before.contains("openai") && !before.contains("luma"))
      #expect(
        before
          == Set(try first.catalogue().offers.filter { $0.model == "gpt-image-2" }.map(\.provider)))
      for file in try FileManager.default.contentsOfDirectory(atPath: cache.folder)
      where file.hasSuffix(".tree") {
        // What trees say is not needed for it.
        unlink("\(cache.folder)/\(file)")
      }
      let second = try CatalogueFiles(folder, cache: cache)
      #expect(second.providers(selling: ["gpt-image-2"]) == before)
      #expect(!second.cards.contains { $0.isRead })

      let card = folder.rates.appendingPathComponent("luma.yaml")
      let text = try String(contentsOf: card, encoding: .utf8)
      let model = try #require(text.firstMatch(of: /\n    model: (\S+)\n/)?.1)
      try Data(
        text.replacingOccurrences(of: "model: \(model)\n", with: "model: gpt-image-2\n").utf8
      )
      .write(to: card)
      let third = try CatalogueFiles(folder, cache: cache)
      #expect(third.providers(selling: ["gpt-image-2"]) == before.union(["luma"]))
      #expect(third.cards.filter(\.isRead).map(\.stem) == ["luma"])
    }
  }

  @Test(
    "A model whose name would end a word of the index is not kept there",
    arguments: ["a b", "a,b", "a\nb", ""])
  func oddModels(model: String) {
    let text = KnownContent(digest: "d", models: [model]).text
    #expect(
      text == "d -" || KnownContent(digest: "d", sold: String(text.dropFirst(2))).models == [model])
    #expect(!text.contains("\n") && text.count { $0 == " " } == 1)
  }

  @Test("A file that was written a moment ago is not trusted to stay as it is")
  func unsettled() throws {
    try TemporaryFolder.with { temporary in
      var cache = Self.cache(temporary)
      cache.now = { FileStamp.now }
      let folder = try Self.copy(in: temporary)
      for _ in 0..<2 {
        let files = try CatalogueFiles(folder, cache: cache)
        _ = try files.catalogue()
        #expect(files.cards.allSatisfy { $0.isRead })
      }
    }
  }

  @Test(
    "What is damaged, cut off, another's or of another form is as good as not there",
    arguments: 0..<12)
  func damaged(turn: Int) throws {
    try TemporaryFolder.with { temporary in
      let (cache, folder) = (Self.cache(temporary), try Self.copy(in: temporary))
      let whole = try CatalogueFiles(folder, cache: cache).catalogue()
      var numbers = SplitMix64(seed: UInt64(turn))
      let names = try FileManager.default.contentsOfDirectory(atPath: cache.folder).sorted()
      #expect(names.contains { $0.hasSuffix(".index") })
      #expect(names.count { $0.hasSuffix(".tree") } == whole.cards.count + 3)
      var texts = try names.map {
        try Data(contentsOf: URL(fileURLWithPath: "\(cache.folder)/\($0)"))
      }
      // None stays in its place.
      if turn == 0 { texts = Array(texts.dropFirst() + texts.prefix(1)) }
      for (name, text) in zip(names, texts) {
        let place = URL(fileURLWithPath: "\(cache.folder)/\(name)")
        var damaged = text
        switch turn {
        case 0: break
        case 1: damaged = Data()
        case 2: damaged = text.prefix(Int.random(in: 0..<text.count, using: &numbers))
        case 3: damaged.append(0)
        default:
          let spot = turn < 8 ? turn * 3 : Int.random(in: 0..<text.count, using: &numbers)
          damaged[damaged.startIndex + spot] ^= 1 << UInt8.random(in: 0..<8, using: &numbers)
        }
        try damaged.write(to: place)
      }
      let files = try CatalogueFiles(folder, cache: cache)
      Self.expectSame(try files.catalogue(), whole)
      #expect(files.cards.allSatisfy { $0.isRead })
      // And it was made good.
      let after = try CatalogueFiles(folder, cache: cache)
      Self.expectSame(try after.catalogue(), whole)
      #expect(!after.cards.contains { $0.isRead })
    }
  }

  @Test(
    "A tree whose numbers lead nowhere is refused, and one that is not can be read",
    arguments: 0..<40)
  func numbers(seed: Int) throws {
    var numbers = SplitMix64(seed: UInt64(seed))
    let tree = try DataText.tree(
      of: Data("a: [1, {b: c}, [], 'x y']\nd: {}\n? [k]\n: v\n".utf8), file: "x.yaml")
    for _ in 0..<500 {
      var words = tree.words
      for _ in 0..<Int.random(in: 1...3, using: &numbers) {
        let place = Int.random(in: 0..<words.count, using: &numbers)
        words[place] =
          Bool.random(using: &numbers)
          ? UInt32.random(in: 0...30, using: &numbers)
          : words[place] ^ 1 << UInt32.random(in: 0..<32, using: &numbers)
      }
      guard let other = DataTree(words: words, texts: tree.texts) else { continue }
      let source = DataSource(other, file: "x.yaml", ProblemCollector())
      var count = 0
      func walk(_ value: Int) {
        count += 1
        _ = (other.text(of: value), other.line(of: value), source.path(of: value))
        for inner in other.inside(value) {
          #expect(inner > value)
          walk(inner)
        }
        _ = other.value(of: "b", in: value)
      }
      walk(0)
      #expect(count == words.count / 4)
    }
  }

  @Test("A card with a mistake says so every time, and is right as soon as it was mended")
  func mistakes() throws {
    try TemporaryFolder.with { temporary in
      let (cache, folder) = (Self.cache(temporary), try Self.copy(in: temporary))
      let card = folder.rates.appendingPathComponent("openai.yaml")
      let text = try String(contentsOf: card, encoding: .utf8)
      let wrong = text.replacingOccurrences(
        of: "category: image-edit", with: "category: image-edti")
      try Data(wrong.utf8).write(to: card)
      for _ in 0..<2 {
        #expect(throws: DataProblems.self) {
          try CatalogueFiles(folder, cache: cache).catalogue()
        }
        // Who asks for another offer gets it.
        let part = try CatalogueFiles(folder, cache: cache).catalogue(
          only: ["openai"], bindingsOf: [], offers: .one("openai/gpt-image-2/generate"))
        #expect(part.offers.map(\.id) == ["openai/gpt-image-2/generate"])
      }
      try Data(text.utf8).write(to: card)
      Self.expectSame(
        try CatalogueFiles(folder, cache: cache).catalogue(), try Repository.catalogue())
    }
  }

  @Test("What was right with one vocabulary, or for one program, is checked again with another")
  func checkedAgain() throws {
    try TemporaryFolder.with { temporary in
      let (cache, folder) = (Self.cache(temporary), try Self.copy(in: temporary))
      _ = try CatalogueFiles(folder, cache: cache).catalogue()
      let file = try #require(try CatalogueFiles(folder, cache: cache).cards.first)
      var checks = 0
      for (check, isAsked) in [
        ("another", true), ("another", false), ("a third", true), ("another", false),
        ("a fourth", true), ("a fifth", true), ("a sixth", true), ("another", true),
      ] {
        let before = checks
        #expect(
          file.isRight(by: check) { _ in
            checks += 1
            return true
          })
        #expect((checks > before) == isAsked)
      }
      try Data("units: {}\nparameters: {}\nmeters: {}\n".utf8).write(to: folder.vocabulary)
      #expect(throws: DataProblems.self) { try CatalogueFiles(folder, cache: cache).catalogue() }
    }
  }

  @Test("Where nothing can be written nothing is kept, and all is as without a cache")
  func unwritable() throws {
    try TemporaryFolder.with { temporary in
      let file = temporary.appendingPathComponent("file").path
      try Data("no folder".utf8).write(to: URL(fileURLWithPath: file))
      let cache = CatalogueCache(folder: "\(file)/below", program: "p")
      for _ in 0..<2 {
        let files = try CatalogueFiles(try Self.shipped, cache: cache)
        Self.expectSame(try files.catalogue(), try Repository.catalogue())
      }
    }
  }

  @Test("Folders with the same names and other prices do not get each other's")
  func folders() throws {
    try TemporaryFolder.with { temporary in
      let cache = Self.cache(temporary)
      let folders = try ["one", "two"].map { try Self.copy(in: temporary, as: $0) }
      let card = folders[1].rates.appendingPathComponent("openai.yaml")
      let text = try String(contentsOf: card, encoding: .utf8)
      try Data(text.replacingOccurrences(of: "name: OpenAI", with: "name: Two").utf8)
        .write(to: card)
      for _ in 0..<2 {
        for (folder, name) in zip(folders, ["OpenAI", "Two"]) {
          let cards = try CatalogueFiles(folder, cache: cache).catalogue().cards
          #expect(cards.first { $0.provider == "openai" }?.name == name)
        }
      }
    }
  }

  @Test("Many at once, with an empty cache, all get the same")
  func manyAtOnce() throws {
    try TemporaryFolder.with { temporary in
      let (cache, whole) = (Self.cache(temporary), try Repository.catalogue())
      let read = Parallel.map(6) { _ in
        Result { try CatalogueFiles(try Self.shipped, cache: cache).catalogue() }
      }
      for catalogue in read { try Self.expectSame(catalogue.get(), whole) }
      let names = try FileManager.default.contentsOfDirectory(atPath: cache.folder)
      #expect(!names.contains { $0.hasPrefix("new-") })
    }
  }

  @Test("The folder is where the environment says, and nowhere where it says nothing")
  func places() {
    func folder(_ environment: [String: String]) -> String? {
      CatalogueCache.user(environment: environment, program: "/nowhere")?.folder
    }
    #expect(folder(["XDG_CACHE_HOME": "/c", "HOME": "/h"]) == "/c/mediacost")
    #expect(folder(["XDG_CACHE_HOME": "c", "HOME": "/h"])?.hasPrefix("/h/") == true)
    #expect(folder(["HOME": "/h"])?.hasSuffix("/mediacost") == true)
    #expect(folder(["HOME": "h"]) == nil && folder([:]) == nil)
  }

  @Test("Of very many bytes the oldest go, and what was not written to its end")
  func pruned() throws {
    try TemporaryFolder.with { temporary in
      for index in 0..<20 {
        let path = temporary.appendingPathComponent("\(index).tree").path
        try Data("0123456789".utf8).write(to: URL(fileURLWithPath: path))
        try FileManager.default.setAttributes(
          [.modificationDate: Date(timeIntervalSince1970: Double(1000 + index))],
          ofItemAtPath: path)
      }
      let new = temporary.appendingPathComponent("new-abcdef").path
      try Data("x".utf8).write(to: URL(fileURLWithPath: new))
      func left() throws -> Set<String> {
        Set(try FileManager.default.contentsOfDirectory(atPath: temporary.path))
      }
      CacheFile.prune(temporary.path, mostBytes: 201)
      #expect(try left().count == 21)
      CacheFile.prune(temporary.path, mostBytes: 101)
      #expect(try left() == Set((10..<20).map { "\($0).tree" } + ["new-abcdef"]))
      CacheFile.prune(temporary.path, mostBytes: 101, now: FileStamp.now + 3_700_000_000_000)
      #expect(try left() == Set((10..<20).map { "\($0).tree" }))
    }
  }

  @Test("Times that somebody made are not trusted, nor another file system's")
  func madeTimes() throws {
    let (now, second) = (1_800_000_000_123_456_789, 1_000_000_000)
    func stamp(_ changed: Int, device: Int = 1) -> FileStamp {
      FileStamp(size: 1, modified: 5, changed: changed, number: 7, device: device)
    }
    #expect(stamp(now - 3 * second).isSettled(at: now))
    #expect(!stamp(now - second).isSettled(at: now))
    #expect(!stamp(1_700_000_000 * second).isSettled(at: now))
    #expect(stamp(1) != stamp(1, device: 2))
    func entry(_ models: Set<String>?) -> CatalogueIndex.Entry {
      .init(stamp: stamp(9), content: KnownContent(digest: "e", models: models))
    }
    let index = CatalogueIndex(
      folder: "/a b",
      entries: [
        "/a b/c d.yaml": entry(nil), "/a b/none.yaml": entry([]), "/a b/-": entry(["m"]),
        "/a b/two.yaml": entry(["gpt-image-2", "é"]),
      ])
    let read = try #require(CatalogueIndex.entries(index.sections.map { $0[...] }, of: "/a b"))
    #expect(read == index.entries)
    #expect(CatalogueIndex.entries(index.sections.map { $0[...] }, of: "/a") == nil)
  }

  @Test("What is no file in the place of one is not waited for")
  func pipe() throws {
    try TemporaryFolder.with { temporary in
      let (cache, folder) = (Self.cache(temporary), try Self.copy(in: temporary))
      let whole = try CatalogueFiles(folder, cache: cache).catalogue()
      for name in try FileManager.default.contentsOfDirectory(atPath: cache.folder) {
        unlink("\(cache.folder)/\(name)")
        #expect(mkfifo("\(cache.folder)/\(name)", 0o600) == 0)
      }
      Self.expectSame(try CatalogueFiles(folder, cache: cache).catalogue(), whole)
    }
  }

  private static var shipped: DataFolder {
    get throws {
      try DataFolder.locate(
        rates: nil, environment: [:], currentFolder: Repository.root, executable: nil)
    }
  }

  /// A cache of ten seconds later, so that no file was written a moment ago.
  private static func cache(_ temporary: URL) -> CatalogueCache {
    var cache = CatalogueCache(folder: temporary.appendingPathComponent("cache").path, program: "p")
    cache.now = { FileStamp.now + 10_000_000_000 }
    return cache
  }

  private static func copy(
    in temporary: URL, as name: String = "data"
  ) throws -> DataFolder {
    let folder = temporary.appendingPathComponent(name)
    try FileManager.default.createDirectory(
      at: folder.appendingPathComponent("rates"), withIntermediateDirectories: true)
    for path in [
      "vocabulary.yaml", "assumptions.yaml", "price-risk.yaml", "rates/openai.yaml",
      "rates/luma.yaml",
    ] {
      try Data(contentsOf: Repository.data.appendingPathComponent(path))
        .write(to: folder.appendingPathComponent(path))
    }
    return try DataFolder.locate(
      rates: folder.path, environment: [:], currentFolder: temporary, executable: nil)
  }

  private static func expectSame(_ one: Catalogue, _ other: Catalogue) {
    let ids = Set(one.offers.map(\.provider))
    let others = other.offers.filter { ids.contains($0.provider) }
    #expect(one.offers.map(\.id) == others.map(\.id))
    for (a, b) in zip(one.offers, others) {
      #expect(a.parameters == b.parameters && a.tables == b.tables && a.evidence == b.evidence)
      #expect(a.derivations.map(\.name) == b.derivations.map(\.name))
      #expect(a.charges.map(\.meter) == b.charges.map(\.meter) && a.limits == b.limits)
      #expect(a.examples.map(\.amount) == b.examples.map(\.amount))
      #expect((a.native == .unsaid) == (b.native == .unsaid))
    }
    #expect(one.vocabulary.parameters.keys == other.vocabulary.parameters.keys)
  }
}
