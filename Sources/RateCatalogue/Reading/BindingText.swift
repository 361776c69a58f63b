import Foundation

/// The part of a card's text that says how offers are called, which most commands have no use for.
enum BindingText {
  /// The text with empty lines in place of bindings, so that every other line keeps its number.
  ///
  /// A key is one by where it stands: what a value goes on with is indented more than its key. A card that is not laid
  /// out in lines is left as it is.
  ///
  /// - Parameter bytes: The file.
  /// - Returns: The text without bindings.
  static func without(_ bytes: Data) -> Data {
    var text = Data(capacity: bytes.count)
    /// How far the keys of offers are indented; nil before the first offer.
    var keys: Int?
    /// How far the key is indented whose value is left out.
    var skipped: Int?
    var rest = bytes[...]
    while !rest.isEmpty {
      let end = rest.firstIndex(of: UInt8(ascii: "\n")).map { $0 + 1 } ?? rest.endIndex
      let line = rest[..<end]
      rest = rest[end...]
      let indent = line.prefix { $0 == UInt8(ascii: " ") }.count
      let words = line.dropFirst(indent)
      let isBlank = words.allSatisfy { $0 == 10 || $0 == 13 }
      if let own = skipped {
        // Items of a list may stand as far out as its key.
        if isBlank || indent > own || indent == own && words.starts(with: "- ".utf8) && own > 0 {
          text.append(UInt8(ascii: "\n"))
          continue
        }
        skipped = nil
      }
      if words.starts(with: "- offer:".utf8) { keys = indent + 2 }
      if indent == keys && words.starts(with: "native:".utf8)
        || indent == 0 && words.starts(with: "shapes:".utf8)
      {
        skipped = indent
        text.append(UInt8(ascii: "\n"))
      } else {
        text.append(line)
      }
    }
    return text
  }
}
