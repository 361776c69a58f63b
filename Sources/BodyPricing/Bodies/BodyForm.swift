/// The fields of a form (`multipart/form-data`), which are read as a body of texts.
public struct BodyForm: Sendable {
  /// Names and texts, in order; a name that stands several times is a list.
  private var fields: [(name: String, texts: [String])] = []

  /// Creates a form without fields.
  public init() {}

  /// Reads a field written as `name=value`.
  ///
  /// - Throws: ``BodyError/notAField(_:)`` for a word without `=` or without a name.
  public static func field(_ word: String) throws(BodyError) -> (name: String, value: String) {
    guard let sign = word.firstIndex(of: "="), sign > word.startIndex else {
      throw .notAField(String(word.prefix(80)))
    }
    return (String(word[..<sign]), String(word[word.index(after: sign)...]))
  }

  /// Whether a text is JSON Lines: its first line is a whole value, and another follows.
  public static func isLines(_ bytes: [UInt8]) -> Bool { BodyScanner.isLines(bytes) }

  /// Adds a field; `name[]` is one more of a list of that name.
  public mutating func add(_ name: String, _ text: String) {
    let name = name.hasSuffix("[]") ? String(name.dropLast(2)) : name
    if let place = fields.firstIndex(where: { $0.name == name }) {
      fields[place].texts.append(text)
    } else {
      fields.append((name, [text]))
    }
  }

  /// The same as JSON: every value a string, a name that stands several times a list of them.
  public var json: [UInt8] {
    var text = Array("{".utf8)
    for (place, field) in fields.enumerated() {
      if place > 0 { text.append(UInt8(ascii: ",")) }
      Self.append(field.name, to: &text)
      text.append(UInt8(ascii: ":"))
      if field.texts.count > 1 { text.append(UInt8(ascii: "[")) }
      for (index, value) in field.texts.enumerated() {
        if index > 0 { text.append(UInt8(ascii: ",")) }
        Self.append(value, to: &text)
      }
      if field.texts.count > 1 { text.append(UInt8(ascii: "]")) }
    }
    return text + "}".utf8
  }

  /// Adds a text as JSON writes it, in quotes.
  package static func append(_ value: String, to text: inout [UInt8]) {
    text.append(UInt8(ascii: "\""))
    for byte in value.utf8 {
      switch byte {
      case UInt8(ascii: "\""), UInt8(ascii: "\\"): text += [UInt8(ascii: "\\"), byte]
      case 0..<32:
        text += "\\u00".utf8
        text += [byte >> 4, byte & 15].map { $0 < 10 ? $0 + 48 : $0 + 87 }
      default: text.append(byte)
      }
    }
    text.append(UInt8(ascii: "\""))
  }
}
