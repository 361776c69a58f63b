import BillingTypes

/// The names that all cards share: one word for one thing, with its unit and meaning.
public struct Vocabulary: Sendable {
  /// A parameter or a meter.
  public struct Term: Hashable, Sendable {
    /// The unit it is in, nil for words, truth values and plain numbers.
    public let unit: String?
    /// What it means, in one clause.
    public let meaning: String
    /// The categories it belongs to; empty for all.
    public let categories: [MediaCategory]
    /// Whether it only describes what is sent in: an offer that does not ask for it misses nothing.
    public let isInput: Bool
    /// Other words for exactly the same, which logs use for it.
    public let synonyms: [String]

    /// Creates a term.
    public init(
      unit: String?, meaning: String, categories: [MediaCategory], isInput: Bool = false,
      synonyms: [String] = []
    ) {
      self.unit = unit
      self.meaning = meaning
      self.categories = categories
      self.isInput = isInput
      self.synonyms = synonyms
    }
  }

  /// What a request may say.
  public let parameters: [String: Term]
  /// What a provider may meter.
  public let meters: [String: Term]
  /// The plural name of each unit.
  public let unitNames: [String: String]
  /// Units that only count things, such as images.
  public let countUnits: Set<String>

  /// Creates a vocabulary.
  public init(
    parameters: [String: Term], meters: [String: Term], unitNames: [String: String],
    countUnits: Set<String>
  ) {
    self.parameters = parameters
    self.meters = meters
    self.unitNames = unitNames
    self.countUnits = countUnits
  }

  /// The meters that count things, such as pictures: what is metered of them is whole.
  public var countedMeters: Set<String> { Set(meters.filter { counts($0.value) }.keys) }

  /// Whether a text is a fraction of what can only be counted, such as half a picture.
  package func isFractionOfCount(_ text: String, of name: String) -> Bool {
    guard let term = parameters[name] ?? meters[name], counts(term),
      let number = try? DecimalText.parse(text)
    else { return false }
    return !number.isWhole
  }

  private func counts(_ term: Term) -> Bool { term.unit.map(countUnits.contains) ?? false }

  /// No words at all.
  public static let empty = Vocabulary(
    parameters: [:], meters: [:], unitNames: [:], countUnits: [])
}
