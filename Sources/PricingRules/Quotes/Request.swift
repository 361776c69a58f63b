/// What a caller asks for: names and values as text, in the order they were given.
///
/// Nothing is checked yet; ``Offer/resolve(_:vocabulary:)`` does that.
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
    entries.reserveCapacity(values.count)
    for (name, text) in values { set(name, text) }
  }

  /// Creates a request from a literal.
  public init(dictionaryLiteral elements: (String, String)...) {
    entries = []
    entries.reserveCapacity(elements.count)
    for (name, text) in elements { set(name, text) }
  }

  private mutating func set(_ name: String, _ text: String) {
    let entry = Entry(name: name, text: text)
    if let index = entries.firstIndex(where: { $0.name == name }) {
      entries[index] = entry
    } else {
      entries.append(entry)
    }
  }

  /// The request with only some of its names.
  package func keeping(_ isKept: (String) -> Bool) -> Request {
    Request(entries.filter { isKept($0.name) }.map { ($0.name, $0.text) })
  }

  /// The text given for a name; setting nil removes it.
  public subscript(name: String) -> String? {
    get { entries.first { $0.name == name }?.text }
    set {
      if let newValue { set(name, newValue) } else { entries.removeAll { $0.name == name } }
    }
  }
}
