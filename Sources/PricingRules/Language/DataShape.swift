/// What may stand at a place of a data file, as far as that can be told from the place alone.
public indirect enum DataShape: Sendable {
  /// Text, which a number or a truth value is too.
  case text
  /// A number, or one as people write it, such as `30k` or `5%`.
  case number
  /// A calendar day, such as `2026-11-30`.
  case day
  /// A calendar month, such as `2027-01`.
  case month
  /// `true` or `false`.
  case truth
  /// One of some words.
  case choice([String])
  /// A list.
  case list(DataShape)
  /// A list, or one alone.
  case items(DataShape)
  /// A map whose keys are data.
  case entries(DataShape)
  /// A map whose keys are known.
  case map(KeyTable)
  /// One of several shapes.
  case any([DataShape])
  /// What is described once and stands inside of itself.
  case named(NamedShape)
  /// Whatever is text, a list or a map.
  case anything

  /// One of the cases of an enumeration.
  package static func choice<Choice: RawRepresentable & CaseIterable>(
    of type: Choice.Type
  ) -> DataShape where Choice.RawValue == String {
    .choice(Choice.allCases.map(\.rawValue))
  }
}

/// A shape that stands inside of itself.
public struct NamedShape: Sendable {
  /// What it is called, once in all data files.
  public let name: String
  private let make: @Sendable () -> DataShape

  /// Creates it; its shape is only made when somebody asks, so that it may name itself.
  package init(_ name: String, _ make: @escaping @Sendable () -> DataShape) {
    self.name = name
    self.make = make
  }

  /// The shape.
  public var shape: DataShape { make() }
}

/// The keys of a map in a data file: what they are called, which must be there, and what stands under each.
///
/// Decoders read maps by it, and the JSON Schema is made of it: there is no second list of keys.
public struct KeyTable: Sendable {
  /// A key of the map.
  public struct Key: Sendable {
    /// What it is called.
    public let name: String
    /// Whether it must be there.
    public let need: Need
    /// What stands under it.
    public let shape: DataShape

    /// Whether a key must be there.
    public enum Need: Hashable, Sendable {
      /// It must be there.
      case always
      /// Whether it must be there, what else is there says.
      case sometimes
      /// It may be left out.
      case never
    }

    /// A key that must be there beside some others.
    package static func beside(_ name: String, _ shape: DataShape) -> Key {
      Key(name: name, need: .sometimes, shape: shape)
    }

    /// A key that must be there.
    package static func must(_ name: String, _ shape: DataShape) -> Key {
      Key(name: name, need: .always, shape: shape)
    }

    /// A key that may be left out.
    package static func may(_ name: String, _ shape: DataShape) -> Key {
      Key(name: name, need: .never, shape: shape)
    }
  }

  /// What the map is called, once in all data files.
  public let name: String
  /// The keys, in the order in which messages list them.
  public let keys: [Key]
  /// Keys of which there is exactly one; empty where there is no such rule.
  public let exactlyOne: [String]
  /// Keys of which there is at least one; empty where there is no such rule.
  public let atLeastOne: [String]
  /// The names of the keys.
  package let names: [String]

  /// Creates a table.
  package init(
    _ name: String, _ keys: [Key], exactlyOne: [String] = [], atLeastOne: [String] = []
  ) {
    self.name = name
    self.keys = keys
    self.exactlyOne = exactlyOne
    self.atLeastOne = atLeastOne
    names = keys.map(\.name)
  }

  /// A table whose keys are the cases of an enumeration, each of which may be left out.
  package init<Word: RawRepresentable & CaseIterable>(
    _ name: String, of type: Word.Type, _ shape: DataShape
  ) where Word.RawValue == String {
    self.init(name, Word.allCases.map { .may($0.rawValue, shape) })
  }

  /// Whether a decoder may insist on a key.
  package func mayRequire(_ name: String) -> Bool {
    exactlyOne.contains(name) || keys.contains { $0.name == name && $0.need != .never }
  }
}

/// What a kind of data file is: its name, and the keys at its head.
public struct DataSchema: Sendable {
  /// The kind of file, such as `card`.
  public let name: String
  /// What such a file is, in a sentence.
  public let title: String
  /// The keys at the head of the file.
  public let root: KeyTable

  /// Creates it.
  package init(_ name: String, title: String, _ root: KeyTable) {
    self.name = name
    self.title = title
    self.root = root
  }
}
