/// Splits Swift into words and marks, without comments and without the words of strings.
///
/// A string becomes one token, `""`, followed by the code of its interpolations; `#if` and its like
/// are one token. A keyword in backticks keeps them, so that it is not taken for the keyword. A
/// regex literal without `#` is read as code; a string ends with its line at the latest, so a mark
/// in such a literal hides no more than that line.
struct SwiftScanner {
  /// The words that may stand between `import` and the module.
  static let importKinds: Set = [
    "typealias", "struct", "class", "enum", "protocol", "let", "var", "func",
  ]
  /// The words that declare a type.
  static let typeKinds: Set = ["struct", "enum", "class", "protocol", "actor", "typealias"]

  /// The tokens of `text`, in order.
  static func tokens(of text: String) -> [String] {
    var scanner = SwiftScanner(bytes: Array(text.utf8))
    scanner.scanCode(inInterpolation: false)
    return scanner.tokens
  }

  private let bytes: [UInt8]
  private var position = 0
  private var tokens: [String] = []

  private init(bytes: [UInt8]) { self.bytes = bytes }

  private func starts(with text: String) -> Bool {
    bytes[position...].starts(with: text.utf8)
  }

  private mutating func scanCode(inInterpolation: Bool) {
    var depth = 0
    while position < bytes.count {
      if starts(with: "//") {
        skip(to: "\n")
      } else if starts(with: "/*") {
        skipBlockComment()
      } else if starts(with: "`") {
        scanEscapedName()
      } else if starts(with: "\"") || starts(with: "#") {
        scanMarkedLiteral()
      } else if Self.isPartOfName(bytes[position]) {
        let name = scanName()
        tokens.append(name)
      } else {
        if starts(with: "(") { depth += 1 }
        if starts(with: ")") { depth -= 1 }
        if inInterpolation && depth < 0 { return position += 1 }
        if !starts(with: " ") && !starts(with: "\n") && !starts(with: "\t") && !starts(with: "\r") {
          tokens.append(String(decoding: [bytes[position]], as: UTF8.self))
        }
        position += 1
      }
    }
  }

  /// A string, an extended regex, or a directive such as `#if`.
  private mutating func scanMarkedLiteral() {
    let start = position
    while position < bytes.count, starts(with: "#") { position += 1 }
    let marks = String(repeating: "#", count: position - start)
    if starts(with: "\"") {
      scanString(marks: marks)
    } else if !marks.isEmpty, starts(with: "/") {
      position += 1
      skip(to: "/" + marks)
      position = min(position + 1 + marks.count, bytes.count)
    } else {
      let name = scanName()
      tokens.append(marks + name)
    }
  }

  private mutating func scanString(marks: String) {
    let isMultiline = starts(with: "\"\"\"\n")
    let quote = isMultiline ? "\"\"\"" : "\""
    position += quote.utf8.count
    tokens.append("\"\"")
    while position < bytes.count {
      if starts(with: quote + marks) { return position += quote.utf8.count + marks.utf8.count }
      if starts(with: "\n") && !isMultiline { return }
      if starts(with: "\\" + marks + "(") {
        position += marks.utf8.count + 2
        scanCode(inInterpolation: true)
      } else {
        position += starts(with: "\\" + marks) ? marks.utf8.count + 2 : 1
      }
    }
    position = bytes.count
  }

  private mutating func scanEscapedName() {
    position += 1
    let start = position
    skip(to: "`")
    let name = String(decoding: bytes[start..<position], as: UTF8.self)
    let isKeyword = Self.typeKinds.contains(name) || ["import", "extension"].contains(name)
    tokens.append(isKeyword ? "`\(name)`" : name)
    position = min(position + 1, bytes.count)
  }

  private mutating func scanName() -> String {
    let start = position
    while position < bytes.count, Self.isPartOfName(bytes[position]) { position += 1 }
    return String(decoding: bytes[start..<position], as: UTF8.self)
  }

  private mutating func skip(to text: String) {
    while position < bytes.count, !starts(with: text) { position += 1 }
  }

  private mutating func skipBlockComment() {
    var depth = 0
    repeat {
      if starts(with: "/*") {
        depth += 1
        position += 2
      } else if starts(with: "*/") {
        depth -= 1
        position += 2
      } else {
        position += 1
      }
    } while depth > 0 && position < bytes.count
  }

  private static func isPartOfName(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"), 0x80...:
      true
    default: false
    }
  }
}
