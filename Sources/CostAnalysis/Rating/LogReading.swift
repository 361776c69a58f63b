/// What became of the columns of a log.
public struct LogReading: Hashable, Sendable {
  /// Columns that nothing was read from, in the order of the header.
  public let ignored: [String]
  /// Columns that stand for a name of the vocabulary, or for two in one.
  public let synonyms: [Synonym]

  /// A column under another name than the vocabulary's.
  public struct Synonym: Hashable, Sendable {
    /// The column's name in the log.
    public let column: String
    /// The name that it is read as.
    public let name: String

    /// Creates a synonym.
    package init(column: String, name: String) {
      self.column = column
      self.name = name
    }
  }

  /// Creates a reading.
  package init(ignored: [String] = [], synonyms: [Synonym] = []) {
    self.ignored = ignored
    self.synonyms = synonyms
  }
}
