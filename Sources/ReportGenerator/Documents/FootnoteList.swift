import PricingRules

/// Sources and sentences in the order in which a document first refers to them, each once.
struct FootnoteList {
  private(set) var notes: [String] = []

  /// The references of some sources, such as `[1][4]`.
  mutating func references(_ evidence: [Evidence]) -> String {
    evidence.map { reference($0.note) }.uniqued().joined()
  }

  /// The references of some sentences.
  mutating func references(to sentences: [String]) -> String {
    sentences.map { reference($0) }.uniqued().joined()
  }

  private mutating func reference(_ note: String) -> String {
    if let index = notes.firstIndex(of: note) { return "[\(index + 1)]" }
    notes.append(note)
    return "[\(notes.count)]"
  }
}

extension Offer {
  /// The sources of the offer and of its charges.
  var allEvidence: [Evidence] { (evidence + charges.flatMap(\.evidence)).uniqued() }
}
