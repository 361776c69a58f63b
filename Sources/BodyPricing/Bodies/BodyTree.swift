package import PricingRules

/// A body that was read: JSON, flat in the order in which it is written.
///
/// Numbers stay text, so that nothing is lost, and long strings stay where they are, so that a picture of megabytes costs
/// one look at its bytes.
package struct BodyTree: Sendable {
  /// The bytes that values are ranges of.
  let bytes: [UInt8]
  /// The values; the first is the root, what is inside a list or an object follows it.
  package let nodes: [Node]

  /// One value.
  package struct Node: Sendable {
    package let kind: Kind
    /// Whether the text of a string has escapes.
    var isEscaped = false
    /// Whether the text of the key has.
    var isKeyEscaped = false
    /// The bytes of the value, without the quotes of a string.
    var start: UInt32
    var end: UInt32
    /// The bytes of the key, without quotes; empty in a list.
    var keyStart: UInt32 = 0
    var keyEnd: UInt32 = 0
    /// The place of what follows all that is inside.
    var next: UInt32 = 0
  }

  /// What a value is.
  package enum Kind: UInt8, Sendable {
    case object, list, string, number, truth, null
  }

  /// The places of what is directly inside a list or an object.
  package func children(of place: Int) -> some Sequence<Int> {
    let end = Int(nodes[place].next)
    return sequence(first: place + 1) { Int(nodes[$0].next) }.prefix { $0 < end }
  }

  /// Whether a list without anything in it stands there.
  func isEmptyList(_ place: Int) -> Bool {
    nodes[place].kind == .list && nodes[place].next == place + 1
  }

  /// How many things are directly inside.
  func count(of place: Int) -> Int { children(of: place).reduce(0) { count, _ in count + 1 } }

  /// The line on which a value begins, from 1.
  package func line(_ place: Int) -> Int {
    1 + bytes[..<Int(nodes[place].start)].count { $0 == 10 }
  }

  /// The bytes of a value, without quotes and with escapes as they are written.
  package func raw(_ place: Int) -> ArraySlice<UInt8> {
    bytes[Int(nodes[place].start)..<Int(nodes[place].end)]
  }

  /// The text of a string, a number or a truth value.
  package func text(_ place: Int) -> String {
    let raw = raw(place)
    return nodes[place].isEscaped
      ? Self.unescaped(raw) : String(decoding: raw, as: UTF8.self)
  }

  /// The key of a member.
  package func key(_ place: Int) -> String {
    let node = nodes[place]
    let raw = bytes[Int(node.keyStart)..<Int(node.keyEnd)]
    return node.isKeyEscaped ? Self.unescaped(raw) : String(decoding: raw, as: UTF8.self)
  }

  /// Whether the key of a member is a word, or that word in snake_case where this is as good.
  func hasKey(_ place: Int, _ word: [UInt8], orInSnakeCase: Bool) -> Bool {
    if hasKey(place, word) { return true }
    guard orInSnakeCase, word.contains(where: Self.isCapital) else { return false }
    var rest = key(place).utf8[...]
    for byte in word {
      if Self.isCapital(byte) {
        guard rest.popFirst() == UInt8(ascii: "_"), rest.popFirst() == byte | 0x20 else {
          return false
        }
      } else {
        guard rest.popFirst() == byte else { return false }
      }
    }
    return rest.isEmpty
  }

  private static func isCapital(_ byte: UInt8) -> Bool {
    byte >= UInt8(ascii: "A") && byte <= UInt8(ascii: "Z")
  }

  /// Whether the key of a member is a word.
  func hasKey(_ place: Int, _ word: [UInt8]) -> Bool {
    let node = nodes[place]
    guard !node.isKeyEscaped else { return key(place).utf8.elementsEqual(word) }
    let (start, length) = (Int(node.keyStart), Int(node.keyEnd - node.keyStart))
    guard length == word.count else { return false }
    for index in 0..<length where bytes[start + index] != word[index] { return false }
    return true
  }

  /// The values at a pointer, those of `null` left out.
  func places(at pointer: BodySteps) -> [Int] {
    var found: [Int] = []
    forEachPlace(at: pointer) { found.append($0) }
    return found
  }

  /// The values at a pointer, those of `null` left out.
  ///
  /// - Parameters:
  ///   - pointer: The way down.
  ///   - root: The place of the value that it begins at.
  /// - Returns: Their places, in order.
  package func places(at pointer: BodyPointer, of root: Int = 0) -> [Int] {
    var found: [Int] = []
    visit(root, BodySteps(pointer), 0) { found.append($0) }
    return found
  }

  /// Calls with the place of each value at a pointer, in order, those of `null` left out.
  func forEachPlace(at pointer: BodySteps, _ body: (Int) -> Void) {
    visit(0, pointer, 0, body)
  }

  private func visit(_ place: Int, _ pointer: BodySteps, _ depth: Int, _ body: (Int) -> Void) {
    guard depth < pointer.steps.count else {
      if nodes[place].kind != .null { body(place) }
      return
    }
    let kind = nodes[place].kind
    guard kind == .object || kind == .list else { return }
    let end = Int(nodes[place].next)
    var child = place + 1
    var index = 0
    while child < end {
      let isMeant =
        kind == .list
        ? pointer.means(index, pointer.steps[depth])
        : pointer.steps[depth].map {
          hasKey(child, $0, orInSnakeCase: pointer.meansSnakeCase)
        } ?? true
      if isMeant { visit(child, pointer, depth + 1, body) }
      index += 1
      child = Int(nodes[child].next)
    }
  }

  /// A string with its escapes, which were checked, resolved.
  static func unescaped(_ raw: ArraySlice<UInt8>) -> String {
    var text: [UInt8] = []
    text.reserveCapacity(raw.count)
    var rest = raw
    func unit() -> UInt32 {
      let digits = rest.prefix(4)
      rest = rest.dropFirst(4)
      return digits.reduce(0) { $0 << 4 | UInt32(hexDigit($1) ?? 0) }
    }
    while let byte = rest.popFirst() {
      guard byte == UInt8(ascii: "\\"), let sign = rest.popFirst() else {
        text.append(byte)
        continue
      }
      switch sign {
      case UInt8(ascii: "n"): text.append(10)
      case UInt8(ascii: "t"): text.append(9)
      case UInt8(ascii: "r"): text.append(13)
      case UInt8(ascii: "b"): text.append(8)
      case UInt8(ascii: "f"): text.append(12)
      case UInt8(ascii: "u"):
        var code = unit()
        if (0xD800..<0xDC00).contains(code), rest.starts(with: "\\u".utf8) {
          rest = rest.dropFirst(2)
          code = 0x10000 + (code - 0xD800) << 10 + (unit() &- 0xDC00)
        }
        text.append(contentsOf: String(Unicode.Scalar(code) ?? "\u{FFFD}").utf8)
      default: text.append(sign)
      }
    }
    return String(decoding: text, as: UTF8.self)
  }

  /// The value of a hexadecimal digit.
  static func hexDigit(_ byte: UInt8) -> UInt8? {
    switch byte {
    case 48...57: byte - 48
    case 65...70: byte - 55
    case 97...102: byte - 87
    default: nil
    }
  }
}

extension BodyTree {
  /// The member of a key; nil where there is none, or null.
  package func member(_ key: String, of place: Int = 0) -> Int? {
    guard nodes[place].kind == .object else { return nil }
    let word = Array(key.utf8)
    return children(of: place).first { hasKey($0, word) && nodes[$0].kind != .null }
  }
}
