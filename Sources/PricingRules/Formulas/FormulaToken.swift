import BillingTypes

/// A word of the expression language with its place.
struct FormulaToken: Hashable {
  /// What the word is.
  enum Kind: Hashable {
    /// Digits, with an optional decimal part.
    case number(String)
    /// A name, or the value of a choice such as `720p` or `4k`.
    case word(String)
    /// An operator or a bracket.
    case symbol(String)
    /// The end of the text.
    case end
  }

  let kind: Kind
  /// Bytes from the start of the text.
  let offset: Int

  /// The word as the user wrote it.
  var text: String {
    switch kind {
    case .number(let text), .word(let text), .symbol(let text): text
    case .end: "the end"
    }
  }

  /// Splits `text` into words.
  ///
  /// - Throws: ``FormulaError`` at the first byte that begins no word.
  static func tokens(of text: String) throws(FormulaError) -> [FormulaToken] {
    let bytes = Array(text.utf8)
    var tokens: [FormulaToken] = []
    var index = 0
    func word(from start: Int, to end: Int) -> String {
      String(decoding: bytes[start..<end], as: UTF8.self)
    }
    while index < bytes.count {
      let start = index
      let byte = bytes[index]
      if isSpace(byte) {
        index += 1
        continue
      }
      if isDigit(byte) {
        while index < bytes.count, isDigit(bytes[index]) { index += 1 }
        if index < bytes.count, isLetter(bytes[index]) {
          while index < bytes.count, isLetter(bytes[index]) || isDigit(bytes[index]) { index += 1 }
          tokens.append(FormulaToken(kind: .word(word(from: start, to: index)), offset: start))
          continue
        }
        if index + 1 < bytes.count, bytes[index] == UInt8(ascii: "."), isDigit(bytes[index + 1]) {
          index += 1
          while index < bytes.count, isDigit(bytes[index]) { index += 1 }
        }
        tokens.append(FormulaToken(kind: .number(word(from: start, to: index)), offset: start))
        continue
      }
      if isLetter(byte) {
        while index < bytes.count, isLetter(bytes[index]) || isDigit(bytes[index]) { index += 1 }
        tokens.append(FormulaToken(kind: .word(word(from: start, to: index)), offset: start))
        continue
      }
      let pair = index + 1 < bytes.count ? word(from: index, to: index + 2) : ""
      if ["==", "!=", "<=", ">="].contains(pair) {
        tokens.append(FormulaToken(kind: .symbol(pair), offset: start))
        index += 2
        continue
      }
      guard "+-*/<>()[],".utf8.contains(byte) else {
        throw FormulaError(
          offset: start, fact: .illegalCharacter(character(at: start, in: text)))
      }
      tokens.append(FormulaToken(kind: .symbol(word(from: index, to: index + 1)), offset: start))
      index += 1
    }
    tokens.append(FormulaToken(kind: .end, offset: bytes.count))
    return tokens
  }

  private static func isSpace(_ byte: UInt8) -> Bool { byte == 32 || (9...13).contains(byte) }
  private static func isDigit(_ byte: UInt8) -> Bool { (48...57).contains(byte) }
  private static func isLetter(_ byte: UInt8) -> Bool {
    (65...90).contains(byte) || (97...122).contains(byte) || byte == UInt8(ascii: "_")
  }

  private static func character(at offset: Int, in text: String) -> String {
    let index = text.utf8.index(text.utf8.startIndex, offsetBy: offset)
    return index < text.endIndex ? String(text[index]) : ""
  }
}
