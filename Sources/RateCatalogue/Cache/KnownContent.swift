/// What is known of a file's bytes without reading them.
struct KnownContent: Hashable, Sendable {
  /// Their SHA-256.
  let digest: String
  /// The models of a card's offers; nil where nobody needed them yet, or one cannot be told.
  let models: Set<String>?

  init(digest: String, models: Set<String>?) {
    self.digest = digest
    self.models = models
  }

  /// Reads what ``text`` wrote after the digest.
  init(digest: String, sold: String) {
    self.init(
      digest: digest,
      models: sold == Self.nothing
        ? nil : Set(sold.split(separator: Self.separator).map(String.init)))
  }

  /// The digest and the models as an index keeps them, two words.
  var text: String {
    // A name with blanks, which no card has, would end the word.
    guard
      let models,
      models.allSatisfy({ !$0.isEmpty && $0.utf8.allSatisfy { $0 > 0x20 && $0 != 0x2C } })
    else {
      return "\(digest) \(Self.nothing)"
    }
    return "\(digest) \(Self.separator)\(models.sorted().joined(separator: String(Self.separator)))"
  }

  private static let nothing = "-"
  private static let separator: Character = ","
}
