public import CostAnalysis
import PricingRules

extension DataFile {
  /// What a scenario says otherwise than another, the settings of their runs included.
  ///
  /// - Parameter other: The scenario after.
  /// - Throws: ``DataProblem`` for a file that cannot be read.
  /// - Returns: The values that differ; a path is one that a setting could have.
  public func changes(to other: DataFile) throws(DataProblem) -> [ChangedValue] {
    let (before, after) = (try changedTree(), try other.changedTree())
    return TreeDifference(ignored: []).changes(from: TreeNode(before), to: TreeNode(after))
  }
}

extension CatalogueFiles {
  /// What is no figure of an offer: where it comes from, how it is called, and words.
  private static let prose: Set<String> = [
    "evidence", "examples", "native", "summary", "cautions", "name", "source", "says", "read",
    "url",
    "confidence", "else", "latency_seconds", "limits", "capabilities", "only_for", "not_included",
  ]

  /// The offers, plans and credits whose figures are not those of another catalogue.
  ///
  /// - Parameter other: The catalogue after.
  /// - Throws: ``DataProblem`` for a card that cannot be read.
  /// - Returns: By card and then in its order; offers that are new or gone have one change without a path.
  public func changedOffers(to other: CatalogueFiles) throws(DataProblem) -> [ChangedOffer] {
    var found: [ChangedOffer] = []
    for stem in Set(cards.map(\.stem) + other.cards.map(\.stem)).sorted() {
      let (own, another) = (
        cards.first { $0.stem == stem }, other.cards.first { $0.stem == stem }
      )
      if let own, let another, try own.bytes() == another.bytes() { continue }
      let (before, after) = (try own?.entries() ?? [], try another?.entries() ?? [])
      for id in (before + after).map(\.id).uniqued() {
        let (was, isNow) = (
          before.first { $0.id == id }?.node, after.first { $0.id == id }?.node
        )
        guard let was, let isNow else {
          found.append(
            ChangedOffer(
              id: id,
              changes: [
                ChangedValue(
                  path: "", before: was == nil ? nil : "in the card",
                  after: isNow == nil ? nil : "in the card")
              ]))
          continue
        }
        let changes = TreeDifference(ignored: Self.prose).changes(from: was, to: isNow)
        if !changes.isEmpty { found.append(ChangedOffer(id: id, changes: changes)) }
      }
    }
    return found
  }

  /// The files beside the cards that are not those of another catalogue, sorted.
  ///
  /// - Parameter other: The catalogue after.
  /// - Throws: ``DataProblem`` for a file that cannot be read.
  /// - Returns: Their names.
  public func changedNeighbours(to other: CatalogueFiles) throws(DataProblem) -> [String] {
    var changed: [String] = []
    let (own, others) = ([vocabulary] + extras, [other.vocabulary] + other.extras)
    for name in Set((own + others).map(\.fileName)).sorted() {
      let before = own.first { $0.fileName == name }
      let after = others.first { $0.fileName == name }
      if try before?.bytes() != after?.bytes() { changed.append(name) }
    }
    return changed
  }
}

extension CatalogueFile {
  /// What the card says of each offer, plan and credit.
  fileprivate func entries() throws(DataProblem) -> [(id: String, node: TreeNode)] {
    let root = TreeNode(try tree())
    return [("offers", "offer"), ("plans", "plan"), ("credits", "credit")].flatMap { list, key in
      (root[list]?.items ?? []).compactMap { node in node[key]?.text.map { ($0, node) } }
    }
  }
}
