import BillingTypes
import Foundation
public import PricingRules

/// The files of a catalogue: read and decoded as far as is needed, identified by the SHA-256 of their bytes.
public struct CatalogueFiles: Sendable {
  /// One rate card each, named after its provider.
  let cards: [CatalogueFile]
  let vocabulary: CatalogueFile
  /// Files beside the vocabulary that a data folder may have.
  let extras: [CatalogueFile]
  /// The SHA-256 of the content as 64 hexadecimal digits: names and bytes of every file.
  public var digest: String { content.text }
  private let content: DeferredText
  private let memory: CatalogueMemory?

  /// Finds the files of the folder.
  ///
  /// - Parameters:
  ///   - folder: Where the data is.
  ///   - cache: Where what files say is kept, so that no file is read that was read before; without it all are read now,
  ///     and stay as they are.
  /// - Throws: ``DataProblems`` for files that cannot be read.
  public init(_ folder: DataFolder, cache: CatalogueCache? = nil) throws(DataProblems) {
    let names: [String]
    do {
      names = try FileManager.default.contentsOfDirectory(atPath: folder.rates.path)
        .filter {
          $0.hasSuffix(".yaml") && !$0.hasPrefix(".") && $0 != Self.vocabularyName
            && !Self.extraNames.contains($0)
        }
        .sorted()
    } catch {
      throw DataProblems([
        DataProblem(
          file: folder.rates.relativePath, line: 0, path: "", message: "the folder cannot be read",
          source: .file)
      ])
    }
    guard !names.isEmpty else {
      throw DataProblems([
        DataProblem(
          file: folder.rates.relativePath, line: 0, path: "",
          message: "the folder holds no rate card; a card is a file such as 'openai.yaml'")
      ])
    }
    let rates = folder.rates.standardizedFileURL.path
    var memory = cache.map { CatalogueMemory($0, folder: rates) }
    let here = FileManager.default.currentDirectoryPath + "/"
    func file(_ path: String) -> CatalogueFile {
      // The path relative to the current folder where that is shorter to read.
      CatalogueFile(
        path: path, name: path.hasPrefix(here) ? String(path.dropFirst(here.count)) : path, cache,
        known: memory?.content(of: path))
    }
    neighbours = ["scenarios", "claims", "probes", "quality"].flatMap { folder.files(in: $0) }
    vocabulary = file(folder.vocabulary.standardizedFileURL.path)
    extras = folder.extras.map { file($0.standardizedFileURL.path) }
    cards = names.map { file("\(rates)/\($0)") }
    self.memory = memory
    content = Self.content(vocabulary, extras, cards)
    if cache == nil { try read() }
  }

  /// Takes files that were read before, as ``contents`` gave them.
  public init(contents: [(name: String, text: String)]) {
    neighbours = []
    memory = nil
    let text = contents.first { $0.name == Self.vocabularyName }?.text ?? ""
    vocabulary = CatalogueFile(name: Self.vocabularyName, text: text)
    func files(where isOne: (String) -> Bool) -> [CatalogueFile] {
      contents.filter { isOne($0.name) }.sorted { $0.name < $1.name }
        .map { CatalogueFile(name: $0.name, text: $0.text) }
    }
    extras = files { Self.extraNames.contains($0) }
    cards = files { $0 != Self.vocabularyName && !Self.extraNames.contains($0) }
    content = Self.content(vocabulary, extras, cards)
  }

  private static let vocabularyName = "vocabulary.yaml"
  private static let priceChangesName = "price-risk.yaml"
  private static let assumptionsName = "assumptions.yaml"
  /// The names of ``extras``, sorted.
  static let extraNames = [assumptionsName, priceChangesName]

  private static func content(
    _ vocabulary: CatalogueFile, _ extras: [CatalogueFile], _ cards: [CatalogueFile]
  ) -> DeferredText {
    DeferredText {
      var hash = SHA256()
      for file in [vocabulary] + extras + cards {
        // What cannot be read has nothing that could be told apart.
        let bytes = (try? file.bytes()) ?? Data()
        hash.update("\(file.fileName)\n\(bytes.count)\n".utf8)
        hash.update(bytes)
      }
      return hash.finalized()
    }
  }

  private var all: [CatalogueFile] { [vocabulary] + extras + cards }

  /// Reads every file, so that what is decoded, identified and kept of a run are the same bytes.
  ///
  /// - Throws: ``DataProblems`` for files that cannot be read.
  public func read() throws(DataProblems) {
    do throws(DataProblem) {
      for file in all { _ = try file.bytes() }
    } catch {
      throw DataProblems([error])
    }
  }

  /// The providers that have a card.
  public var providers: [String] { cards.map(\.stem) }

  /// Where the files are, the vocabulary first.
  public var paths: [String] { all.map(\.name) }

  /// Where the scenarios and claims beside the cards are; none of files that were read before.
  public let neighbours: [String]

  /// The files' names and bytes, the vocabulary first; what a store keeps of a catalogue.
  public var contents: [(name: String, text: String)] {
    all.map { ($0.fileName, String(decoding: (try? $0.bytes()) ?? Data(), as: UTF8.self)) }
  }

  /// Decodes and checks the cards.
  ///
  /// - Parameters:
  ///   - providers: Only these cards; nil for all.
  ///   - provesRules: Whether every rule must be proven to fit 128 bits. Without it, a card that cannot be
  ///     proven fails when it is priced.
  ///   - bound: Of which providers it is wanted how offers are called, which takes a quarter of the time; nil for all.
  ///   - choice: The offers that are wanted. Others may be left out, and are not checked then.
  /// - Returns: The catalogue of those cards.
  /// - Throws: ``DataProblems`` with everything that is wrong in them.
  public func catalogue(
    only providers: Set<String>? = nil, provingRules provesRules: Bool = false,
    bindingsOf bound: Set<String>? = nil, offers choice: OfferChoice = .all
  ) throws(DataProblems) -> Catalogue {
    let problems = ProblemCollector()
    let vocabulary = Self.root(vocabulary, problems)?.vocabulary() ?? .empty
    // Who asks for some cards wants a price of today.
    let read = providers == nil ? extras : []
    func extra(_ name: String) -> DataReader? {
      read.first { $0.fileName == name }.flatMap { Self.root($0, problems) }
    }
    let changes = extra(Self.priceChangesName)?.priceChanges()
    let assumptions = extra(Self.assumptionsName)?.assumptions()
    let reader = CardSelection(
      choice: choice, bound: bound, vocabulary: vocabulary, provesRules: provesRules,
      check: memory.map { "\($0.program) \(self.vocabulary.knownDigest ?? "")" } ?? "")
    let decoded = reader.read(cards.filter { providers?.contains($0.stem) ?? true })
    for problem in decoded.flatMap(\.problems) { problems.report(problem) }
    memory?.keep(all)
    try problems.check()
    return Catalogue(
      cards: decoded.compactMap(\.card), vocabulary: vocabulary, content: content,
      priceChanges: changes, assumptions: assumptions)
  }

  static func root(_ file: CatalogueFile, _ problems: ProblemCollector) -> DataReader? {
    do throws(DataProblem) {
      return DataReader(try file.tree(), file: file.name, problems)
    } catch {
      problems.report(error)
      return nil
    }
  }
}
