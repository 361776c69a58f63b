import PricingRules
import WorkloadSimulator

/// Other words for the columns of a log: those of the vocabulary, and its own words in other letters.
struct LogSynonyms {
  private var names: [String: String] = [:]
  private let known: Set<String>

  /// `width`x`height` in one cell stands for these.
  static let sizes = ["width", "height"]

  init(_ vocabulary: Vocabulary, _ known: Set<String>) {
    self.known = known
    let terms = vocabulary.parameters.merging(vocabulary.meters) { own, _ in own }
    for (name, term) in terms {
      for word in term.synonyms { names[word.lowercased()] = name }
    }
    for name in known.union(LogColumn.allCases.map(\.rawValue)) { names[name.lowercased()] = name }
  }

  /// The vocabulary's name for a column; the column's own where it has none.
  func name(of column: String) -> String {
    known.contains(column) ? column : names[column.lowercased()] ?? column
  }

  /// Whether a column's cells are sizes.
  static func isSize(_ name: String) -> Bool { name.lowercased() == "size" }
}
