/// What a check of all data read, where nothing is wrong with any of it.
public struct DataCheckSummary: Sendable {
  private var counts: [(name: String, count: Int)]
  private let catalogue: String

  /// Creates a summary of what was read and holds, with the digest of the catalogue.
  public init(
    cards: Int, offers: Int, workedExamples: Int, scenarios: Int, claims: Int,
    recipes: Int = 0, catalogue: String
  ) {
    counts = [
      ("cards", cards), ("offers", offers), ("worked examples", workedExamples),
      ("scenarios", scenarios), ("sets of claims", claims),
    ]
    // A folder that only has cards says nothing of probes.
    if recipes > 0 { counts.append(("recipes", recipes)) }
    self.catalogue = catalogue
  }

  /// The summary in lines, each with a line end.
  public var text: String {
    "all hold: \(counts.map { "\($0.name) \($0.count)" }.joined(separator: ", "))\n"
      + "catalogue \(catalogue)\n"
  }
}
