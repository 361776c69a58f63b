import PricingRules

/// Sources and sentences in the order in which a document first refers to them, each once.
struct FootnoteList {
  private(set) var notes: [Footnote] = []

  /// The references of some sources, such as `[1][4]`.
  mutating func references(_ evidence: [Evidence]) -> ReportTable.Cell {
    .references(evidence.map { number(of: $0.footnote) }.uniqued())
  }

  /// The references of some sentences.
  mutating func references(to sentences: [String]) -> ReportTable.Cell {
    .references(sentences.map { number(of: Footnote($0)) }.uniqued())
  }

  private mutating func number(of note: Footnote) -> Int {
    if let index = notes.firstIndex(of: note) { return index + 1 }
    notes.append(note)
    return notes.count
  }
}

extension Offer {
  /// The sources of the offer and of its charges.
  var allEvidence: [Evidence] { (evidence + charges.flatMap(\.evidence)).uniqued() }
}
