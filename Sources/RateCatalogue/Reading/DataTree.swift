/// What a data file says: texts, lists and maps in the order of the file, one after the other.
///
/// A value is its number: what is inside it follows it, up to ``end(of:)``, a map's keys each before its value. Thus a
/// tree is two arrays, which ``CompiledCatalogue`` keeps as they are, and a value that nobody asks for costs nothing.
struct DataTree: Sendable {
  enum Kind: UInt32 {
    case text
    case list
    case map
  }

  /// Four words for each value: line, whether it is quoted, and kind; the value that it is inside of; where its text starts, or what follows
  /// the last value inside; how long its text is.
  private(set) var words: [UInt32] = []
  /// The bytes of all texts, as UTF-8.
  private(set) var texts: [UInt8] = []

  /// A tree without any value, which must get one before it is read.
  init() {}

  /// Takes the arrays of a tree that was kept; nil unless every number in them leads somewhere.
  ///
  /// - Parameters:
  ///   - words: What ``words`` was.
  ///   - texts: What ``texts`` was.
  init?(words: [UInt32], texts: [UInt8]) {
    guard words.count >= 4, words.count % 4 == 0, Self.isSound(words, texts) else { return nil }
    self.words = words
    self.texts = texts
  }

  private static func isSound(_ words: [UInt32], _ texts: [UInt8]) -> Bool {
    /// Lists and maps that a value is inside of.
    var open: [(value: Int, end: Int, isMap: Bool, count: Int)] = []
    return words.withUnsafeBufferPointer { words in
      for value in 0...(words.count / 4) {
        while let last = open.last, last.end == value {
          if last.isMap, last.count % 2 != 0 { return false }
          open.removeLast()
        }
        guard value < words.count / 4 else { break }
        guard open.isEmpty == (value == 0), Int(words[4 * value + 1]) == open.last?.value ?? 0
        else { return false }
        if !open.isEmpty { open[open.count - 1].count += 1 }
        let (start, length) = (Int(words[4 * value + 2]), Int(words[4 * value + 3]))
        switch Kind(rawValue: words[4 * value] & 3) {
        case .text: guard start + length <= texts.count else { return false }
        case .list, .map:
          guard start > value, start <= open.last?.end ?? words.count / 4,
            open.count < DataText.maximumDepth
          else { return false }
          open.append((value, start, words[4 * value] & 3 == Kind.map.rawValue, 0))
        case nil: return false
        }
      }
      return open.isEmpty
    }
  }

  // MARK: Reading

  func kind(of value: Int) -> Kind { Kind(rawValue: words[4 * value] & 3) ?? .text }

  /// The line of a value, from 1.
  func line(of value: Int) -> Int { Int(words[4 * value] >> 3) }

  /// Whether a text stands in quotes, or in lines of its own.
  func isQuoted(_ value: Int) -> Bool { words[4 * value] & 4 != 0 }

  /// The list or map that a value is inside of; the root is inside itself.
  func parent(of value: Int) -> Int { Int(words[4 * value + 1]) }

  /// The number of the value that follows a value and all that is inside it.
  func end(of value: Int) -> Int {
    words[4 * value] & 3 == Kind.text.rawValue ? value + 1 : Int(words[4 * value + 2])
  }

  /// The UTF-8 bytes of a text.
  func bytes(of value: Int) -> ArraySlice<UInt8> {
    let start = Int(words[4 * value + 2])
    return texts[start..<(start + Int(words[4 * value + 3]))]
  }

  /// A text; nil of a list or map.
  func text(of value: Int) -> String? {
    kind(of: value) == .text ? String(decoding: bytes(of: value), as: UTF8.self) : nil
  }

  /// Whether a value is a text of these bytes.
  func isText(_ value: Int, _ text: String.UTF8View) -> Bool {
    guard words[4 * value] & 3 == Kind.text.rawValue, Int(words[4 * value + 3]) == text.count
    else { return false }
    return bytes(of: value).elementsEqual(text)
  }

  /// The values inside a list, or keys and values inside a map.
  func inside(_ value: Int) -> [Int] {
    guard kind(of: value) != .text else { return [] }
    var found: [Int] = []
    var next = value + 1
    while next < end(of: value) {
      found.append(next)
      next = end(of: next)
    }
    return found
  }

  /// The value of a key of a map; nil where it has none, or the value is no map.
  func value(of key: String, in map: Int) -> Int? {
    guard kind(of: map) == .map else { return nil }
    var next = map + 1
    while next < end(of: map) {
      let value = end(of: next)
      if isText(next, key.utf8) { return value }
      next = end(of: value)
    }
    return nil
  }

  // MARK: Writing

  /// Adds a text.
  mutating func add(_ text: String, isQuoted: Bool, line: Int, in parent: Int) {
    let start = texts.count
    texts.append(contentsOf: text.utf8)
    add(Kind.text.rawValue | (isQuoted ? 4 : 0), line, parent, start, texts.count - start)
  }

  /// Adds a list or map, whose values are added next, and whose end is told by ``close(_:)``.
  ///
  /// - Returns: Its number.
  mutating func open(_ kind: Kind, line: Int, in parent: Int) -> Int {
    add(kind.rawValue, line, parent, 0, 0)
    return words.count / 4 - 1
  }

  /// Tells that all that is inside a value was added.
  mutating func close(_ value: Int) { words[4 * value + 2] = UInt32(words.count / 4) }

  private mutating func add(
    _ kind: UInt32, _ line: Int, _ parent: Int, _ start: Int, _ length: Int
  ) {
    words += [UInt32(line) << 3 | kind, UInt32(parent), UInt32(start), UInt32(length)]
  }
}
