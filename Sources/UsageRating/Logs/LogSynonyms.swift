import PricingRules
import WorkloadSimulator

/// Other words for the columns of a log: those of the vocabulary, and its own words in other letters.
struct LogSynonyms {
  private var names: [String: String] = [:]
  private let known: Set<String>
  private let vocabulary: Vocabulary

  init(_ vocabulary: Vocabulary, _ known: Set<String>) {
    self.known = known
    self.vocabulary = vocabulary
    let terms = vocabulary.parameters.merging(vocabulary.meters) { own, _ in own }
    for (name, term) in terms {
      for word in term.synonyms { names[word.lowercased()] = name }
    }
    for name in known.union(LogColumn.allCases.map(\.rawValue)) { names[name.lowercased()] = name }
  }

  /// The vocabulary's name for a column; the column's own where it has none.
  func name(of column: String) -> String {
    if known.contains(column) { return column }
    let small = column.lowercased()
    return names[small] ?? (isElement(small) ? small : column)
  }

  /// Whether a column is that of a single one of a list, such as `reference_width_2`.
  func isElement(_ name: String) -> Bool { vocabulary.count(ofElement: name) != nil }

  /// What the cells of a column are two of in one: those of `size`, and of each of a list of sizes; nil for other
  /// columns.
  func sides(of column: String) -> [String]? {
    let name = column.lowercased()
    if name == "size" { return ["width", "height"] }
    return vocabulary.sides(ofList: name).map { [$0.width, $0.height] }
  }

  /// The names that a column of sizes stands for; of a list, as many as there can be.
  func sizes(of column: String, _ catalogue: Catalogue) -> [String] {
    guard let sides = sides(of: column) else { return [] }
    guard vocabulary.sides(ofList: column.lowercased()) != nil else { return sides }
    let lists = catalogue.offers.flatMap(\.lists).filter { list in
      list.parameters.contains { $0.name == sides[0] }
    }
    return (0..<(lists.map(\.most).max() ?? 0)).flatMap { place in
      sides.map { ElementName($0, place + 1).description }
    }
  }
}
