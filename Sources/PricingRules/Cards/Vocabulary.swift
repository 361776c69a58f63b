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
    /// The parameter that counts the things of which each may have a value of its own; nil for one value.
    public let each: String?

    /// Creates a term.
    public init(
      unit: String?, meaning: String, categories: [MediaCategory], isInput: Bool = false,
      synonyms: [String] = [], each: String? = nil
    ) {
      self.unit = unit
      self.meaning = meaning
      self.categories = categories
      self.isInput = isInput
      self.synonyms = synonyms
      self.each = each
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

  /// What counts the things of which a name is a single one's value: `reference_images` for `reference_width_2`;
  /// nil for any other name.
  package func count(ofElement name: String) -> (count: String, element: ElementName)? {
    guard parameters[name] == nil, let element = ElementName(parsing: name),
      let count = parameters[element.base]?.each
    else { return nil }
    return (count, element)
  }

  /// Width and height of each of what is counted, where a name is that of a list of sizes: those of
  /// `reference_width` and `reference_height` are `reference_sizes`.
  package func sides(ofList name: String) -> (width: String, height: String)? {
    guard name.hasSuffix(Self.listSuffix), parameters[name] == nil else { return nil }
    let stem = name.dropLast(Self.listSuffix.count)
    let (width, height) = ("\(stem)_width", "\(stem)_height")
    guard let count = parameters[width]?.each, parameters[height]?.each == count else { return nil }
    return (width, height)
  }

  /// The names of lists of sizes, sorted.
  package var listsOfSizes: [String] {
    parameters.keys.compactMap { name -> String? in
      guard name.hasSuffix("_width") else { return nil }
      let list = String(name.dropLast("_width".count)) + Self.listSuffix
      return sides(ofList: list) == nil ? nil : list
    }.sorted()
  }

  private static let listSuffix = "_sizes"

  /// No words at all.
  public static let empty = Vocabulary(
    parameters: [:], meters: [:], unitNames: [:], countUnits: [])
}
