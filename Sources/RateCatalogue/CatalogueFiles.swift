import Foundation
public import PricingRules

/// The bytes of a catalogue: read once, identified by their SHA-256, decoded as far as is needed.
public struct CatalogueFiles: Sendable {
  /// One rate card's file.
  struct Card: Sendable {
    /// The file as messages name it.
    let name: String
    /// The provider, which the file is named after.
    let provider: String
    let bytes: Data
  }

  let cards: [Card]
  let vocabulary: (name: String, bytes: Data)
  /// Files beside the vocabulary that a data folder may have.
  let extras: [(name: String, bytes: Data)]
  /// The SHA-256 of the content as 64 hexadecimal digits: names and bytes of every file.
  public var digest: String { content.text }
  private let content: DeferredText

  /// Reads every file of the folder.
  ///
  /// - Parameter folder: Where the data is.
  /// - Throws: ``DataProblems`` for files that cannot be read.
  public init(_ folder: DataFolder) throws(DataProblems) {
    let names: [String]
    do {
      names = try FileManager.default.contentsOfDirectory(atPath: folder.rates.path)
        .filter {
          $0.hasSuffix(".yaml") && !$0.hasPrefix(".") && $0 != "vocabulary.yaml"
            && !Self.extraNames.contains($0)
        }
        .sorted()
    } catch {
      throw DataProblems([
        DataProblem(
          file: folder.rates.relativePath, line: 0, path: "", message: "the folder cannot be read")
      ])
    }
    guard !names.isEmpty else {
      throw DataProblems([
        DataProblem(
          file: folder.rates.relativePath, line: 0, path: "",
          message: "the folder holds no rate card; a card is a file such as 'openai.yaml'")
      ])
    }
    var cards: [Card] = []
    for name in names {
      let url = folder.rates.appendingPathComponent(name)
      cards.append(
        Card(
          name: Self.display(url), provider: String(name.dropLast(5)),
          bytes: try Self.read(url)))
    }
    neighbours = ["scenarios", "claims", "probes"].flatMap { folder.files(in: $0) }
    vocabulary = (Self.display(folder.vocabulary), try Self.read(folder.vocabulary))
    var extras: [(name: String, bytes: Data)] = []
    for file in folder.extras { extras.append((Self.display(file), try Self.read(file))) }
    self.extras = extras
    self.cards = cards
    content = Self.content(vocabulary.bytes, extras, cards)
  }

  /// Takes files that were read before, as ``contents`` gave them.
  public init(contents: [(name: String, text: String)]) {
    neighbours = []
    vocabulary = (
      "vocabulary.yaml",
      Data((contents.first { $0.name == "vocabulary.yaml" }?.text ?? "").utf8)
    )
    extras = contents.filter { Self.extraNames.contains($0.name) }.sorted { $0.name < $1.name }
      .map { ($0.name, Data($0.text.utf8)) }
    let others = ["vocabulary.yaml"] + Self.extraNames
    cards = contents.filter { !others.contains($0.name) }.sorted { $0.name < $1.name }.map {
      Card(name: $0.name, provider: String($0.name.dropLast(5)), bytes: Data($0.text.utf8))
    }
    content = Self.content(vocabulary.bytes, extras, cards)
  }

  private static let priceChangesName = "price-risk.yaml"
  private static let assumptionsName = "assumptions.yaml"
  /// The names of ``extras``, sorted.
  static let extraNames = [assumptionsName, priceChangesName]

  private static func fileName(_ path: String) -> String {
    path.split(separator: "/").last.map(String.init) ?? path
  }

  private static func content(
    _ vocabulary: Data, _ extras: [(name: String, bytes: Data)], _ cards: [Card]
  ) -> DeferredText {
    DeferredText { digest(vocabulary, extras, cards) }
  }

  private static func digest(
    _ vocabulary: Data, _ extras: [(name: String, bytes: Data)], _ cards: [Card]
  ) -> String {
    var hash = SHA256()
    let files =
      [("vocabulary.yaml", vocabulary)] + extras.map { (fileName($0.name), $0.bytes) }
      + cards.map { ("\($0.provider).yaml", $0.bytes) }
    for (name, bytes) in files {
      hash.update("\(name)\n\(bytes.count)\n".utf8)
      hash.update(bytes)
    }
    return hash.finalized()
  }

  /// The providers that have a card.
  public var providers: [String] { cards.map(\.provider) }

  /// Where the files are, the vocabulary first.
  public var paths: [String] {
    [vocabulary.name] + extras.map(\.name) + cards.map(\.name)
  }

  /// Where the scenarios and claims beside the cards are; none of files that were read before.
  public let neighbours: [String]

  /// The files' names and bytes, the vocabulary first; what a store keeps of a catalogue.
  public var contents: [(name: String, text: String)] {
    [("vocabulary.yaml", String(decoding: vocabulary.bytes, as: UTF8.self))]
      + extras.map { (Self.fileName($0.name), String(decoding: $0.bytes, as: UTF8.self)) }
      + cards.map { ("\($0.provider).yaml", String(decoding: $0.bytes, as: UTF8.self)) }
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
    var vocabulary = Vocabulary.empty
    if let root = Self.root(self.vocabulary.bytes, self.vocabulary.name, problems) {
      vocabulary = root.vocabulary()
    }
    // Who asks for some cards wants a price of today.
    let read = providers == nil ? extras : []
    func extra(_ name: String) -> DataReader? {
      read.first { Self.fileName($0.name) == name }
        .flatMap { Self.root($0.bytes, $0.name, problems) }
    }
    let changes = extra(Self.priceChangesName)?.priceChanges()
    let assumptions = extra(Self.assumptionsName)?.assumptions()
    let chosen = cards.filter { providers?.contains($0.provider) ?? true }
    let reader = CardSelection(
      choice: choice, bound: bound, vocabulary: vocabulary, provesRules: provesRules)
    let decoded = reader.read(chosen)
    for problem in decoded.flatMap(\.problems) { problems.report(problem) }
    try problems.check()
    return Catalogue(
      cards: decoded.compactMap(\.card), vocabulary: vocabulary, content: content,
      priceChanges: changes, assumptions: assumptions)
  }

  static func root(
    _ bytes: Data, _ name: String, _ problems: ProblemCollector
  ) -> DataReader? {
    do throws(DataProblem) {
      let node = try DataText.root(of: bytes, file: name)
      return DataReader(node, file: name, problems)
    } catch {
      problems.report(error)
      return nil
    }
  }

  private static func read(_ url: URL) throws(DataProblems) -> Data {
    do {
      return try Data(contentsOf: url)
    } catch {
      throw DataProblems([
        DataProblem(file: display(url), line: 0, path: "", message: "the file cannot be read")
      ])
    }
  }

  /// The path relative to the current folder where that is shorter to read.
  private static func display(_ url: URL) -> String {
    let path = url.standardizedFileURL.path
    let here = FileManager.default.currentDirectoryPath + "/"
    return path.hasPrefix(here) ? String(path.dropFirst(here.count)) : path
  }
}
