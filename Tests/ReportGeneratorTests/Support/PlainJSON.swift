import Foundation

/// JSON as Foundation reads it: a second opinion on what was written.
enum PlainJSON {
  /// The object that `text` holds.
  static func object(_ text: String) throws -> [String: Any] {
    let value = try JSONSerialization.jsonObject(with: Data(text.utf8))
    return value as? [String: Any] ?? [:]
  }

  /// The objects under a key.
  static func objects(_ object: [String: Any], _ key: String) -> [[String: Any]] {
    object[key] as? [[String: Any]] ?? []
  }

  /// The keys in the order in which the text writes them at one depth, by its indentation.
  static func keys(_ text: String, depth: Int) -> [String] {
    let indentation = String(repeating: "  ", count: depth) + "\""
    return text.split(separator: "\n").filter { $0.hasPrefix(indentation) }.compactMap { line in
      line.dropFirst(indentation.count).split(separator: "\"").first.map(String.init)
    }
  }

  /// Whether a value is a number, which amounts must never be.
  static func isNumber(_ value: Any?) -> Bool { value is NSNumber }
}
