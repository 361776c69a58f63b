/// What a check of all data read, where nothing is wrong with any of it.
public struct DataCheckSummary: Sendable {
  private let counts: [(name: String, count: Int)]
  private let catalogue: String

  /// Creates a summary of what was read and holds, with the digest of the catalogue.
  public init(
    cards: Int, offers: Int, workedExamples: Int, scenarios: Int, claims: Int, catalogue: String
  ) {
    counts = [
      ("cards", cards), ("offers", offers), ("worked examples", workedExamples),
      ("scenarios", scenarios), ("sets of claims", claims),
    ]
    self.catalogue = catalogue
  }

  /// The summary in lines, each with a line end.
  public var text: String {
    "all hold: \(counts.map { "\($0.name) \($0.count)" }.joined(separator: ", "))\n"
      + "catalogue \(catalogue)\n"
  }
}
