/// Numbers and words in bytes that may end anywhere.
package struct ByteReader {
  private let bytes: [UInt8]

  /// Creates a reader.
  package init(_ bytes: [UInt8]) { self.bytes = bytes }

  /// How many bytes there are.
  package var count: Int { bytes.count }

  /// The four letters at a place; nil where some are none.
  package func word(at place: Int) -> String? {
    guard place >= 0, place + 4 <= bytes.count,
      bytes[place..<place + 4].allSatisfy({ (32...126).contains($0) })
    else { return nil }
    return String(decoding: bytes[place..<place + 4], as: UTF8.self)
  }

  /// Whether a word stands at a place.
  package func isText(_ word: StaticString, at place: Int) -> Bool {
    place + word.utf8CodeUnitCount <= bytes.count
      && (0..<word.utf8CodeUnitCount).allSatisfy { bytes[place + $0] == word.utf8Start[$0] }
  }

  /// The whole number at a place; nil where the bytes end before.
  package func number(at place: Int, bytes count: Int, isLittle: Bool = false) -> Int? {
    guard place >= 0, place + count <= bytes.count else { return nil }
    let part = bytes[place..<place + count]
    return isLittle
      ? part.reversed().reduce(0) { $0 << 8 | Int($1) } : part.reduce(0) { $0 << 8 | Int($1) }
  }

  /// Two numbers, one after the other.
  package func pair(
    at place: Int, bytes count: Int, isLittle: Bool = false
  ) -> (width: Int, height: Int)? {
    guard let first = number(at: place, bytes: count, isLittle: isLittle),
      let second = number(at: place + count, bytes: count, isLittle: isLittle)
    else { return nil }
    return (first, second)
  }
}
