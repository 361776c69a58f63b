import PricingRules

/// A data file that is being read: what it says, and who is told what is wrong with it.
final class DataSource {
  /// The file as messages name it.
  let file: String
  let tree: DataTree
  /// Takes what is wrong in the file.
  let problems: ProblemCollector
  /// What is assumed where the file is rough.
  let assumptions: Assumptions?
  /// What parameters are counted in.
  let vocabulary: Vocabulary

  init(
    _ tree: DataTree, file: String, _ problems: ProblemCollector,
    _ assumptions: Assumptions? = nil, _ vocabulary: Vocabulary = .empty
  ) {
    self.tree = tree
    self.file = file
    self.problems = problems
    self.assumptions = assumptions
    self.vocabulary = vocabulary
  }

  /// The keys and indices that lead to a value, such as `offers[0].charges[1].price`.
  func path(of value: Int) -> String {
    guard value > 0 else { return "" }
    let above = tree.parent(of: value)
    let start = path(of: above)
    guard tree.kind(of: above) == .map else {
      let index = tree.inside(above).firstIndex(of: value) ?? 0
      return "\(start)[\(index)]"
    }
    // What is read has a key that is text, which stands right before it.
    let key = tree.text(of: value - 1) ?? ""
    return start.isEmpty ? key : "\(start).\(key)"
  }
}
