/// What a caller asks for: names and values as text, in the order they were given.
///
/// Nothing is checked yet; an offer's ``RequestResolver`` does that.
public struct Request: Hashable, Sendable, ExpressibleByDictionaryLiteral {
  /// The names and texts, in order.
  public private(set) var entries: [Entry]

  /// One thing the request says.
  public struct Entry: Hashable, Sendable {
    /// A parameter or a meter.
    public let name: String
    /// The value as text.
    public let text: String
  }

  /// Creates a request; a later value of one name wins.
  public init(_ values: [(name: String, text: String)] = []) {
    entries = []
    for (name, text) in values { self[name] = text }
  }

  /// Creates a request from a literal.
  public init(dictionaryLiteral elements: (String, String)...) {
    self.init(elements.map { (name: $0.0, text: $0.1) })
  }

  /// The text given for a name; setting nil removes it.
  public subscript(name: String) -> String? {
    get { entries.first { $0.name == name }?.text }
    set {
      let index = entries.firstIndex { $0.name == name }
      switch (index, newValue) {
      case (let index?, let text?): entries[index] = Entry(name: name, text: text)
      case (let index?, nil): entries.remove(at: index)
      case (nil, let text?): entries.append(Entry(name: name, text: text))
      case (nil, nil): break
      }
    }
  }
}
