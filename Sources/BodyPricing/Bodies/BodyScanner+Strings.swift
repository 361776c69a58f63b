extension BodyScanner {
  /// Reads a string: the range between its quotes.
  mutating func string() throws(BodyError) -> (range: Range<Int>, isEscaped: Bool) {
    let start = place + 1
    var isEscaped = false
    var isPlain = true
    place = start
    let end = end
    // A picture of megabytes is one string: its bytes are looked at without a check of each place.
    let stop = bytes.withUnsafeBufferPointer { bytes in
      var at = start
      while at < end {
        let byte = bytes[at]
        if byte == UInt8(ascii: "\"") || byte < 32 { break }
        if byte == UInt8(ascii: "\\") {
          isEscaped = true
          at &+= 1
          if at >= end { break }
        }
        if byte >= 128 { isPlain = false }
        at &+= 1
      }
      return at
    }
    guard stop < end else { throw error(.unfinishedString) }
    guard bytes[stop] == UInt8(ascii: "\"") else {
      place = stop
      throw error(.controlCharacter(bytes[stop]))
    }
    let range = start..<stop
    if isEscaped { try checkEscapes(range) }
    if !isPlain, String(validating: bytes[range], as: UTF8.self) == nil { throw error(.notUTF8) }
    place = stop + 1
    return (range, isEscaped)
  }

  private mutating func checkEscapes(_ range: Range<Int>) throws(BodyError) {
    /// Four digits behind `\u`; nil where they are none.
    func unit(_ at: Int) -> UInt32? {
      guard at + 4 <= range.upperBound else { return nil }
      var code: UInt32 = 0
      for byte in bytes[at..<at + 4] {
        guard let digit = BodyTree.hexDigit(byte) else { return nil }
        code = code << 4 | UInt32(digit)
      }
      return code
    }
    var at = range.lowerBound
    while at < range.upperBound {
      guard bytes[at] == UInt8(ascii: "\\") else {
        at += 1
        continue
      }
      let start = at
      at += 2
      switch bytes[start + 1] {
      case UInt8(ascii: "u"):
        guard let code = unit(at) else { break }
        at += 4
        guard (0xD800..<0xE000).contains(code) else { continue }
        // The first half of a pair, with the second behind it.
        if code < 0xDC00, at + 6 <= range.upperBound, bytes[at] == UInt8(ascii: "\\"),
          bytes[at + 1] == UInt8(ascii: "u"), let low = unit(at + 2),
          (0xDC00..<0xE000).contains(low)
        {
          at += 6
          continue
        }
      case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"), UInt8(ascii: "b"),
        UInt8(ascii: "f"), UInt8(ascii: "n"), UInt8(ascii: "r"), UInt8(ascii: "t"):
        continue
      default: break
      }
      place = start
      throw error(.illegalEscape)
    }
  }
}
