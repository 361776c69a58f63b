import BodyPricing

/// The words that stand in braces in a recipe, and what they are in a run.
public struct ProbeWords: Sendable {
  private var values: [String: String]

  /// Creates words.
  public init(_ values: [String: String] = [:]) { self.values = values }

  /// What a word is; nil for one that is not known yet.
  public subscript(name: String) -> String? {
    get { values[name] }
    set { values[name] = newValue }
  }

  /// How a value is written.
  enum Escape {
    /// As it is; as part of an address; inside of a JSON string.
    case none, percent, json
  }

  /// A text with its words filled in; those that are not known stay.
  func filled(_ text: String, _ escape: Escape = .none) -> String {
    var filled = ""
    var rest = text[...]
    while let open = rest.firstIndex(of: "{") {
      filled += rest[..<open]
      rest = rest[open...]
      guard let close = rest.firstIndex(of: "}"),
        let name = Self.name(rest[rest.index(after: open)..<close]), let value = values[name.word]
      else {
        filled += "{"
        rest = rest.dropFirst()
        continue
      }
      filled += Self.written(value, name.isEncoded ? .percent : escape)
      rest = rest[rest.index(after: close)...]
    }
    return filled + rest
  }

  private static func written(_ value: String, _ escape: Escape) -> String {
    switch escape {
    case .none: return value
    case .percent: return percentEncoded(value)
    case .json: return json(value)
    }
  }

  /// The words in a text, in order.
  package static func names(in text: String) -> [String] {
    var names: [String] = []
    var rest = text[...]
    while let open = rest.firstIndex(of: "{") {
      rest = rest[rest.index(after: open)...]
      if let close = rest.firstIndex(of: "}"), let name = name(rest[..<close]) {
        names.append(name.word)
      }
    }
    return names
  }

  /// A word, or one with `|pct` that is encoded; nil for what is none.
  private static func name(_ text: Substring) -> (word: String, isEncoded: Bool)? {
    let parts = text.split(separator: "|", omittingEmptySubsequences: false)
    guard let word = parts.first, !word.isEmpty,
      word.utf8.allSatisfy({ (97...122).contains($0) || $0 == 95 || (48...57).contains($0) }),
      parts.count == 1 || parts.count == 2 && parts[1] == "pct"
    else { return nil }
    return (String(word), parts.count == 2)
  }

  /// A text as part of an address: all but letters, digits and `-._~` is encoded.
  static func percentEncoded(_ text: String) -> String {
    let digits = Array("0123456789ABCDEF".utf8)
    var encoded: [UInt8] = []
    for byte in text.utf8 {
      switch byte {
      case 48...57, 65...90, 97...122, 45, 46, 95, 126: encoded.append(byte)
      default: encoded += [UInt8(ascii: "%"), digits[Int(byte >> 4)], digits[Int(byte & 15)]]
      }
    }
    return String(decoding: encoded, as: UTF8.self)
  }

  /// A text as it stands between the quotes of JSON.
  static func json(_ text: String) -> String {
    var bytes: [UInt8] = []
    BodyForm.append(text, to: &bytes)
    return String(decoding: bytes.dropFirst().dropLast(), as: UTF8.self)
  }
}
