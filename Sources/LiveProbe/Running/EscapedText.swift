/// Text with what stands for single letters resolved: of addresses (`%2f`), of JSON (`\u0070`, `\/`), of HTML (`&#x2F;`).
enum EscapedText {
  /// The letters that are meant; what means none stays as it is.
  static func plain(_ bytes: [UInt8]) -> [UInt8] {
    var plain: [UInt8] = []
    plain.reserveCapacity(bytes.count)
    var place = 0
    while place < bytes.count {
      let (letter, length) = meant(bytes, place)
      plain.append(letter)
      place += length
    }
    return plain
  }

  /// The letter at a place, and how many bytes stand for it.
  private static func meant(_ bytes: [UInt8], _ place: Int) -> (letter: UInt8, length: Int) {
    func number(_ range: Range<Int>, _ radix: Int) -> UInt8? {
      guard range.upperBound <= bytes.count, !range.isEmpty else { return nil }
      return Int(String(decoding: bytes[range], as: UTF8.self), radix: radix).flatMap {
        UInt8(exactly: $0)
      }
    }
    switch bytes[place] {
    case UInt8(ascii: "%"):
      if let letter = number(place + 1..<place + 3, 16) { return (letter, 3) }
    case UInt8(ascii: "\\"):
      guard place + 1 < bytes.count else { break }
      if bytes[place + 1] == UInt8(ascii: "u"), let letter = number(place + 2..<place + 6, 16) {
        return (letter, 6)
      }
      return (bytes[place + 1], 2)
    case UInt8(ascii: "&"):
      guard place + 2 < bytes.count, bytes[place + 1] == UInt8(ascii: "#"),
        let end = bytes[place..<min(place + 10, bytes.count)].firstIndex(of: UInt8(ascii: ";"))
      else { break }
      let isHex = bytes[place + 2] == UInt8(ascii: "x") || bytes[place + 2] == UInt8(ascii: "X")
      let start = place + (isHex ? 3 : 2)
      if start < end, let letter = number(start..<end, isHex ? 16 : 10) {
        return (letter, end - place + 1)
      }
    default: break
    }
    return (bytes[place], 1)
  }
}
