/// Reads JSON (RFC 8259) that may be hostile: size, depth, number of values, encoding and keys that stand twice are
/// checked.
package struct BodyScanner {
  let bytes: [UInt8]
  var place: Int
  let end: Int
  private let limit: BodyLimit
  private var nodes: [BodyTree.Node] = []

  private init(_ bytes: [UInt8], _ range: Range<Int>, _ limit: BodyLimit) {
    self.bytes = bytes
    self.limit = limit
    place = range.lowerBound
    end = range.upperBound
    nodes.reserveCapacity(24)
  }

  /// Reads a body.
  ///
  /// - Parameters:
  ///   - bytes: The whole text.
  ///   - limit: How much is read.
  /// - Throws: ``BodyError`` with the line and the column where reading stopped.
  /// - Returns: The values.
  package static func tree(
    _ bytes: [UInt8], within limit: BodyLimit = .body
  ) throws(BodyError) -> BodyTree {
    guard bytes.count <= limit.bytes else {
      throw .tooLarge(bytes: bytes.count, most: limit.bytes)
    }
    var scanner = BodyScanner(bytes, 0..<bytes.count, limit)
    // Some editors put a mark of the byte order before the text; it is no part of it.
    if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { scanner.place = 3 }
    scanner.skipSpace()
    guard scanner.place < scanner.end else { throw .empty }
    try scanner.value(depth: 1)
    scanner.skipSpace()
    guard scanner.place == scanner.end else { throw scanner.unexpected("the end of the body") }
    return BodyTree(bytes: bytes, nodes: scanner.nodes)
  }

  /// Whether a text is several bodies, one a line: it is not one value, and some line is a whole object from its first
  /// column on.
  static func isLines(_ bytes: [UInt8]) -> Bool {
    var scanner = BodyScanner(bytes, 0..<bytes.count, .body)
    if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { scanner.place = 3 }
    scanner.skipSpace()
    if (try? scanner.value(depth: 1)) != nil {
      scanner.skipSpace()
      if scanner.place == scanner.end { return false }
    }
    var isFirst = true
    for line in bytes.split(separator: 10, maxSplits: 1_000).prefix(1_000) {
      let own = isFirst && line.starts(with: [0xEF, 0xBB, 0xBF]) ? line.dropFirst(3) : line
      isFirst = false
      guard own.first == UInt8(ascii: "{") else { continue }
      var scanner = BodyScanner(Array(own), 0..<own.count, .body)
      guard (try? scanner.value(depth: 1)) != nil else { continue }
      scanner.skipSpace()
      if scanner.place == scanner.end { return bytes.contains(10) }
    }
    return false
  }

  private mutating func skipSpace() {
    while place < end {
      switch bytes[place] {
      case 32, 10, 13, 9: place &+= 1
      default: return
      }
    }
  }

  private mutating func value(depth: Int) throws(BodyError) {
    guard place < end else { throw unexpected("a value") }
    guard nodes.count < BodyLimit.values else { throw error(.tooManyValues) }
    switch bytes[place] {
    case UInt8(ascii: "\""):
      let text = try string()
      nodes.append(
        .init(
          kind: .string, isEscaped: text.isEscaped, start: UInt32(text.range.lowerBound),
          end: UInt32(text.range.upperBound), next: UInt32(nodes.count + 1)))
    case UInt8(ascii: "{"): try object(depth: depth)
    case UInt8(ascii: "["): try list(depth: depth)
    case UInt8(ascii: "t"): try word("true", .truth)
    case UInt8(ascii: "f"): try word("false", .truth)
    case UInt8(ascii: "n"): try word("null", .null)
    case UInt8(ascii: "-"), 48...57: try number()
    default: throw unexpected("a value")
    }
  }

  private mutating func open(_ kind: BodyTree.Kind, depth: Int) throws(BodyError) -> Int {
    guard depth <= limit.depth else { throw error(.tooDeep(most: limit.depth)) }
    nodes.append(.init(kind: kind, start: UInt32(place), end: 0))
    place += 1
    skipSpace()
    return nodes.count - 1
  }

  private mutating func close(_ own: Int) {
    place += 1
    nodes[own].end = UInt32(place)
    nodes[own].next = UInt32(nodes.count)
  }

  private mutating func list(depth: Int) throws(BodyError) {
    let own = try open(.list, depth: depth)
    if place < end, bytes[place] == UInt8(ascii: "]") { return close(own) }
    while true {
      try value(depth: depth + 1)
      skipSpace()
      guard place < end else { throw unexpected("',' or ']'") }
      if bytes[place] == UInt8(ascii: "]") { return close(own) }
      guard bytes[place] == UInt8(ascii: ",") else { throw unexpected("',' or ']'") }
      place += 1
      skipSpace()
    }
  }

  private mutating func object(depth: Int) throws(BodyError) {
    let own = try open(.object, depth: depth)
    if place < end, bytes[place] == UInt8(ascii: "}") { return close(own) }
    var keys = BodyKeys(own + 1)
    while true {
      guard place < end, bytes[place] == UInt8(ascii: "\"") else {
        throw unexpected("a key in quotes")
      }
      let start = place
      let key = try string()
      guard keys.insert(key.range, isEscaped: key.isEscaped, bytes, nodes) else {
        place = start
        throw error(.keyTwice(String(decoding: bytes[key.range].prefix(80), as: UTF8.self)))
      }
      skipSpace()
      guard place < end, bytes[place] == UInt8(ascii: ":") else { throw unexpected("':'") }
      place += 1
      skipSpace()
      let member = nodes.count
      try value(depth: depth + 1)
      nodes[member].keyStart = UInt32(key.range.lowerBound)
      nodes[member].keyEnd = UInt32(key.range.upperBound)
      nodes[member].isKeyEscaped = key.isEscaped
      skipSpace()
      guard place < end else { throw unexpected("',' or '}'") }
      if bytes[place] == UInt8(ascii: "}") { return close(own) }
      guard bytes[place] == UInt8(ascii: ",") else { throw unexpected("',' or '}'") }
      place += 1
      skipSpace()
    }
  }

  private mutating func word(
    _ word: StaticString, _ kind: BodyTree.Kind
  ) throws(BodyError) {
    let length = word.utf8CodeUnitCount
    let isThere =
      place + length <= end
      && (0..<length).allSatisfy { bytes[place + $0] == word.utf8Start[$0] }
    guard isThere else { throw unexpected("a value") }
    add(kind, length)
  }

  private mutating func add(_ kind: BodyTree.Kind, _ length: Int) {
    nodes.append(
      .init(
        kind: kind, start: UInt32(place), end: UInt32(place + length),
        next: UInt32(nodes.count + 1)))
    place += length
  }

  private mutating func number() throws(BodyError) {
    var at = place
    func digits() -> Bool {
      let start = at
      while at < end, (48...57).contains(bytes[at]) { at += 1 }
      return at > start
    }
    func isThere(_ signs: UInt8...) -> Bool { at < end && signs.contains(bytes[at]) }
    if isThere(UInt8(ascii: "-")) { at += 1 }
    let first = at
    var isFine = digits() && (bytes[first] != 48 || at == first + 1)
    if isFine, isThere(UInt8(ascii: ".")) {
      at += 1
      isFine = digits()
    }
    if isFine, isThere(UInt8(ascii: "e"), UInt8(ascii: "E")) {
      at += 1
      if isThere(UInt8(ascii: "+"), UInt8(ascii: "-")) { at += 1 }
      isFine = digits()
    }
    guard isFine else { throw error(.illegalNumber) }
    guard at - place <= BodyLimit.digits else { throw error(.longNumber(at - place)) }
    add(.number, at - place)
  }

  private func unexpected(_ wanted: StaticString) -> BodyError {
    guard place < end else { return error(.ends(wanted: "\(wanted)")) }
    return error(.unexpected(bytes[place], wanted: "\(wanted)"))
  }

  /// A mistake at this place.
  func error(_ flaw: BodyError.Flaw) -> BodyError {
    let before = bytes[..<min(place, end)]
    let line = before.reduce(1) { $1 == 10 ? $0 + 1 : $0 }
    let start = before.lastIndex(of: 10).map { $0 + 1 } ?? 0
    return .notJSON(flaw, line: line, column: before.count - start + 1)
  }
}
