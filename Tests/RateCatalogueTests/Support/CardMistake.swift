import Testing

/// One mistake in the made-up card: a piece of the right text, what stands there instead, and
/// everything that must be said of it, word for word.
struct CardMistake: Sendable, CustomTestStringConvertible {
  let piece: String
  let other: String
  let problems: [String]

  init(_ piece: String, _ other: String, _ problems: String...) {
    self.piece = piece
    self.other = other
    self.problems = problems
  }

  var testDescription: String { other.isEmpty ? "without \(piece)" : other }

  /// Makes the mistake and compares what is reported, or only what is reported at a `place`: a
  /// parameter that cannot be read is also missed by every formula that names it.
  func check(at place: String = "", sourceLocation: SourceLocation = #_sourceLocation) throws {
    let card = try AcmeCard.replacing(piece, with: other)
    let found = try AcmeCard.problems(card).filter { place.isEmpty || $0.contains(place) }
    #expect(found == problems, sourceLocation: sourceLocation)
  }
}
